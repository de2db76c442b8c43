import { useState } from 'react'
import type { Content, Draft } from './draft-model.ts'

/** What is being written, on top of which version, and what others saved meanwhile. */
export function useEdit(draft: Draft, readOnly: boolean) {
  const { version } = draft
  const [base, setBase] = useState({ number: version.number, content: version.content as Content })
  const [written, setWritten] = useState<Content | null>(null)
  const dirty = written !== null && !readOnly
  if (base.number !== version.number && !dirty) setBase({ number: version.number, content: version.content })
  const behind = dirty && base.number !== version.number ? version : null
  return {
    base: base.number,
    content: dirty ? written : (version.content as Content),
    dirty,
    behind,
    set: setWritten,
    /** What was saved as a version is written no more; what was typed meanwhile is, on top of that version. */
    saved: (content: Content, number: string) => {
      setWritten((now) => (now === content ? null : now))
      setBase((now) => ({ ...now, number }))
    },
    take: () => {
      setWritten(null)
      setBase({ number: version.number, content: version.content })
    },
    keep: () => setBase({ number: version.number, content: version.content }),
  }
}

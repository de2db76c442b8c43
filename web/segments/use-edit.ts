import { useEffect, useState } from 'react'
import type { Content, Draft } from './draft-model.ts'
import { type Merged, merged } from './merge.ts'

interface Base {
  readonly number: string
  readonly content: Content
}

/** What is not saved, by draft: whoever leaves a draft and comes back goes on from there. */
const unsaved = new Map<string, { readonly base: Base; readonly written: Content }>()

export const isUnsaved = (draft: string): boolean => unsaved.has(draft)

/** What is being written, on top of which version, and what others saved meanwhile. */
export function useEdit(draft: Draft, readOnly: boolean) {
  const { version } = draft
  const [base, setBase] = useState<Base>(() => unsaved.get(draft.id)?.base ?? { number: version.number, content: version.content })
  const [written, setWritten] = useState<Content | null>(() => unsaved.get(draft.id)?.written ?? null)
  const dirty = written !== null && !readOnly
  if (base.number !== version.number && written === null) setBase({ number: version.number, content: version.content })
  const behind = dirty && base.number !== version.number ? version : null
  const both: Merged | null = dirty && behind ? merged(base.content, written, behind.content) : null
  useEffect(() => hold(draft.id, base, written), [draft.id, base, written])
  return {
    base: base.number,
    content: dirty ? written : version.content,
    dirty,
    behind,
    /** What is written and what others saved, as one. */
    both,
    set: setWritten,
    /** What was saved as a version is written no more; what was typed meanwhile is, on top of that version. */
    saved: (content: Content, number: string) => {
      setWritten((now) => (now === content ? null : now))
      setBase({ number, content })
    },
    /** Goes on with both, on top of what others saved. */
    join: () => {
      setBase({ number: version.number, content: version.content })
      setWritten((now) => both?.content ?? now)
    },
    /** Drops what is written. */
    take: () => setWritten(null),
  }
}

function hold(draft: string, base: Base, written: Content | null): void {
  if (written === null) unsaved.delete(draft)
  else unsaved.set(draft, { base, written })
  if (unsaved.size > 0) window.addEventListener('beforeunload', askFirst)
  else window.removeEventListener('beforeunload', askFirst)
}

/** The browser asks before it closes or reloads the page. */
const askFirst = (event: BeforeUnloadEvent) => event.preventDefault()

import { useState } from 'react'
import { type Content, type Draft, inputOf } from './draft-model.ts'
import { SAVE } from './segments-query.ts'
import { useChange } from './use-draft.ts'
import type { useEdit } from './use-edit.ts'
import type { Writer } from './writer.ts'

export type Saving = ReturnType<typeof useSaving>

/** Saving what is written as a version, with a note of what was changed; both give the new version's number, null where it was refused. */
export function useSaving(draft: Draft, edit: ReturnType<typeof useEdit>, writer: Writer, again: () => Promise<unknown>) {
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const { change, problem } = useChange(SAVE, again)
  const send = async (base: string, content: Content): Promise<string | null> => {
    setBusy(true)
    const done = await change({ draft: draft.id, base, content: inputOf(content), note, as: writer.as })
    const number = String(Number(base) + 1)
    if (done) {
      edit.saved(content, number)
      setNote((now) => (now === note ? '' : now))
    }
    setBusy(false)
    return done ? number : null
  }
  return {
    note,
    setNote,
    busy,
    problem,
    save: () => send(edit.base, edit.content),
    /** Saves together with what others saved meanwhile. */
    saveBoth: async () => {
      if (!edit.behind || !edit.both) return null
      edit.join()
      return send(edit.behind.number, edit.both.content)
    },
  }
}

import { type FormEvent, useState } from 'react'
import { useFocusNext } from './use-focus-next.ts'
import './for-reason.css'

interface ForReasonProps {
  /** Words of the button, and the same with what it is done to where there are many. */
  readonly act: string
  readonly label?: string
  /** What to know before, and words of the way back. */
  readonly sure: string
  readonly leave: string
  /** Words of the field; without them no reason is asked for. */
  readonly reason?: string
  readonly disabled?: boolean
  /** Where it gives `false`, it was refused, and the reason stays to be sent again. */
  readonly carryOut: (reason: string) => Promise<unknown>
}

/** Asks before it does what others see at once or what cannot be undone, and why. */
export function ForReason({ act, label, sure, leave, reason, disabled = false, carryOut }: ForReasonProps) {
  const [inside, focusNext] = useFocusNext<HTMLDivElement>()
  const [asked, setAsked] = useState(false)
  const [written, setWritten] = useState('')
  const ask = (next: boolean) => {
    focusNext(...(next ? ['input', 'button'] : ['button']))
    setAsked(next)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await carryOut(written)) === false) return
    setWritten('')
    ask(false)
  }
  return (
    <div ref={inside}>
      {asked ? (
        <form className="for-reason" onSubmit={(event) => void submit(event)}>
          <p>{sure}</p>
          {reason && (
            <label>
              <span className="control-label">{reason}</span>
              <input className="field" required maxLength={200} value={written} onChange={({ target }) => setWritten(target.value)} />
            </label>
          )}
          <button type="submit" className="btn" disabled={disabled}>
            {act}
          </button>
          <button type="button" className="linkb" onClick={() => ask(false)}>
            {leave}
          </button>
        </form>
      ) : (
        <button type="button" className="linkb" aria-label={label} disabled={disabled} onClick={() => ask(true)}>
          {act}
        </button>
      )}
    </div>
  )
}

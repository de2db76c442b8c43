import type { ReactNode } from 'react'
import './tick.css'

interface TickProps {
  readonly type: 'checkbox' | 'radio'
  readonly checked: boolean
  readonly set: (on: boolean) => void
  /** A form is not sent without it. */
  readonly required?: boolean
  readonly children: ReactNode
}

/** A box or a dot with its words, which can be pressed as well. */
export function Tick({ type, checked, set, required = false, children }: TickProps) {
  return (
    <label className="tick">
      <input type={type} checked={checked} required={required} onChange={({ target }) => set(target.checked)} />
      <span>{children}</span>
    </label>
  )
}

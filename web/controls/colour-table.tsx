import type { ReactNode } from 'react'
import './colour-table.css'

interface ColourKeyProps {
  readonly label: string
  /** What the first colour stands for, and what the last one does. */
  readonly from: ReactNode
  readonly to: ReactNode
  /** Class of each colour, in order. */
  readonly colours: readonly string[]
  readonly className?: string
}

/** The key of a table whose cells are coloured (class `colour-table`). */
export const ColourKey = ({ label, from, to, colours, className = '' }: ColourKeyProps) => (
  <p className={`colour-key small ${className}`} aria-hidden="true">
    <b>{label}</b> {from}
    <span className="colour-key-cells">
      {colours.map((colour) => (
        <span key={colour} className={colour} />
      ))}
    </span>
    {to}
  </p>
)

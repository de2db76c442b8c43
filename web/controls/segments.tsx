import { type ReactNode, useId } from 'react'
import { usePressed } from './use-pressed.ts'

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[]
  readonly value: T
  readonly onChange: (value: T) => void
  /** Says the label to screen readers only. */
  readonly quiet?: boolean
}

/** One choice out of few, side by side: native radio buttons, so arrows move and choose. */
export function Segments<T extends string>({ label, options, value, onChange, quiet = false }: SegmentsProps<T>) {
  const id = useId()
  const [pressed, press] = usePressed(value, onChange)
  return (
    <div role="radiogroup" aria-labelledby={id}>
      <span id={id} className={quiet ? 'vh' : 'control-label'}>
        {label}
      </span>
      <div className="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={id} checked={pressed === option.value} onChange={() => press(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </div>
  )
}

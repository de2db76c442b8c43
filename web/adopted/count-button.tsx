import { Rich } from '../i18n/rich.tsx'

interface CountButtonProps {
  readonly label: string
  /** What it spends, in words. */
  readonly cost: string
  readonly count: { readonly busy: boolean; readonly problem: string | null }
  readonly onPress: () => void
}

/** Has the vault count something on purpose, since it spends of what everybody shares. */
export function CountButton({ label, cost, count, onPress }: CountButtonProps) {
  return (
    <div className="over-time-count">
      <button type="button" className="btn" disabled={count.busy} onClick={onPress}>
        {label}
      </button>
      <p className="small">
        <Rich text={cost} />
      </p>
      {count.problem && (
        <p className="refused" role="alert">
          {count.problem}
        </p>
      )}
    </div>
  )
}

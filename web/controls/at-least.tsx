import { useTranslation } from '../i18n/use-translation.ts'
import './at-least.css'

/** The sign of a sum of which a part is withheld, as the matrix draws it: a square without its upper right corner. */
export function OpenMark() {
  return (
    <svg className="open-mark" width="14" height="14" aria-hidden="true">
      <path className="c3" d="M0 0H8L14 6V14H0z" />
    </svg>
  )
}

const CHEVRONS = { right: 'M0 -4.5L5 0L0 4.5', left: 'M0 -4.5L-5 0L0 4.5', up: 'M-6 0L0 -5L6 0' } as const

interface ChevronProps {
  /** Where the sign stands and where the rest of the sum would be. */
  readonly x: number | string
  readonly y: number | string
  readonly towards: keyof typeof CHEVRONS
  readonly className?: string
}

/** The same sign at the end of a bar, or alone where nothing but 'at least' is known: it points to where the rest would be. */
export function Chevron({ x, y, towards, className = '' }: ChevronProps) {
  return (
    // an svg, because its place may be in per cent
    <svg x={x} y={y} overflow="visible" aria-hidden="true">
      <path className={`open-chevron ${className}`} d={CHEVRONS[towards]} />
    </svg>
  )
}

/** In the place of a share that cannot be told, because the sum is known in part. */
export function NoShare() {
  const { t } = useTranslation()
  return <Dash words={t('atLeast.noShare')} />
}

/** The same of a lift. */
export function NoLift() {
  const { t } = useTranslation()
  return <Dash words={t('atLeast.noLift')} />
}

const Dash = ({ words }: { readonly words: string }) => (
  <span className="muted" title={words}>
    <span aria-hidden="true">–</span>
    <span className="vh">{words}</span>
  </span>
)

/** What the sign means, for a line of keys. */
export function OpenKey() {
  const { t } = useTranslation()
  return (
    <span>
      <svg width="10" height="14" aria-hidden="true">
        <Chevron x={2.5} y={7} towards="right" />
      </svg>
      {t('atLeast.key')}
    </span>
  )
}

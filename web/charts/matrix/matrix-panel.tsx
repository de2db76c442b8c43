import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { SectorMark } from '../../controls/sector-mark.tsx'
import { WithheldMark } from '../../controls/withheld.tsx'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { MatrixFigures } from './matrix-figures.ts'
import type { PairWords } from './pair-words.ts'
import './matrix-panel.css'

interface MatrixPanelProps {
  readonly figures: MatrixFigures
  readonly cell: readonly [number, number]
  readonly words: PairWords
  /** A published number, or the word for a withheld one. */
  readonly count: (count: number | null) => string
  readonly actions: ReactNode
  readonly onClose: () => void
  readonly headingRef: Ref<HTMLHeadingElement>
}

/** The chosen cell: who they are in one sentence, the overlap as a picture, both directions, what to do next. */
export function MatrixPanel({ figures, cell, words, count, actions, onClose, headingRef }: MatrixPanelProps) {
  const { t } = useTranslation()
  const services = [...new Set(cell)].flatMap((index) => figures.services[index] ?? [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <section className="matrix-panel" aria-labelledby="matrix-panel-title" onKeyDown={onKeyDown}>
      <div className="matrix-panel-head">
        <h2 id="matrix-panel-title" ref={headingRef} tabIndex={-1}>
          {services.map((service) => (
            <span key={service.code}>
              <SectorMark sector={service.sector} /> <span>{service.name}</span>
            </span>
          ))}
        </h2>
        <button type="button" className="matrix-close" aria-label={t('matrix.panel.close')} onClick={onClose}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="M2 2l10 10M12 2L2 12" />
          </svg>
        </button>
      </div>
      <div className="matrix-panel-body" aria-live="polite">
        <p className="lead">
          {words.withheld && <WithheldMark />}
          <span>
            <Rich text={words.lead} />
          </span>
        </p>
        {cell[0] !== cell[1] && !words.withheld && <Overlap figures={figures} cell={cell} count={count} />}
        {words.directions.length > 0 && (
          <div className="directions">
            {words.directions.map((direction) => (
              <p key={direction}>
                <Rich text={direction} />
              </p>
            ))}
          </div>
        )}
        <p className="matrix-panel-actions">{actions}</p>
      </div>
    </section>
  )
}

const WIDTH = 272

/** Two bars as long as their services have clients, overlapping as far as clients are shared. */
function Overlap({ figures, cell, count }: Pick<MatrixPanelProps, 'figures' | 'cell' | 'count'>) {
  const [i, j] = cell
  const a = figures.counts[i]?.[i] ?? null
  const b = figures.counts[j]?.[j] ?? null
  const both = figures.counts[i]?.[j] ?? null
  // The lengths of sums of which a part is withheld would say too little.
  const whole = [figures.atLeast[i]?.[i], figures.atLeast[j]?.[j], figures.atLeast[i]?.[j]].every((atLeast) => !atLeast)
  if (!whole || a === null || b === null || both === null) return null
  const unit = WIDTH / (a + b - both)
  const start = a * unit - Math.max(both * unit, 2)
  return (
    <svg className="matrix-overlap" width="100%" viewBox={`0 0 ${WIDTH} 74`} aria-hidden="true">
      <text x={0} y={11}>
        {figures.services[i]?.shortName} {count(a)}
      </text>
      <rect className="c2" y={17} width={a * unit} height={14} />
      <rect className="c2" x={start} y={37} width={WIDTH - start} height={14} />
      <rect className="c6" x={start} y={17} width={a * unit - start} height={34} />
      <text x={WIDTH} y={66} textAnchor="end">
        {figures.services[j]?.shortName} {count(b)}
      </text>
    </svg>
  )
}

import { memo, useMemo } from 'react'
import { OpenMark } from '../../controls/at-least.tsx'
import { WithheldMark } from '../../controls/withheld.tsx'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type CellSets, type ColourClass, classLimits, colourClass, isSmallClass } from './matrix-colour.ts'
import type { MatrixMeasure } from './matrix-figures.ts'
import { ScaleCorner } from './scale-corner.tsx'
import './matrix-legend.css'

interface MatrixLegendProps {
  readonly cells: CellSets
  /** How many pairs (under `share`: cells) are withheld. */
  readonly withheld: number
  readonly measure: MatrixMeasure
  readonly keep: ColourClass | null
  readonly onKeep: (name: ColourClass | null) => void
}

type ScaleKind = keyof typeof classLimits

/** How high the largest bar of a legend stands, in pixels. */
const BAR = 34

/** The colour scale as a histogram of what is on screen; a pressed class fades the others. */
export const MatrixLegend = memo(function MatrixLegend({ cells, withheld, measure, keep, onKeep }: MatrixLegendProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const kinds: readonly ScaleKind[] = measure === 'both' ? ['clients', 'lift'] : [measure]
  const symmetric = measure === 'clients' || measure === 'lift'
  return (
    <div className="matrix-legend" data-scales={kinds.length}>
      {kinds.map((kind) => (
        <Scale
          key={kind}
          kind={kind}
          corner={measure === 'both'}
          cells={cells}
          share={symmetric ? 4 : 2}
          keep={keep}
          onKeep={onKeep}
          unit={measure === 'share' ? 'cells' : 'pairs'}
        />
      ))}
      <p className="small muted">
        {t('matrix.legend.numbers')} <span className="on-screen">{t('matrix.legend.press')}</span>
      </p>
      <div className="small muted matrix-legend-signs">
        <p>
          <WithheldMark />
          <span>
            {t(measure === 'share' ? 'matrix.legend.withheldCells' : 'matrix.legend.withheld', {
              count: withheld,
              figure: formats.count(withheld),
            })}
          </span>
        </p>
        {cells.open.length > 0 && (
          <p>
            <OpenMark />
            <span>{t('atLeast.key')}</span>
          </p>
        )}
      </div>
    </div>
  )
})

interface ScaleProps extends Pick<MatrixLegendProps, 'cells' | 'keep' | 'onKeep'> {
  readonly kind: ScaleKind
  readonly corner: boolean
  /** Numbers in the list of cells that stand for one counted thing: two a cell, four a pair that is drawn twice. */
  readonly share: number
  readonly unit: 'pairs' | 'cells'
}

function Scale({ kind, corner, cells, share, keep, onKeep, unit }: ScaleProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const scale = t(`matrix.legend.${kind}`)
  const classes = useMemo(
    () =>
      classLimits[kind].map((limit, index, limits) => {
        const name = colourClass(kind, limit)
        return { name, limit, next: limits[index + 1] ?? null, size: (cells.byClass.get(name)?.length ?? 0) / share }
      }),
    [kind, cells, share],
  )
  const most = Math.max(1, ...classes.map(({ size }) => size))
  return (
    <div>
      <h3>
        {corner && <ScaleCorner kind={kind} />}
        {scale}
      </h3>
      <div className="matrix-scale" style={{ gridTemplateColumns: `repeat(${classes.length}, 1fr)` }}>
        {classes.map(({ name, limit, next, size }) => (
          <button
            key={name}
            type="button"
            aria-pressed={keep === name}
            aria-label={t(`matrix.legend.${unit}`, { scale, range: range(kind, limit, next), count: size, figure: formats.count(size) })}
            onClick={() => onKeep(keep === name ? null : name)}
          >
            <span className="matrix-scale-count">{formats.count(size)}</span>
            <span className="matrix-scale-bar" style={{ height: Math.max(2, (BAR * size) / most) }} />
            <svg className="matrix-scale-key" width="100%" height="14" aria-hidden="true">
              {isSmallClass(name) ? (
                <rect className={name} x="50%" width={8} height={8} transform="translate(-4 3)" />
              ) : (
                <rect className={name} width="100%" height="14" />
              )}
            </svg>
          </button>
        ))}
      </div>
      <div
        className="matrix-scale matrix-scale-limits"
        style={{ gridTemplateColumns: `repeat(${classes.length}, 1fr)` }}
        aria-hidden="true"
      >
        {classes.map(({ name, limit }) => (
          <span key={name}>{formats.plain(limit)}</span>
        ))}
      </div>
    </div>
  )

  function range(of: ScaleKind, from: number, to: number | null): string {
    const last = to === null ? null : of === 'lift' ? Math.round(to * 10 - 1) / 10 : to - 1
    return last === null ? t('matrix.legend.from', { from: formats.plain(from) }) : `${formats.plain(from)}–${formats.plain(last)}`
  }
}

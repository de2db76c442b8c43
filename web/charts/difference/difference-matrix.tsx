import { useMemo, useRef, useState } from 'react'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { createHotStore } from '../matrix/hot-cell.ts'
import { MatrixChart, type MatrixWords } from '../matrix/matrix-chart.tsx'
import { isOutside, type MatrixFigures } from '../matrix/matrix-figures.ts'
import { matrixLayout } from '../matrix/matrix-layout.ts'
import { matrixRoom } from '../matrix/matrix-room.ts'
import { MatrixThumbnail } from '../matrix/matrix-thumbnail.tsx'
import { MatrixTooltip } from '../matrix/matrix-tooltip.tsx'
import type { PairWords } from '../matrix/pair-words.ts'
import { useRoom } from '../matrix/use-room.ts'
import { classifyDifference, type DifferenceMatrix, sharesAsIn } from './difference-cells.ts'
import './difference.css'

interface DifferenceMatricesProps {
  readonly a: MatrixFigures
  readonly b: MatrixFigures
  readonly points: DifferenceMatrix
  /** Codes by place. */
  readonly order: readonly string[]
}

/** Row shares of A and of B on one scale, and where they differ: filled where A is larger, hollow where B is. */
export function DifferenceMatrices({ a, b, points, order }: DifferenceMatricesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const roomRef = useRef<HTMLDivElement>(null)
  const room = useRoom(roomRef)
  const [hot] = useState(createHotStore)
  const [cell, setCell] = useState<readonly [number, number] | null>(null)
  const { frame, pitch } = useMemo(
    () => matrixRoom(a.services, (sector) => t(`sector.${sector}`), room ?? { width: 1376, scale: 1 }, 0),
    [a.services, room, t],
  )
  const layout = useMemo(() => matrixLayout({ services: a.services, order, grouped: true, pitch }), [a.services, order, pitch])
  const cells = useMemo(() => classifyDifference(a, points, layout.order), [a, points, layout.order])
  const sharesB = useMemo(() => sharesAsIn(a, b), [a, b])

  const pair = useMemo(
    () =>
      (row: number, column: number): PairWords => {
        const names = [...new Set([row, column])].map((index) => a.services[index]?.name ?? '')
        if (isOutside(a, row, column))
          return { names, lead: '', directions: [], brief: t('matrix.pair.briefOutside'), briefDirections: [], withheld: false }
        const shareA = a.rowShares[row]?.[column] ?? null
        const shareB = sharesB[row]?.[column] ?? null
        const gap = points[row]?.[column] ?? null
        return {
          names,
          lead: '',
          directions: [],
          brief:
            row === column
              ? ''
              : gap === null
                ? t(shareA === null || shareB === null ? 'matrix.pair.briefWithheld' : 'compare.noGap')
                : t('compare.gapOf', { points: formats.shareDifference(gap) }),
          briefDirections: row === column ? [] : [t('compare.shares', { a: formats.share(shareA), b: formats.share(shareB) })],
          withheld: gap === null,
        }
      },
    [a, sharesB, points, t, formats],
  )
  const words = useMemo<MatrixWords>(
    () => ({
      label: t('compare.matrix.label', { count: a.services.length }),
      help: t('compare.matrix.help'),
      role: t('matrix.role'),
      clients: t('compare.matrix.clients'),
      sector: (sector) => t(`sector.${sector}`),
      count: (figure) => (figure.count === null ? '' : formats.bound(figure)),
      number: () => '',
      speech: (row, column) => {
        const { names, brief, briefDirections } = pair(row, column)
        return [names.join(t('matrix.pair.and')), brief.replace(/<\/?b>/g, ''), ...briefDirections].filter(Boolean).join('. ')
      },
      pinned: () => '',
    }),
    [t, formats, a.services.length, pair],
  )
  return (
    <>
      <div className="compare-two">
        <figure>
          <h2>
            <span className="compare-letter">A</span> {t('compare.matrix.shares')}
          </h2>
          <MatrixThumbnail figures={a} measure="share" order={order} grouped />
        </figure>
        <figure>
          <h2>
            <span className="compare-letter ring">B</span> {t('compare.matrix.shares')}
          </h2>
          <MatrixThumbnail figures={b} measure="share" order={order} grouped />
        </figure>
      </div>
      <div className="compare-matrix" ref={roomRef}>
        <h2>{t('compare.matrix.title')}</h2>
        <p className="muted">{t('compare.matrix.read')}</p>
        <DifferenceKey />
        {room && (
          <div className="difference-scroll">
            <MatrixChart
              figures={a}
              measure="share"
              cells={cells}
              layout={layout}
              frame={frame}
              scale={room.scale}
              keep={null}
              pins={[]}
              selected={cell}
              hot={hot}
              words={words}
              onSelect={setCell}
              onPin={() => undefined}
              svgRef={null}
              stageRef={null}
            />
          </div>
        )}
        <MatrixTooltip hot={hot} words={pair} />
      </div>
    </>
  )
}

/** What filled and hollow squares mean, smallest to largest. */
function DifferenceKey() {
  const { t } = useTranslation()
  const side = [5, 8, 11, 15]
  return (
    <p className="compare-key">
      {(['more', 'less'] as const).map((kind) => (
        <span key={kind}>
          <svg width="76" height="18" aria-hidden="true">
            {side.map((size, index) => (
              <rect
                key={size}
                className={`${kind}${index + 1}`}
                x={10 + index * 19 - size / 2}
                y={9 - size / 2}
                width={size}
                height={size}
              />
            ))}
          </svg>
          {t(`compare.matrix.${kind}`)}
        </span>
      ))}
      <span>{t('compare.matrix.sizes')}</span>
    </p>
  )
}

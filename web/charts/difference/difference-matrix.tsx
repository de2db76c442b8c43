import { useMemo, useRef, useState } from 'react'
import { PHONE, useMedia } from '../../controls/use-media.ts'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ClassKey } from '../matrix/class-key.tsx'
import { createHotStore } from '../matrix/hot-cell.ts'
import { MatrixChart, type MatrixWords } from '../matrix/matrix-chart.tsx'
import { isOutside, type MatrixFigures } from '../matrix/matrix-figures.ts'
import { matrixLayout } from '../matrix/matrix-layout.ts'
import { matrixRoom } from '../matrix/matrix-room.ts'
import { isApart, MatrixThumbnail, thumbnailLayout } from '../matrix/matrix-thumbnail.tsx'
import { MatrixTooltip } from '../matrix/matrix-tooltip.tsx'
import type { PairWords } from '../matrix/pair-words.ts'
import { useRoom } from '../matrix/use-room.ts'
import { classifyDifference, type DifferenceMatrix, sharesAsIn } from './difference-cells.ts'
import { DifferenceKey } from './difference-key.tsx'
import { DifferencePhone } from './difference-phone.tsx'
import './difference.css'

interface DifferenceMatricesProps {
  readonly a: MatrixFigures
  readonly b: MatrixFigures
  readonly points: DifferenceMatrix
  /** Codes by place. */
  readonly order: readonly string[]
}

/** Row shares of A and of B on one scale, and where they differ: filled where B is larger, hollow where A is. */
export function DifferenceMatrices({ a, b, points, order }: DifferenceMatricesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const roomRef = useRef<HTMLDivElement>(null)
  const room = useRoom(roomRef)
  const phone = useMedia(PHONE)
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
            <span className="compare-letter ring">A</span> {t('compare.matrix.shares')}
          </h2>
          <MatrixThumbnail figures={a} measure="share" order={order} grouped rails />
        </figure>
        <figure>
          <h2>
            <span className="compare-letter">B</span> {t('compare.matrix.shares')}
          </h2>
          <MatrixThumbnail figures={b} measure="share" order={order} grouped rails />
        </figure>
      </div>
      <ClassKey kinds={['share']} apart={isApart(thumbnailLayout(a, order, true))} sectors={layout.sectors.map(({ sector }) => sector)} />
      <div className="compare-matrix" ref={roomRef}>
        <h2>{t('compare.matrix.title')}</h2>
        <p className="muted">{t('compare.matrix.read')}</p>
        {!phone && <DifferenceKey />}
        {room && phone && <DifferencePhone a={a} b={b} points={points} order={order} width={room.width} />}
        {room && !phone && (
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

/** A segment over the releases, drawn: the whole of it large, its parts small on one scale. */
import { useRef } from 'react'
import { useRoom } from '../charts/matrix/use-room.ts'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { sizeWords } from '../segments/size-bar.tsx'
import { shareText } from './adopted-words.ts'
import { BandLine, type BandValue } from './band-line.tsx'
import type { SegmentPoint } from './over-time.tsx'
import { type By, partWords } from './over-time-table.ts'
import '../charts/series/series.css'
import './over-time.css'

const [HEIGHT, LEFT, RIGHT] = [200, 52, 112]

export function WholeLine({ points, label }: { readonly points: readonly SegmentPoint[]; readonly label: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const box = useRef<HTMLDivElement>(null)
  const width = useRoom(box)?.width ?? 560
  const narrow = width < 440
  const last = points.findLast(({ state }) => state === 'FIGURES')?.clients
  const values = bandValues(
    points,
    ({ clients }) => (clients?.size == null ? null : { ...clients, value: clients.size }),
    (point) =>
      t('overTime.point', {
        date: formats.date(point.dataDate),
        size: point.clients ? sizeWords(point.clients, t, formats) : '',
      }),
  )
  const dates = points.map(({ dataDate }) => dataDate)
  const scale = { from: dates[0] ?? '', to: dates.at(-1) ?? '', top: Math.max(1, ...values.map(({ estimate }) => estimate?.high ?? 0)) }
  return (
    <div className="line" ref={box}>
      <svg
        width="100%"
        height={HEIGHT + 66}
        viewBox={`0 0 ${width} ${HEIGHT + 66}`}
        role="img"
        aria-label={`${label}: ${values.map(({ words }) => words).join('; ')}`}
      >
        <g transform={`translate(${LEFT} 20)`}>
          <BandLine
            {...{ values, scale }}
            width={Math.max(120, width - LEFT - (narrow ? 14 : RIGHT))}
            height={HEIGHT}
            axis={{ write: formats.plain, dates }}
            last={
              narrow || last?.size == null ? null : [formats.count(last.size), `${formats.count(last.low)}–${formats.count(last.high)}`]
            }
          />
        </g>
      </svg>
    </div>
  )
}

interface MultiplesProps {
  readonly parts: readonly { readonly code: string; readonly points: readonly SegmentPoint[] }[]
  readonly by: By
  readonly catalogue: Catalogue
}

/** Shares of the parts on one scale, each with its band. */
export function Multiples({ parts, by, catalogue }: MultiplesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const dates = (parts[0]?.points ?? []).map(({ dataDate }) => dataDate)
  const highest = Math.max(1, ...parts.flatMap(({ points }) => points.map(({ share }) => share?.high ?? 0)))
  const scale = { from: dates[0] ?? '', to: dates.at(-1) ?? '', top: Math.min(100, Math.ceil(highest / 10) * 10) }
  return (
    <>
      <p className="muted small">{t('overTime.scale', { top: formats.percent(scale.top) })}</p>
      <ul className="multiples">
        {parts.map(({ code, points }) => {
          const last = points.findLast(({ state }) => state === 'FIGURES')
          const values = bandValues(
            points,
            ({ share }) => share ?? null,
            (point) => t('overTime.point', { date: formats.date(point.dataDate), size: shareText(point.share ?? null, t, formats) }),
          )
          return (
            <li className="multiple" key={code}>
              <h3>{partWords(by, code, catalogue, t)}</h3>
              <p className="small muted n">{last ? shareText(last.share ?? null, t, formats) : t('segments.sizeWithheld')}</p>
              <svg
                className="small-line"
                viewBox="-4 -10 224 81"
                width="100%"
                role="img"
                aria-label={values.map(({ words }) => words).join('; ') || t('segments.sizeWithheld')}
              >
                <BandLine {...{ values, scale }} width={204} height={66} />
              </svg>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** Releases that were counted; those that were not leave the line empty, and are no withheld ones. */
const bandValues = (
  points: readonly SegmentPoint[],
  estimate: (point: SegmentPoint) => BandValue['estimate'],
  words: (point: SegmentPoint) => string,
): readonly BandValue[] =>
  points
    .filter(({ state, clients }) => state === 'FIGURES' && clients != null)
    .map((point) => ({ date: point.dataDate, estimate: estimate(point), broken: point.breaks.length > 0, words: words(point) }))

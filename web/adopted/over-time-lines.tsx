/** A segment over the releases, drawn: the whole of it large, its parts small on one scale. */
import { useRef } from 'react'
import { useRoom } from '../charts/matrix/use-room.ts'
import { endOfLine } from '../charts/series/line-layout.ts'
import type { ChartNote, ChartTarget } from '../charts/series/line-parts.tsx'
import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { sourceIn } from '../release/source-in.ts'
import { BandLine } from './band-line.tsx'
import { type By, partWords } from './over-time-table.ts'
import { bandValues, estimateIn, lastWords, type PointUnit, pointText, type SegmentPoint, writing } from './point-values.ts'
import '../charts/series/series.css'
import './over-time.css'

/** Above the line stands the last number where a target lies ahead. */
const [TOP, HEIGHT, BOTTOM, LEFT, RIGHT] = [56, 200, 46, 52, 112]

interface WholeLineProps {
  readonly points: readonly SegmentPoint[]
  readonly unit: PointUnit
  /** In this unit. */
  readonly targets: readonly ChartTarget[]
  readonly notes: readonly ChartNote[]
  readonly label: string
}

export function WholeLine({ points, unit, targets, notes, label }: WholeLineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const box = useRef<HTMLDivElement>(null)
  const width = useRoom(box)?.width ?? 560
  const narrow = width < 440
  /** Room for the last number or a target's beside the line. */
  const beside = !narrow ? RIGHT : targets.length > 0 ? 62 : 14
  const values = bandValues(points, unit, (point) =>
    t('overTime.point', { date: formats.date(point.dataDate), size: pointText(point, unit, t, formats) }),
  )
  const last = values.at(-1)?.estimate
  const dates = points.map(({ dataDate }) => dataDate)
  const to = endOfLine(
    dates.at(-1) ?? '',
    targets.map(({ due }) => due),
  )
  const top = Math.max(1, ...values.map(({ estimate }) => estimate?.high ?? 0), ...targets.map(({ value }) => value))
  return (
    <div className="line" ref={box}>
      <svg
        width="100%"
        height={TOP + HEIGHT + BOTTOM}
        viewBox={`0 0 ${width} ${TOP + HEIGHT + BOTTOM}`}
        role="img"
        aria-label={`${label}: ${values.map(({ words }) => words).join('; ')}`}
      >
        <g transform={`translate(${LEFT} ${TOP})`}>
          <BandLine
            {...{ values, targets }}
            notes={{ list: notes, left: LEFT, right: beside }}
            scale={{ from: dates[0] ?? '', to, top }}
            width={Math.max(120, width - LEFT - beside)}
            height={HEIGHT}
            axis={{ write: writing(unit, formats), dates }}
            last={narrow || !last ? null : lastWords(last, unit, formats)}
          />
        </g>
      </svg>
    </div>
  )
}

interface MultiplesProps {
  readonly parts: readonly { readonly code: string; readonly points: readonly SegmentPoint[] }[]
  readonly whole: readonly SegmentPoint[]
  readonly by: By
  readonly unit: PointUnit
  readonly targets: readonly PartTarget[]
  readonly catalogue: Catalogue
}

/** A target of one part, in the unit of the lines. */
export interface PartTarget extends ChartTarget {
  readonly code: string
}

/** The parts on one scale, each with its band. */
export function Multiples({ parts, whole, by, unit, targets, catalogue }: MultiplesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const lines = parts.map(({ code, points }) => ({
    ...{ code, points },
    values: bandValues(points, unit, (point) =>
      t('overTime.point', { date: formats.date(point.dataDate), size: pointText(point, unit, t, formats) }),
    ),
  }))
  if (parts.length === 0 && by === 'centres') return <p className="over-time-text">{t('overTime.noCentres')}</p>
  if (lines.every(({ values }) => values.length === 0))
    return unit === 'rate' ? <p className="over-time-text">{t('overTime.noResidents')}</p> : null
  const dates = (parts[0]?.points ?? []).map(({ dataDate }) => dataDate)
  const highest = Math.max(
    1,
    ...parts.flatMap(({ points }) => points.map((point) => estimateIn(point, unit)?.high ?? 0)),
    ...targets.map(({ value }) => value),
  )
  const top = unit === 'share' ? Math.min(100, Math.ceil(highest / 10) * 10) : highest
  const scale = { from: dates[0] ?? '', to: dates.at(-1) ?? '', top }
  const lastOf = (points: readonly SegmentPoint[]) => points.findLast(({ state, clients }) => state === 'FIGURES' && clients != null)
  // Numbers of clients of a part and of the whole do not share a scale.
  const wholeLast = unit === 'clients' ? undefined : lastOf(whole)
  const wholeValue = wholeLast ? (estimateIn(wholeLast, unit)?.value ?? null) : null
  const dashed = wholeValue !== null && wholeValue <= top ? wholeValue : null
  const source = unit === 'rate' ? lastOf(whole)?.residents : null
  return (
    <>
      <p className="muted small">
        {t(`overTime.scale.${unit}`, { top: writing(unit, formats)(top) })}{' '}
        {dashed !== null && t('overTime.whole', { whole: writing(unit, formats)(dashed) })}{' '}
        {targets.length > 0 && t('following.partTargets')}{' '}
        {source && t('following.residents', { source: sourceIn(source.source, locale), date: formats.date(source.on) })}
      </p>
      <ul className="multiples">
        {lines.map(({ code, points, values }) => {
          const last = lastOf(points)
          return (
            <li className="multiple" key={code}>
              <h3>{partWords(by, code, catalogue, t)}</h3>
              <p className="small muted n">{last && values.length > 0 ? pointText(last, unit, t, formats) : t('segments.sizeWithheld')}</p>
              <svg
                className="small-line"
                viewBox="-4 -10 224 81"
                width="100%"
                role="img"
                aria-label={values.map(({ words }) => words).join('; ') || t('segments.sizeWithheld')}
              >
                <BandLine
                  {...{ values, scale }}
                  width={204}
                  height={66}
                  whole={dashed}
                  targets={targets.filter((target) => target.code === code)}
                />
              </svg>
            </li>
          )
        })}
      </ul>
    </>
  )
}

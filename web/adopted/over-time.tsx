import { useQuery } from '@apollo/client/react'
import { useEffect, useMemo, useRef } from 'react'
import { useRoom } from '../charts/matrix/use-room.ts'
import { Segments } from '../controls/segments.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { type Formats, useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import type { SegmentPartDimension, SegmentPointPartsFragment } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { breakWords } from '../pages/indicator-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { sizeWords } from '../segments/size-bar.tsx'
import { useChange } from '../segments/use-draft.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { apartOf, keyOf, OTHER, type Part, partName, type Segmentation, shareText } from './adopted-words.ts'
import { BandLine, type BandValue } from './band-line.tsx'
import { COUNT_EARLIER, SEGMENT_SERIES } from './over-time-query.ts'
import { overTimeTables, partWords } from './over-time-table.ts'
import { PartChoice, usePart } from './part-choice.tsx'
import { VaultSilence } from './vault-silence.tsx'
import '../charts/series/series.css'
import './over-time.css'

export type SegmentPoint = SegmentPointPartsFragment

const BY = oneOf(['places', 'groups'])
const DIMENSIONS = { places: 'PLACES', groups: 'GROUPS' } as const satisfies Record<string, SegmentPartDimension>
const LOOK_EVERY = 1000

interface OverTimeProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** One segment release by release, each number with the interval that its noise leaves. */
export function OverTime({ segmentation, catalogue }: OverTimeProps) {
  const { t } = useTranslation()
  const [part, choose] = usePart(segmentation, 'segment', 0)
  if (!part) return null
  return (
    <>
      <div className="view-controls">
        <PartChoice {...{ segmentation, part }} label={t('adopted.segment')} onChange={choose} />
      </div>
      <Line key={keyOf(part)} {...{ segmentation, catalogue, part }} />
    </>
  )
}

function Line({ segmentation, catalogue, part }: OverTimeProps & { readonly part: Part }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const [selection] = useSelection()
  const [by, setBy] = useViewParam('parts', BY)
  const { scheme } = segmentation
  const segment = keyOf(part) === OTHER ? null : part.key
  const { data, error, refetch, startPolling, stopPolling } = useQuery(SEGMENT_SERIES, {
    variables: { scheme: scheme.id, segment, release: selection.release, by: DIMENSIONS[by] },
    fetchPolicy: 'no-cache',
  })
  // With 'no-cache' the client's type allows for parts of an answer.
  const series = data?.segmentSeries as
    | { mayCount: boolean; points: readonly SegmentPoint[]; parts: readonly { code: string; points: readonly SegmentPoint[] }[] }
    | undefined
  const waiting = series?.points.some(({ state }) => state === 'WAITING') ?? false
  useEffect(() => {
    if (!waiting) return
    startPolling(LOOK_EVERY)
    return stopPolling
  }, [waiting, startPolling, stopPolling])
  const name = partName(segmentation, part.key, t, locale)
  const last = series?.points.findLast(({ state }) => state === 'FIGURES')
  const tables = useMemo(() => (series ? overTimeTables(series, { name, by, catalogue }, t) : []), [series, name, by, catalogue, t])
  const sentence = last ? lastSentence(last, t, formats) : ''
  const exportable = useMemo(
    () =>
      tables.length > 0
        ? { ...{ name: 'segment-over-time', title: t('overTime.title', { name }), sentence, tables, apart: apartOf(segmentation, t) } }
        : null,
    [tables, name, sentence, segmentation, t],
  )
  useExportable(exportable)
  if (!series) return <p role="status">{error ? t('segments.problem.other') : t('segments.loading')}</p>
  const { points } = series
  return (
    <>
      <section className="adopted-section adopted-first">
        <h2>{t('overTime.title', { name })}</h2>
        <div className="over-time-part">
          <div>
            {last && <p className="over-time-text">{sentence}</p>}
            <States points={points} />
            {series.mayCount && points.some(({ state }) => state === 'NOT_COUNTED') && (
              <CountEarlier scheme={scheme.id} again={() => refetch()} />
            )}
            {waiting && <VaultSilence />}
            {points.flatMap(({ breaks, dataDate }) =>
              breaks.length === 0
                ? []
                : [
                    <p key={dataDate} className="small">
                      {formats.date(dataDate)}: {breakWords(t, breaks, catalogue)}.
                    </p>,
                  ],
            )}
            <p className="muted small over-time-text">{t('overTime.band')}</p>
          </div>
          <WholeLine points={points} label={t('overTime.title', { name })} />
        </div>
      </section>
      <section className="adopted-section">
        <div className="over-time-head">
          <h2>{t('overTime.parts')}</h2>
          <Segments
            quiet
            label={t('following.by')}
            options={(['places', 'groups'] as const).map((value) => ({ value, label: t(`overTime.by.${value}`) }))}
            value={by}
            onChange={setBy}
          />
        </div>
        <Multiples parts={series.parts} {...{ by, catalogue }} />
      </section>
      <TableTwin tables={tables} />
    </>
  )
}

/** How many, and how it changed: a change is called one only where its interval leaves no doubt. */
function lastSentence(point: SegmentPoint, t: ReturnType<typeof useTranslation>['t'], formats: Formats) {
  const { clients, share, change, dataDate } = point
  const size = clients ? sizeWords({ ...clients, size: clients.size ?? null }, t, formats) : ''
  const now = t('overTime.now', { date: formats.date(dataDate), size, share: shareText(share ?? null, t, formats) })
  if (!change) return now
  const certain = change.low > 0 ? 'more' : change.high < 0 ? 'less' : 'unsure'
  const signed = (n: number) => formats.countDifference(n)
  return `${now} ${t(`overTime.change.${certain}`, { value: signed(change.value), low: signed(change.low), high: signed(change.high) })}`
}

/** Releases that have no figures, with the reason. */
function States({ points }: { readonly points: readonly SegmentPoint[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (['NOT_COUNTED', 'WAITING', 'SPENT', 'NOT_POSSIBLE'] as const).map((state) => {
    const dates = points.filter((point) => point.state === state).map(({ dataDate }) => formats.date(dataDate))
    return dates.length === 0 ? null : (
      <p key={state} className="small over-time-text" role={state === 'WAITING' ? 'status' : undefined}>
        {t(`overTime.state.${state}`, { dates: dates.join(', ') })}
      </p>
    )
  })
}

function CountEarlier({ scheme, again }: { readonly scheme: string; readonly again: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const count = useChange(COUNT_EARLIER, again)
  return (
    <div className="over-time-count">
      <button type="button" className="btn" disabled={count.busy} onClick={() => void count.change({ scheme })}>
        {t('overTime.count')}
      </button>
      <p className="small">
        <Rich text={t('overTime.cost')} />
      </p>
      {count.problem && (
        <p className="refused" role="alert">
          {count.problem}
        </p>
      )}
    </div>
  )
}

const [HEIGHT, LEFT, RIGHT] = [200, 52, 112]

function WholeLine({ points, label }: { readonly points: readonly SegmentPoint[]; readonly label: string }) {
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
        size: point.clients ? sizeWords({ ...point.clients, size: point.clients.size ?? null }, t, formats) : '',
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
  readonly by: keyof typeof DIMENSIONS
  readonly catalogue: Catalogue
}

/** Shares of the parts on one scale, each with its band. */
function Multiples({ parts, by, catalogue }: MultiplesProps) {
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

import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { Segments } from '../controls/segments.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { type Formats, useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import type { SegmentPartDimension } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { FollowingAnnotations } from '../pages/following-annotations.tsx'
import { FollowingTargets } from '../pages/following-targets.tsx'
import { FOLLOWED } from '../pages/leadership-query.ts'
import { TARGET_UNITS } from '../pages/series-values.ts'
import { breakWords } from '../release/break-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { useChange } from '../segments/use-draft.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { wholeAnswer } from '../whole-answer.ts'
import { apartOf, keyOf, OTHER, type Part, partName, type Segmentation } from './adopted-words.ts'
import { CountButton } from './count-button.tsx'
import { Multiples, WholeLine } from './over-time-lines.tsx'
import { COUNT_EARLIER, SEGMENT_SERIES } from './over-time-query.ts'
import { overTimeTables } from './over-time-table.ts'
import { ChosenPart } from './part-choice.tsx'
import { type PointUnit, pointText, type SegmentPoint } from './point-values.ts'
import { usePollWhile } from './use-poll-while.ts'
import { VaultSilence } from './vault-silence.tsx'
import '../pages/following.css'
import './over-time.css'

const BY = oneOf(['places', 'centres', 'groups'])
const UNIT = oneOf(['share', 'rate', 'clients'])
const LINE_UNIT = oneOf(['clients', 'share', 'rate'])
const DIMENSIONS = { places: 'PLACES', centres: 'CENTRES', groups: 'GROUPS' } as const satisfies Record<string, SegmentPartDimension>

interface OverTimeProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** One segment release by release, each number with the interval that its noise leaves. */
export function OverTime({ segmentation, catalogue }: OverTimeProps) {
  return <ChosenPart segmentation={segmentation}>{(part) => <Line key={keyOf(part)} {...{ segmentation, catalogue, part }} />}</ChosenPart>
}

function Line({ segmentation, catalogue, part }: OverTimeProps & { readonly part: Part }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const [selection] = useSelection()
  const [by, setBy] = useViewParam('parts', BY)
  const [unit, setUnit] = useViewParam('unit', UNIT)
  const [lineUnit, setLineUnit] = useViewParam('line', LINE_UNIT)
  const { scheme } = segmentation
  const segment = keyOf(part) === OTHER ? null : part.key
  const query = useQuery(SEGMENT_SERIES, {
    variables: { scheme: scheme.id, segment, release: selection.release, by: DIMENSIONS[by] },
    fetchPolicy: 'no-cache',
  })
  const { error, refetch } = query
  const series = wholeAnswer(query)?.segmentSeries
  const waiting = series?.points.some(({ state }) => state === 'WAITING') ?? false
  usePollWhile(waiting, query)
  const indicator = series?.indicator ?? ''
  const followed = useQuery(FOLLOWED, { variables: { indicator }, skip: indicator === '', fetchPolicy: 'cache-and-network' })
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
  const targetsIn = (of: PointUnit) =>
    (followed.data?.targets ?? [])
      .filter((target) => TARGET_UNITS[target.unit] === of)
      .map(({ value, due, municipality }) => ({ value, due, text: t('lead.target'), code: municipality ?? null }))
  const targets = targetsIn(lineUnit).filter(({ code }) => code === null)
  const partTargets = by === 'places' ? targetsIn(unit).flatMap(({ code, ...target }) => (code === null ? [] : [{ ...target, code }])) : []
  const notes = (followed.data?.annotations ?? [])
    .filter(({ municipality }) => municipality == null)
    .map(({ on, text }) => ({ date: on, text }))
  return (
    <>
      <section className="adopted-section adopted-first">
        <div className="over-time-head">
          <h2>{t('overTime.title', { name })}</h2>
          <div className="following-choices" data-export="omit">
            <UnitChoice unit={lineUnit} onChange={setLineUnit} />
          </div>
        </div>
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
          <WholeLine
            {...{ points, targets, notes }}
            unit={lineUnit}
            label={`${t('overTime.title', { name })}, ${t(`following.units.${lineUnit}`)}`}
          />
        </div>
      </section>
      <section className="adopted-section">
        <div className="over-time-head">
          <h2>{t('overTime.parts')}</h2>
          <div className="following-choices" data-export="omit">
            <Segments
              quiet
              label={t('following.by')}
              options={(['places', 'centres', 'groups'] as const).map((value) => ({ value, label: t(`overTime.by.${value}`) }))}
              value={by}
              onChange={setBy}
            />
            <UnitChoice unit={unit} onChange={setUnit} />
          </div>
        </div>
        <Multiples parts={series.parts} whole={points} targets={partTargets} {...{ by, unit, catalogue }} />
      </section>
      <div className="over-time-written">
        <FollowingTargets
          {...{ indicator, catalogue }}
          followed={followed.data ?? null}
          failed={followed.error !== undefined}
          about="segment"
          className="adopted-section"
          refetch={followed.refetch}
        />
        <FollowingAnnotations
          {...{ indicator, catalogue }}
          followed={followed.data ?? null}
          failed={followed.error !== undefined}
          className="adopted-section"
          refetch={followed.refetch}
          date={formats.date}
        />
      </div>
      <TableTwin tables={tables} />
    </>
  )
}

interface UnitChoiceProps {
  readonly unit: PointUnit
  readonly onChange: (unit: PointUnit) => void
}

function UnitChoice({ unit, onChange }: UnitChoiceProps) {
  const { t } = useTranslation()
  return (
    <Segments
      quiet
      label={t('following.unit')}
      options={(['clients', 'share', 'rate'] as const).map((value) => ({ value, label: t(`following.units.${value}`) }))}
      value={unit}
      onChange={onChange}
    />
  )
}

/** How many, and how it changed: a change is called one only where its interval leaves no doubt. */
function lastSentence(point: SegmentPoint, t: ReturnType<typeof useTranslation>['t'], formats: Formats) {
  const { perThousand, change, dataDate } = point
  const [size, share, rate] = (['clients', 'share', 'rate'] as const).map((unit) => pointText(point, unit, t, formats))
  const now = [t('overTime.now', { date: formats.date(dataDate), size, share }), perThousand ? t('overTime.rate', { rate }) : '']
    .filter(Boolean)
    .join(' ')
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
  return <CountButton label={t('overTime.count')} cost={t('overTime.cost')} count={count} onPress={() => void count.change({ scheme })} />
}

import { useApolloClient, useQuery } from '@apollo/client/react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { SegmentLinks } from '../adopted/segment-links.tsx'
import { Segments } from '../controls/segments.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { PartDimension, SeriesQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { RELEASE } from '../release/release-query.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { FollowingAnnotations } from './following-annotations.tsx'
import { FollowingMultiples, targetsOfPlaces } from './following-multiples.tsx'
import { SERIES } from './following-query.ts'
import { followingTables } from './following-table.ts'
import { FollowingTargets } from './following-targets.tsx'
import { IndicatorChoice } from './indicator-choice.tsx'
import { INDICATOR, indicatorName, indicatorRule } from './indicator-words.ts'
import { byName } from './leadership-places.tsx'
import { FOLLOWED } from './leadership-query.ts'
import { LeadershipTrend } from './leadership-trend.tsx'
import type { Unit } from './series-values.ts'
import './leadership.css'
import './following.css'

const DIMENSIONS = { municipality: 'MUNICIPALITY', centre: 'CENTRE', age: 'AGE', sex: 'SEX' } as const satisfies Record<
  string,
  PartDimension
>
const BY = oneOf(['municipality', 'centre', 'age', 'sex'])
/** What compares best where nothing is chosen: clients of a thousand residents where statistics name them, else shares. */
const UNIT = oneOf(['best', 'share', 'rate', 'clients'])
/** While quarters are being added it is asked again so often. */
const PENDING_MS = 5_000

/** Seuranta: an indicator over the releases, in parts on a common scale, with targets, annotations and breaks. */
export function FollowingPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const [indicator, setIndicator] = useViewParam('indicator', INDICATOR)
  const [by] = useViewParam('by', BY)
  const view = useView(SERIES, { indicator, selection: toInput(selection), release: selection.release, by: DIMENSIONS[by] })
  if (view.kind === 'shown') return <Following view={view} setIndicator={setIndicator} />
  return <ViewPage title={t('following.title')} view={view} skeleton={<RowsSkeleton rows={14} />} />
}

function Following({ view, setIndicator }: { readonly view: ViewShown<SeriesQuery>; readonly setIndicator: (key: string) => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [by, setBy] = useViewParam('by', BY)
  const [chosen, setUnit] = useViewParam('unit', UNIT)
  const { catalogue, data } = view
  const { series } = data
  const { key } = series.indicator
  const followed = useQuery(FOLLOWED, { variables: { indicator: key }, fetchPolicy: 'cache-and-network' })
  const pending = followed.data?.pendingQuarters.length ?? 0
  const client = useApolloClient()
  usePending(
    pending,
    followed,
    useCallback(() => void client.refetchQueries({ include: [SERIES, RELEASE] }), [client]),
  )
  const name = indicatorName(t, key, catalogue)
  const title = t('following.heading', { name })
  const parts = by === 'municipality' || by === 'centre' ? byName(series.parts, catalogue) : series.parts
  const tables = useMemo(() => followingTables(series, by, catalogue, t), [series, by, catalogue, t])
  const { points } = series
  const hasResidents = series.parts.some((part) => part.points.some(({ perThousand }) => perThousand != null))
  const unit: Unit = chosen !== 'best' ? chosen : hasResidents ? 'rate' : 'share'
  const sentence = [
    indicatorRule(t, formats, key, catalogue),
    t('lead.who', {
      who: whoWords(t, series.selection),
      place: placeWords(t, series.selection, catalogue),
      uses: usesWords(t, series.selection, catalogue),
    }),
    t('following.releases', { count: points.length }),
  ].join(' ')
  useExportable(useMemo(() => ({ name: 'following', title, sentence: plain(sentence), tables }), [title, sentence, tables]))
  return (
    <div className="lead following">
      <ViewPage
        title={title}
        kicker={t('following.kicker')}
        view={view}
        skeleton={null}
        sentence={<Rich text={sentence} />}
        coverage={series.coverage}
        answered={series.selection}
        controls={
          <>
            <IndicatorChoice indicators={data.indicators} indicator={series.indicator} catalogue={catalogue} onChange={setIndicator} />
            <SegmentLinks label={t('overTime.follow')} panel="time" />
          </>
        }
        tables={tables}
      >
        {pending > 0 && (
          <p className="following-pending" role="status">
            {t('following.pending', { count: pending })}
          </p>
        )}
        <LeadershipTrend
          points={points}
          sinceFirst={series.sinceFirst ?? null}
          notes={followed.data?.annotations ?? []}
          targets={followed.data?.targets ?? []}
          selection={series.selection}
          catalogue={catalogue}
          proxy={false}
        />
        <section className="lead-section">
          <div className="lead-heading">
            <h2>{t('following.partsTitle')}</h2>
            <div className="following-choices" data-export="omit">
              <Segments
                quiet
                label={t('following.by')}
                options={(['municipality', 'centre', 'age', 'sex'] as const).map((value) => ({
                  value,
                  label: t(`following.dimension.${value}`),
                }))}
                value={by}
                onChange={setBy}
              />
              <Segments
                quiet
                label={t('following.unit')}
                options={(['share', 'rate', 'clients'] as const).map((value) => ({ value, label: t(`following.units.${value}`) }))}
                value={unit}
                onChange={setUnit}
              />
            </div>
          </div>
          <FollowingMultiples
            parts={parts}
            whole={points}
            by={by}
            unit={unit}
            catalogue={view.catalogue}
            targets={by === 'municipality' ? targetsOfPlaces(followed.data?.targets ?? [], unit, series.selection) : []}
          />
        </section>
        <div className="lead-two following-written">
          <FollowingTargets
            followed={followed.data ?? null}
            failed={followed.error !== undefined}
            indicator={key}
            catalogue={catalogue}
            refetch={followed.refetch}
          />
          <FollowingAnnotations
            followed={followed.data ?? null}
            failed={followed.error !== undefined}
            indicator={key}
            catalogue={catalogue}
            refetch={followed.refetch}
            date={formats.date}
          />
        </div>
      </ViewPage>
    </div>
  )
}

interface Polling {
  readonly startPolling: (milliseconds: number) => void
  readonly stopPolling: () => void
}

/** Asks again while earlier quarters are on their way, and for the figures whenever one has come. */
function usePending(pending: number, { startPolling, stopPolling }: Polling, refetch: () => void): void {
  const before = useRef(pending)
  useEffect(() => {
    if (pending > 0) startPolling(PENDING_MS)
    else stopPolling()
    if (pending < before.current) refetch()
    before.current = pending
  }, [pending, startPolling, stopPolling, refetch])
}

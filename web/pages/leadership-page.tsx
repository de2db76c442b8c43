import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { Link, useLocation } from 'react-router'
import { useGrantedPrint } from '../access/may-export.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { serverLocale } from '../i18n/locale.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { carried } from '../selection/carried.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { useViewParam } from '../selection/use-view-param.ts'
import { IndicatorChoice } from './indicator-choice.tsx'
import { INDICATOR, indicatorName, indicatorRule, indicatorTitle } from './indicator-words.ts'
import { LeadershipPeople } from './leadership-people.tsx'
import { LeadershipPlaces } from './leadership-places.tsx'
import { FOLLOWED, LEADERSHIP } from './leadership-query.ts'
import { LeadershipServices } from './leadership-services.tsx'
import { leadershipTables } from './leadership-table.ts'
import { LeadershipTrend } from './leadership-trend.tsx'
import { yearAgoOf } from './series-values.ts'
import '../charts/rows.css'
import './leadership.css'

/** Johdon näkymä: one number, how it goes, where it grows, whom it is about and what they use. */
export function LeadershipPage() {
  const { t } = useTranslation()
  const locale = useLocale()
  const [selection] = useSelection()
  const [indicator, setIndicator] = useViewParam('indicator', INDICATOR)
  const view = useView(LEADERSHIP, { indicator, selection: toInput(selection), release: selection.release, locale: serverLocale(locale) })
  if (view.kind === 'shown') return <Leadership view={view} setIndicator={setIndicator} />
  return <ViewPage title={t('lead.name')} view={view} skeleton={<RowsSkeleton rows={14} />} />
}

interface LeadershipProps {
  readonly view: ViewShown<LeadershipQuery>
  readonly setIndicator: (key: string) => void
}

function Leadership({ view, setIndicator }: LeadershipProps) {
  const { t } = useTranslation()
  const { search } = useLocation()
  const print = useGrantedPrint('LEADERSHIP')
  const formats = useFormats()
  const { catalogue, data } = view
  const { series, indicatorProfile: profile } = data
  const { key } = series.indicator
  const followed = useQuery(FOLLOWED, { variables: { indicator: key }, fetchPolicy: 'cache-and-network' })
  const points = series.points
  const last = points.at(-1)
  const title = titleOf()
  const tables = useMemo(() => leadershipTables(series, profile, catalogue, t), [series, profile, catalogue, t])

  function titleOf(): string {
    const figure = last?.clients
    if (!figure || figure.count == null) return t('lead.name')
    const words = indicatorTitle(t, key, { count: figure.count, atLeast: figure.atLeast }, formats)
    const change = last.sinceYear ?? null
    if (change === null) return words
    // The sign is in the words.
    const size = formats.plain(Math.abs(change))
    return t(change > 0 ? 'lead.more' : change < 0 ? 'lead.fewer' : 'lead.same', { title: words, change: size })
  }

  const yearAgo = yearAgoOf(points)
  const shareYearAgo = yearAgo === null ? null : (points[yearAgo]?.share ?? null)
  const share = last?.share ?? null
  const sentence = [
    indicatorRule(t, formats, key, catalogue),
    share === null || last?.of.count == null
      ? last?.clients.count == null
        ? t('figure.why')
        : ''
      : t('lead.share', { share: formats.share(share), clients: formats.figure({ count: last.of.count, atLeast: last.of.atLeast }) }),
    shareYearAgo === null ? '' : t('lead.shareYear', { share: formats.share(shareYearAgo) }),
    isWhole(series.selection)
      ? ''
      : t('lead.who', {
          who: whoWords(t, series.selection),
          place: placeWords(t, series.selection, catalogue),
          uses: usesWords(t, series.selection, catalogue),
        }),
  ]
    .filter(Boolean)
    .join(' ')
  useExportable(useMemo(() => ({ name: 'leadership', title, sentence: plain(sentence), tables }), [title, sentence, tables]))
  const kicker = t('lead.kicker', { indicator: indicatorName(t, key, catalogue), date: formats.date(catalogue.release.dataDate) })
  return (
    <div className="lead">
      <ViewPage
        title={title}
        kicker={kicker}
        view={view}
        skeleton={null}
        sentence={<Rich text={sentence} />}
        coverage={series.coverage}
        answered={series.selection}
        controls={
          <IndicatorChoice indicators={data.indicators} indicator={series.indicator} catalogue={catalogue} onChange={setIndicator} />
        }
        tables={tables}
      >
        <LeadershipTrend
          points={points}
          sinceFirst={series.sinceFirst ?? null}
          notes={followed.data?.annotations ?? []}
          targets={followed.data?.targets ?? []}
          selection={series.selection}
          catalogue={catalogue}
          proxy={key === 'several-services' || key === 'four-services'}
        />
        <LeadershipPlaces municipalities={series.municipalities} centres={series.centres} whole={points} catalogue={catalogue} />
        <div className="lead-two">
          <LeadershipPeople groups={profile.groups} selection={series.selection} />
          <LeadershipServices services={profile.services ?? null} sectors={catalogue.sectors} />
        </div>
        <p className="lead-links" data-export="omit">
          {print && (
            <button type="button" className="linkb" onClick={print}>
              {t('lead.print')}
            </button>
          )}
          <Link to={{ pathname: '/following', search: carried(search, { indicator: key }) }}>{t('lead.follow')}</Link>
          <Link to={{ pathname: '/compare', search: carried(search) }}>{t('lead.compare')}</Link>
        </p>
      </ViewPage>
    </div>
  )
}

const isWhole = (selection: LeadershipQuery['series']['selection']): boolean =>
  [selection.ageGroups, selection.sexes, selection.municipalities, selection.centres, selection.services].every(
    (list) => list.length === 0,
  ) && selection.cohort === 'ALL'

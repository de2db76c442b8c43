import { LineChart } from '../charts/series/line-chart.tsx'
import { useFormats } from '../format.ts'
import type { FollowedQuery } from '../generated/graphql.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { breakShort, breakWords } from '../release/break-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { DescribedSelection } from '../selection/describe.ts'
import { lineValues, type Point, quartersOf, yearAgoOf } from './series-values.ts'
import { trendWords } from './trend-words.ts'

interface TrendProps {
  readonly points: readonly Point[]
  readonly sinceFirst: number | null
  readonly notes: FollowedQuery['annotations']
  readonly targets: FollowedQuery['targets']
  readonly selection: DescribedSelection
  readonly catalogue: Catalogue
  /** The number stands for something that the data do not hold. */
  readonly proxy: boolean
}

/** How the number goes, in words and a line. */
export function LeadershipTrend({ points, sinceFirst, notes, targets, selection, catalogue, proxy }: TrendProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const label = trendWords(points, t, formats)
  return (
    <section className="lead-part">
      <div>
        <h2>{label}</h2>
        {trendSentences().map((sentence) => (
          <p key={sentence}>
            <Rich text={sentence} />
          </p>
        ))}
        {points.flatMap(({ breaks, release }) =>
          breaks.length === 0
            ? []
            : [
                <p key={release.id} className="small">
                  {formats.date(release.dataDate)}: {breakWords(t, breaks, catalogue)}.
                </p>,
              ],
        )}
        {(proxy || points.length > 1) && <p className="muted lead-aside">{proxy ? t('lead.proxy') : t('lead.trend.windows')}</p>}
      </div>
      {points.length > 1 && (
        <LineChart
          points={lineValues(points, 'clients').map((value, at) => ({ ...value, words: pointWords(points[at]) }))}
          notes={notes
            .filter(({ municipality }) => municipality == null || selection.municipalities.includes(municipality))
            .map(({ on, text }) => ({ date: on, text }))}
          targets={targets
            .filter((target) => target.unit === 'CLIENTS' && isFor(target, selection))
            .map(({ value, due }) => ({ value, due, text: t('lead.target') }))}
          breakWords={new Map(points.flatMap(({ breaks }, at) => (breaks.length > 0 ? [[at, breakShort(t, breaks)] as const] : [])))}
          label={label}
          unit={t('lead.unit')}
          write={formats.plain}
          date={formats.date}
          yearAgo={yearAgoOf(points)}
          yearAgoWords={t('lead.yearAgo')}
        />
      )}
    </section>
  )

  function pointWords(point: Point | undefined): string {
    if (!point) return ''
    const { count, atLeast } = point.clients
    return `${formats.date(point.release.dataDate)} ${formats.figure({ count: count ?? null, atLeast })}`
  }

  function trendSentences(): readonly string[] {
    if (points.length < 2) return [t('lead.trend.one')]
    const quarter = points.at(-1)?.sincePrevious ?? null
    const signed = (change: number, words: readonly [string, string, string]) => words[change > 0 ? 0 : change < 0 ? 1 : 2] ?? ''
    const size = (change: number) => formats.plain(Math.abs(change))
    const since = (at: number) => formats.date(points.at(at)?.release.dataDate ?? '')
    const broken = points.some(({ breaks }) => breaks.length > 0)
    const quarters = quartersOf(points)
    return [
      // Of one quarter the next sentence tells.
      sinceFirst === null || quarters < 2
        ? ''
        : t(signed(sinceFirst, ['lead.trend.more', 'lead.trend.fewer', 'lead.trend.level']), {
            ...{ count: quarters, date: since(0) },
            change: size(sinceFirst),
          }),
      quarter === null || quartersOf(points.slice(-2)) > 1
        ? ''
        : t(signed(quarter, ['lead.trend.quarterMore', 'lead.trend.quarterFewer', 'lead.trend.quarterSame']), {
            date: since(-2),
            change: size(quarter),
          }),
      points.some(({ clients }) => clients.count == null || clients.atLeast) ? t('lead.trend.withheld') : '',
      broken ? t('lead.trend.broken') : '',
    ].filter(Boolean)
  }
}

/** Whether a target is about just those whom the selection is of. */
export function isFor({ municipality, ageGroup }: FollowedQuery['targets'][number], selection: DescribedSelection): boolean {
  const { ageGroups, municipalities, sexes, centres, services, cohort } = selection
  const alone = (list: readonly string[], value: string | null | undefined) =>
    value == null ? list.length === 0 : list.length === 1 && list[0] === value
  return (
    alone(ageGroups, ageGroup) &&
    alone(municipalities, municipality) &&
    sexes.length + centres.length + services.length === 0 &&
    cohort === 'ALL'
  )
}

import { useMemo } from 'react'
import { HistoryChart } from '../charts/history.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { BandsQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { releaseHistory } from '../release/release-history.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { placeWords, whoWords } from '../selection/describe.ts'
import { type Selection, toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { LeadershipGroups } from './leadership-groups.tsx'
import { LeadershipPlaces } from './leadership-places.tsx'
import { BANDS } from './leadership-query.ts'
import { leadershipTables, peopleAsked, placesAsked } from './leadership-table.ts'
import { severalOf, useBands } from './use-bands.ts'
import '../charts/rows.css'
import './leadership.css'

/** Johdon näkymä: how many clients need several services at once, by place, release by release. */
export function LeadershipPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const view = useView(BANDS, { selection: toInput(selection), release: selection.release })
  if (view.kind === 'shown') return <Leadership view={view} selection={selection} />
  return <ViewPage title={t('lead.name')} view={view} skeleton={<RowsSkeleton rows={14} />} />
}

function Leadership({ view, selection }: { readonly view: ViewShown<BandsQuery>; readonly selection: Selection }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue, data } = view
  const { serviceCounts } = data
  const band = serviceCounts.bands.at(-1)
  const several = band ? severalOf(band) : { from: '4', clients: { count: null, atLeast: false }, share: null }
  const { count } = several.clients

  const releases = useMemo(() => releaseHistory(catalogue.releases, catalogue.release), [catalogue])
  const past = useMemo(
    () => releases.map((release) => ({ key: `release-${release.id}`, selection: { ...selection, release: release.id } })),
    [releases, selection],
  )
  const places = useMemo(() => placesAsked(selection, catalogue), [selection, catalogue])
  const people = useMemo(() => peopleAsked(selection), [selection])
  const asked = useMemo(() => [...past, ...places.map(({ key, selection }) => ({ key, selection })), ...people], [past, places, people])
  const answers = useBands(asked)
  const tables = useMemo(
    () => leadershipTables(releases, places, people, answers, catalogue, t),
    [releases, places, people, answers, catalogue, t],
  )

  const title = count === null ? t('lead.name') : t('lead.title', { count, figure: formats.figure(several.clients) })
  const clients = serviceCounts.clients.count ?? null
  const sentence = [
    t('lead.who', { who: whoWords(t, serviceCounts.selection), place: placeWords(t, serviceCounts.selection, catalogue) }),
    t('lead.rule', { from: several.from }),
    count === null ? t('figure.why') : '',
    several.share === null || clients === null
      ? ''
      : t('lead.share', {
          share: formats.share(several.share),
          count: clients,
          clients: formats.figure({ count: clients, atLeast: serviceCounts.clients.atLeast }),
        }),
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ]
    .filter(Boolean)
    .join(' ')
  useExportable(useMemo(() => ({ name: 'leadership', title, sentence: plain(sentence), tables }), [title, sentence, tables]))
  const history = releases.map((release) => {
    const value = answers.get(`release-${release.id}`)?.clients ?? null
    return {
      label: catalogue.label(release),
      value: value?.count ?? null,
      words: `${catalogue.label(release)} ${value ? formats.figure(value) : formats.count(null)}`,
    }
  })
  const yearAgo = history.length > 4 ? history.length - 5 : null
  return (
    <div className="lead">
      <ViewPage title={title} kicker={t('lead.kicker')} view={view} skeleton={null} sentence={<Rich text={sentence} />} tables={tables}>
        <section className="lead-part">
          <div>
            <h2>{t('lead.historyTitle')}</h2>
            <p>{t(history.length > 1 ? 'lead.historyText' : 'lead.historyOne')}</p>
            <p className="muted">{t('lead.proxy')}</p>
          </div>
          {history.length > 1 && (
            <HistoryChart
              values={history}
              label={t('lead.historyTitle')}
              plain={formats.plain}
              yearAgo={yearAgo}
              yearAgoWords={t('lead.yearAgo')}
            />
          )}
        </section>
        <LeadershipPlaces places={places} answers={answers} whole={several.share} />
        <LeadershipGroups people={people} answers={answers} />
      </ViewPage>
    </div>
  )
}

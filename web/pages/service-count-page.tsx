import { useMemo } from 'react'
import { Histogram } from '../charts/histogram.tsx'
import { OpenKey } from '../controls/at-least.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { ServiceCountsQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { useSelection } from '../selection/use-selection.ts'
import { ServiceCountBands } from './service-count-bands.tsx'
import { binsOf, hasHeld, hasOpen } from './service-count-bins.ts'
import { hasCorner, ServiceCountGrid } from './service-count-grid.tsx'
import { serviceCountQuestion } from './service-count-query.ts'
import { serviceCountTables } from './service-count-table.ts'
import '../charts/rows.css'
import './service-count.css'

/** What stands under a histogram of a county without oral health care. */
const WITHOUT_DENTAL = { health: 'healthAlone', social: 'social', all: 'allWithoutDental' } as const

/** Asiakkaan näkökulma: how many services one client uses. */
export function ServiceCountPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const { document, variables } = serviceCountQuestion(selection)
  const view = useView(document, variables)
  if (view.kind === 'shown') return <ServiceCounts view={view} />
  return <ViewPage title={t('counts.title')} view={view} skeleton={<RowsSkeleton rows={12} />} />
}

function ServiceCounts({ view }: { readonly view: ViewShown<ServiceCountsQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [{ cohort }, update] = useSelection()
  const { data, catalogue } = view
  const { all, heavy } = data
  const main = cohort === 'HEAVY' ? heavy : all
  const clients = main.clients.count ?? null
  const most = main.bands.at(-1)
  const tables = useMemo(() => serviceCountTables(data, cohort, t), [data, cohort, t])
  const who = whoWords(t, main.selection)
  const place = placeWords(t, main.selection, catalogue)
  const uses = usesWords(t, main.selection, catalogue)
  const sentence = [
    clients === null
      ? t('sentence.whoWithheld', { who, place, uses })
      : t('sentence.who', { who, place, uses, count: clients, figure: formats.figure({ count: clients, atLeast: main.clients.atLeast }) }),
    most?.share == null ? '' : t('counts.most', { share: formats.share(most.share), from: most.from }),
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ]
    .filter(Boolean)
    .join(' ')
  useExportable(
    useMemo(() => ({ name: 'service-counts', title: t('counts.title'), sentence: plain(sentence), tables }), [sentence, tables, t]),
  )
  const none = main.social[0]
  const open = [main.health, main.social, main.all].some(hasOpen)
  const held = [heavy.health, heavy.social, heavy.all].some(hasHeld)
  const compared = cohort === 'ALL'
  const corner = { count: main.grid.both.count ?? null, atLeast: main.grid.both.atLeast }
  const dental = catalogue.sectors.includes('DENTAL')
  return (
    <ViewPage
      title={t('counts.title')}
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={main.coverage}
      answered={main.selection}
      tables={tables}
      empty={clients === null && main.coverage.shown === 0}
    >
      <ServiceCountBands bands={main.bands} clients={clients} />
      {(compared || open) && (
        <p className="key-line counts-key">
          {compared && (
            <>
              <span>
                <svg width="16" height="14" aria-hidden="true">
                  <rect className="histogram-bar all" x="2" y="1" width="12" height="12" />
                </svg>
                {t('counts.keyAll')}
              </span>
              <span>
                <svg width="18" height="14" aria-hidden="true">
                  <line className="histogram-line" x1="0" x2="18" y1="7" y2="7" />
                </svg>
                {t('counts.keyHeavy')}
              </span>
              {held && (
                <span>
                  <svg width="18" height="14" aria-hidden="true">
                    <line className="histogram-line held" x1="0" x2="18" y1="7" y2="7" />
                  </svg>
                  {t('counts.keyHeld')}
                </span>
              )}
            </>
          )}
          {open && <OpenKey />}
        </p>
      )}
      <div className="histograms">
        {(
          [
            ['health', main.health, heavy.health],
            ['social', main.social, heavy.social],
            ['all', main.all, heavy.all],
          ] as const
        ).map(([kind, bins, lines]) => (
          <figure key={kind}>
            <h2>{t(`counts.histogram.${kind}`)}</h2>
            <p className="muted small">{t(`counts.note.${dental ? kind : WITHOUT_DENTAL[kind]}`)}</p>
            <Histogram
              bins={binsOf(bins, compared ? lines : [], formats, (label, share, heavy) =>
                heavy === null ? t('counts.bin', { label, share }) : t('counts.binHeavy', { label, share, heavy }),
              )}
              colour={kind}
              label={t(`counts.histogram.${kind}`)}
              percent={formats.percent}
              plain={formats.plain}
            />
          </figure>
        ))}
      </div>
      <section className="view-columns counts-cross">
        <div>
          <h2>{t('counts.gridTitle')}</h2>
          <p className="muted">{t('counts.gridText')}</p>
          <ServiceCountGrid grid={main.grid} />
        </div>
        <aside className="view-aside">
          {none?.clients.count != null && none.share != null && (
            <section>
              <h2>{t('counts.noneTitle')}</h2>
              <p>
                <Rich
                  text={t('counts.noneText', {
                    count: none.clients.count,
                    figure: formats.figure({ count: none.clients.count, atLeast: none.clients.atLeast }),
                    share: formats.share(none.share),
                  })}
                />
              </p>
            </section>
          )}
          {heavy.clients.count != null && (
            <section>
              <h2>{t('counts.heavyTitle')}</h2>
              <p>
                <Rich
                  text={t('counts.heavyText', {
                    count: heavy.clients.count,
                    figure: formats.figure({ count: heavy.clients.count, atLeast: heavy.clients.atLeast }),
                  })}
                />
              </p>
              <p>
                <button type="button" className="linkb" onClick={() => update({ cohort: compared ? 'HEAVY' : 'ALL' })}>
                  {t(compared ? 'counts.showHeavy' : 'counts.showAll')}
                </button>
              </p>
            </section>
          )}
          {hasCorner(main.grid) && (
            <section>
              <h2>{t('counts.cornerTitle')}</h2>
              <p>
                {corner.count === null ? (
                  t('counts.cornerWithheld')
                ) : (
                  <Rich text={t('counts.cornerText', { count: corner.count, figure: formats.figure(corner) })} />
                )}
              </p>
            </section>
          )}
        </aside>
      </section>
    </ViewPage>
  )
}

import { useMemo } from 'react'
import { Link, useLocation } from 'react-router'
import { GrantedExport } from '../access/granted-export.tsx'
import { Segments } from '../controls/segments.tsx'
import type { Exportable } from '../export/exportable.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { usePageTitle } from '../frame/use-page-title.ts'
import type { AdoptedSchemesQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { Choice } from '../segments/choice.tsx'
import { textIn } from '../segments/draft-model.ts'
import { carried } from '../selection/carried.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { adoptedTables } from './adopted-table.ts'
import { apartOf, partName, type Segmentation, shareText } from './adopted-words.ts'
import { Areas } from './areas.tsx'
import { AtAGlance } from './at-a-glance.tsx'
import { HeavyUsers } from './heavy-users.tsx'
import { OverTime } from './over-time.tsx'
import { Pairs } from './pairs.tsx'
import { OneSegment, TwoSegments } from './segments-compared.tsx'
import { VaultSilence } from './vault-silence.tsx'

const PANELS = ['glance', 'one', 'two', 'heavy', 'pairs', 'areas', 'time'] as const
/** These offer tables of their own. */
const WITH_TABLES: readonly (typeof PANELS)[number][] = ['pairs', 'areas', 'time']
const PANEL = oneOf(PANELS)

/** The schemes in force, to choose from, and the drafts that they can be compared with. */
export interface SchemeChoice {
  readonly schemes: AdoptedSchemesQuery['adoptedSchemes']
  readonly drafts: AdoptedSchemesQuery['segmentDrafts']
  readonly choose: (id: string) => void
}

interface AdoptedFiguresProps extends SchemeChoice {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** The figures of one scheme, in one of the panels, or why there are none yet. */
export function AdoptedFigures({ segmentation, catalogue, schemes, drafts, choose }: AdoptedFiguresProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const { search } = useLocation()
  const [panel, setPanel] = useViewParam('panel', PANEL)
  const { scheme, state } = segmentation
  const title = textIn(scheme.content.title, locale)
  const sentence = sentenceOf(segmentation, t, formats, locale)
  const tables = useMemo(() => adoptedTables(segmentation, catalogue, t, locale), [segmentation, catalogue, t, locale])
  const exportable = useMemo(
    () =>
      state === 'FIGURES'
        ? {
            ...{ name: 'segments', title, sentence: plain(sentence), tables, apart: apartOf(segmentation, t) },
          }
        : null,
    [state, title, sentence, tables, segmentation, t],
  )
  usePageTitle(title)
  const draft = { draft: scheme.draft, version: scheme.version }
  return (
    <div className="view wrap segments-page adopted">
      <div className="view-head">
        <div>
          <div className="view-kicker">{t(`segments.scope.${scheme.scope}`)}</div>
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          <p className="view-sentence" role="status">
            <Rich text={state === 'FIGURES' ? sentence : t(`adopted.state.${state}`)} />
          </p>
          <p className="adopted-links">
            <Link to={`/segments${carried(search)}`}>{t('adopted.back')}</Link>{' '}
            <Link to={`/segments${carried(search, draft)}`}>{t('adopted.toRules')}</Link>{' '}
            {drafts.some((one) => one.scope === scheme.scope && one.id !== scheme.draft) && (
              <Link to={`/segments${carried(search, { ...draft, panel: 'compare' })}`}>{t('crosswalk.link')}</Link>
            )}
          </p>
        </div>
        <dl className="provenance">
          <div>
            <dt>{t('adopted.data')}</dt>
            <dd>{formats.dateRange(catalogue.release.windowFrom, catalogue.release.dataDate)}</dd>
          </div>
          <div>
            <dt>{t('adopted.release')}</dt>
            <dd>{catalogue.label(catalogue.release)}</dd>
          </div>
          <div>
            <dt>{t('adopted.adoptedOn')}</dt>
            <dd>{t('adopted.adoptedBy', { date: formats.day(scheme.adoptedAt), name: scheme.adoptedBy })}</dd>
          </div>
        </dl>
      </div>
      <div className="view-controls">
        {schemes.length > 1 && (
          <Choice
            label={t('adopted.choose')}
            options={schemes.map((one) => ({
              ...{ value: one.id, label: `${textIn(one.content.title, locale)} · ${t(`segments.scope.${one.scope}`)}` },
            }))}
            value={scheme.id}
            onChange={choose}
          />
        )}
        {state === 'FIGURES' && (
          <>
            <Segments
              label={t('adopted.view')}
              options={PANELS.map((value) => ({ value, label: t(`adopted.panel.${value}`) }))}
              value={panel}
              onChange={setPanel}
            />
            <GrantedExport release={catalogue.release.id} />
          </>
        )}
      </div>
      {state === 'WAITING' && <VaultSilence />}
      {state === 'FIGURES' && (
        <>
          <p className="adopted-noise small">{t('adopted.noise')}</p>
          {panel === 'glance' && <AtAGlance segmentation={segmentation} catalogue={catalogue} />}
          {panel === 'one' && <OneSegment segmentation={segmentation} catalogue={catalogue} />}
          {panel === 'two' && <TwoSegments segmentation={segmentation} catalogue={catalogue} />}
          {panel === 'heavy' && <HeavyUsers segmentation={segmentation} />}
          {panel === 'pairs' && <Pairs segmentation={segmentation} catalogue={catalogue} />}
          {panel === 'areas' && <Areas segmentation={segmentation} catalogue={catalogue} />}
          {panel === 'time' && <OverTime segmentation={segmentation} catalogue={catalogue} />}
          {!WITH_TABLES.includes(panel) && (
            <>
              <Offered exportable={exportable} />
              <TableTwin tables={tables} />
            </>
          )}
        </>
      )}
    </div>
  )
}

/** The tables of the whole scheme. */
function Offered({ exportable }: { readonly exportable: Exportable | null }) {
  useExportable(exportable)
  return null
}

/** How many, and which segment is the largest. */
function sentenceOf(
  segmentation: Segmentation,
  t: ReturnType<typeof useTranslation>['t'],
  formats: ReturnType<typeof useFormats>,
  locale: ReturnType<typeof useLocale>,
): string {
  const size = segmentation.all?.clients.size ?? null
  const largest = segmentation.segments.reduce<Segmentation['segments'][number] | null>(
    (most, part) => ((part.clients.size ?? 0) > (most?.clients.size ?? 0) ? part : most),
    null,
  )
  if (size === null || largest === null) return t('adopted.sentenceNone')
  return t('adopted.sentence', {
    ...{ size: t('adopted.about', { size: formats.count(size) }), name: partName(segmentation, largest.key, t, locale) },
    share: shareText(largest.share, t, formats),
  })
}

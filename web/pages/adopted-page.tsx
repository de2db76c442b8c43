import { useQuery } from '@apollo/client/react'
import { type ReactNode, useMemo } from 'react'
import { Link, useLocation } from 'react-router'
import { GrantedExport } from '../access/granted-export.tsx'
import { useSight } from '../access/viewer-context.tsx'
import { ADOPTED, SEGMENTATION } from '../adopted/adopted-query.ts'
import { adoptedTables } from '../adopted/adopted-table.ts'
import { apartOf, partName, type Segmentation, shareText } from '../adopted/adopted-words.ts'
import { Areas } from '../adopted/areas.tsx'
import { AtAGlance } from '../adopted/at-a-glance.tsx'
import { HeavyUsers } from '../adopted/heavy-users.tsx'
import { OverTime } from '../adopted/over-time.tsx'
import { Pairs } from '../adopted/pairs.tsx'
import { OneSegment, TwoSegments } from '../adopted/segments-compared.tsx'
import { usePollWhile } from '../adopted/use-poll-while.ts'
import { VaultSilence } from '../adopted/vault-silence.tsx'
import { Segments } from '../controls/segments.tsx'
import type { Exportable } from '../export/exportable.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { usePageTitle } from '../frame/use-page-title.ts'
import type { AdoptedSchemesQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { serverLocale } from '../i18n/locale.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { Choice } from '../segments/choice.tsx'
import { textIn } from '../segments/draft-model.ts'
import { carried } from '../selection/carried.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, text, useViewParam } from '../selection/use-view-param.ts'
import '../segments/segments.css'
import '../adopted/adopted.css'

const PANELS = ['glance', 'one', 'two', 'heavy', 'pairs', 'areas', 'time'] as const
/** These offer tables of their own. */
const WITH_TABLES: readonly (typeof PANELS)[number][] = ['pairs', 'areas', 'time']
const PANEL = oneOf(PANELS)

/** Segmentit lukuina: how large are the segments of an adopted scheme, what marks each out, and where are the heavy users? */
export function AdoptedPage() {
  const { t } = useTranslation()
  const { data, error } = useQuery(ADOPTED, { fetchPolicy: 'no-cache' })
  const { search } = useLocation()
  const [asked, choose] = useViewParam('scheme', text)
  const [{ release }] = useSelection()
  const mayAdopt = useSight().may('Mutation.adoptSegments')
  const schemes = data?.adoptedSchemes ?? []
  const id = asked || schemes[0]?.id
  if (id) return <OneScheme key={`${id} ${release}`} id={id} schemes={schemes} drafts={data?.segmentDrafts ?? []} choose={choose} />
  return (
    <Before words={error ? t('segments.problem.other') : data ? t(mayAdopt ? 'adopted.none' : 'adopted.noneYet') : t('segments.loading')}>
      {data && (
        <p>
          <Link to={{ pathname: '/segments', search: carried(search) }}>{t('adopted.toDrafts')}</Link>
        </p>
      )}
    </Before>
  )
}

/** While there are no figures: why. */
function Before({ words, children }: { readonly words: string; readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const title = t('adopted.title')
  usePageTitle(title)
  return (
    <div className="view wrap segments-page adopted">
      <h1 id="view-title" tabIndex={-1}>
        {title}
      </h1>
      <p className="view-sentence" role="status">
        {words}
      </p>
      {children}
    </div>
  )
}

interface OneSchemeProps {
  readonly id: string
  readonly schemes: AdoptedSchemesQuery['adoptedSchemes']
  readonly drafts: AdoptedSchemesQuery['segmentDrafts']
  readonly choose: (id: string) => void
}

function OneScheme({ id, schemes, drafts, choose }: OneSchemeProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [selection] = useSelection()
  const { search } = useLocation()
  const { catalogue, fresh, error: withoutCatalogue } = useCatalogueState()
  const { data, previousData, error, refetch, ...polling } = useQuery(SEGMENTATION, {
    variables: { scheme: id, release: selection.release, locale: serverLocale(locale) },
    fetchPolicy: 'no-cache',
  })
  const waiting = data?.segmentation.state === 'WAITING'
  usePollWhile(waiting, polling)
  // While another language comes, the figures stay: all else that the question names is in this component's key.
  const answer = data ?? (error ? undefined : previousData)
  // With 'no-cache' the client's type allows for parts of an answer.
  const segmentation = answer?.segmentation as Segmentation | undefined
  // Figures of another release wait for its catalogue: until then they would stand under the name of the one before.
  if (segmentation && catalogue && fresh) return <Shown {...{ segmentation, catalogue, schemes, drafts, choose }} />
  const failed = error ?? withoutCatalogue
  return (
    <Before words={failed ? t('segments.problem.other') : t('segments.loading')}>
      {Boolean(failed) && (
        <p className="adopted-links">
          <button type="button" className="linkb" onClick={() => void refetch().catch(() => undefined)}>
            {t('state.failed.retry')}
          </button>{' '}
          <Link to={{ pathname: '/segments', search: carried(search) }}>{t('adopted.back')}</Link>
        </p>
      )}
    </Before>
  )
}

interface ShownProps extends Omit<OneSchemeProps, 'id'> {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

function Shown({ segmentation, catalogue, schemes, drafts, choose }: ShownProps) {
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

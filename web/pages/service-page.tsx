import { useMemo } from 'react'
import { SectorMark } from '../controls/sector-mark.tsx'
import type { Sector } from '../controls/sector-shape.ts'
import { Segments } from '../controls/segments.tsx'
import { ServicePicker } from '../controls/service-picker.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { CoUsageQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { useView, type ViewShown } from '../release/use-view.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { codes, oneOf, text, useViewParam } from '../selection/use-view-param.ts'
import { ServiceAside } from './service-aside.tsx'
import { ServiceChoice } from './service-choice.tsx'
import { CoUseList } from './service-list.tsx'
import { CO_USAGE } from './service-query.ts'
import { arrangeCoUse, type CoUseOrder, coUseRows, notableCount } from './service-rows.ts'
import { coUseTables } from './service-table.ts'
import '../charts/rows.css'
import './service.css'

const ORDER = oneOf<CoUseOrder>(['clients', 'other', 'lift', 'name'])
const SECTOR = oneOf<Sector | 'ALL'>(['ALL', 'HEALTH', 'DENTAL', 'SOCIAL'])

/** Palvelun näkökulma: what else the clients of one service use. */
export function ServicePage() {
  const [service] = useViewParam('service', text)
  const { catalogue, fresh } = useCatalogueState()
  if (!service) return <ServiceChoice />
  const lacks = catalogue !== null && fresh && catalogue.service(service) === null
  return lacks ? <ServiceChoice unknown={service} /> : <ChosenService service={service} />
}

function ChosenService({ service }: { readonly service: string }) {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const { catalogue } = useCatalogueState()
  const view = useView(CO_USAGE, { service, selection: toInput(selection), release: selection.release })
  if (view.kind === 'shown') return <CoUsage view={view} />
  return <ViewPage title={catalogue?.serviceName(service) ?? t('service.title')} view={view} skeleton={<RowsSkeleton rows={18} aside />} />
}

function CoUsage({ view }: { readonly view: ViewShown<CoUsageQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [order, setOrder] = useViewParam('order', ORDER)
  const [askedSector, setSector] = useViewParam('sector', SECTOR)
  const [asked, setService] = useViewParam('service', text)
  const [open, setOpen] = useViewParam('open', codes)
  const { data, catalogue } = view
  const { coUsage } = data
  const sector = catalogue.sectors.find((one) => one === askedSector) ?? 'ALL'
  const code = coUsage.service.code
  const name = catalogue.serviceName(code)
  const service = catalogue.service(code)
  const rows = useMemo(() => coUseRows(data, catalogue), [data, catalogue])
  const { shown, folded } = useMemo(() => arrangeCoUse(rows, order, sector), [rows, order, sector])
  const tables = useMemo(() => coUseTables(rows, data, catalogue, t), [rows, data, catalogue, t])

  const who = whoWords(t, coUsage.selection)
  const place = placeWords(t, coUsage.selection, catalogue)
  const uses = usesWords(t, coUsage.selection, catalogue)
  const clients = coUsage.clients.count ?? null
  const notable = notableCount(rows)
  const share = coUsage.share ?? null
  const empty = clients === null && rows.every((row) => row.clients.count === null)
  const sentence = [
    clients === null
      ? t('service.sentenceWithheld', { who, place, uses })
      : t(share === null ? 'service.sentenceCount' : 'service.sentence', {
          who,
          place,
          uses,
          count: clients,
          figure: formats.figure({ count: clients, atLeast: coUsage.clients.atLeast }),
          share: formats.share(share),
        }),
    notable > 0 ? t('service.notable', { count: notable }) : '',
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ]
    .filter(Boolean)
    .join(' ')
  useExportable(
    useMemo(() => ({ name: `service-${code}`, title: name, sentence: plain(sentence), tables }), [code, name, sentence, tables]),
  )
  const task = catalogue.release.serviceTasks.find((each) => each.slug === service?.task?.slug)
  return (
    <ViewPage
      title={name}
      kicker={
        service && (
          <>
            <SectorMark sector={service.sector} />
            <span>
              {[t(`sector.${service.sector}`), task?.name].filter(Boolean).join(' \u00b7 ')}.{' '}
              {t(`service.rule.${service.useRule}`, { count: service.useThreshold ?? 0 })}
            </span>
          </>
        )
      }
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={coUsage.coverage}
      answered={coUsage.selection}
      controls={
        <>
          <ServicePicker label={t('column.service')} catalogue={catalogue} value={asked} onChange={(next) => setService(next, 'step')} />
          {!empty && (
            <>
              <Segments
                label={t('service.order')}
                options={(['clients', 'other', 'lift'] as const).map((value) => ({ value, label: t(`service.orders.${value}`) }))}
                value={order}
                onChange={setOrder}
              />
              <Segments
                label={t('service.sectors')}
                options={(['ALL', ...catalogue.sectors] as const).map((value) => ({
                  value,
                  label: value === 'ALL' ? t('field.all') : t(`sectorShort.${value}`),
                }))}
                value={sector}
                onChange={setSector}
              />
            </>
          )}
        </>
      }
      aside={<ServiceAside data={data} catalogue={catalogue} />}
      tables={tables}
      empty={empty}
    >
      <CoUseList
        service={code}
        shown={shown}
        folded={folded}
        catalogue={catalogue}
        order={order}
        setOrder={setOrder}
        open={open}
        setOpen={setOpen}
      />
    </ViewPage>
  )
}

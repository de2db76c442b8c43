import type { TFunction } from 'i18next'
import { useDeferredValue, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { leavesIn } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { TrackTicks } from '../charts/dumbbell.tsx'
import { LiftTicks, LiftTrack } from '../charts/lift-track.tsx'
import { QUARTERS, shareAxis } from '../charts/share-axis.ts'
import { ShareBar } from '../charts/share-bar.tsx'
import { NoLift } from '../controls/at-least.tsx'
import { SectorMark } from '../controls/sector-mark.tsx'
import { ServiceName } from '../controls/service-name.tsx'
import { useArrowRows } from '../controls/use-arrow-rows.ts'
import { PHONE, useMedia } from '../controls/use-media.ts'
import { WithheldFigure, WithheldMark } from '../controls/withheld.tsx'
import { type Formats, useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { carried } from '../selection/carried.ts'
import { CoUseReading } from './service-reading.tsx'
import { type CoUseOrder, type CoUseRow, NOTABLE_LIFT } from './service-rows.ts'

const AXIS = shareAxis('linear', 100, QUARTERS)
/** The folded line names so many services before it asks. */
const NAMED = 6
/** A phone shows so many rows before it asks. */
const PHONE_ROWS = 12

interface CoUseListProps {
  readonly service: string
  readonly shown: readonly CoUseRow[]
  readonly folded: readonly CoUseRow[]
  readonly catalogue: Catalogue
  readonly order: CoUseOrder
  readonly setOrder: (order: CoUseOrder) => void
  /** Codes of the rows that are read out in words. */
  readonly open: readonly string[]
  readonly setOpen: (open: readonly string[]) => void
}

/** The two-way list: share of this service, share of the other, lift. A row opens into its sentences. */
export function CoUseList({ service, shown, folded, catalogue, order, setOrder, open, setOpen }: CoUseListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [named, setNamed] = useState(false)
  const phone = useMedia(PHONE)
  const [whole, setWhole] = useState(false)
  const rows = phone && !whole && shown.length > PHONE_ROWS + 2 ? shown.slice(0, PHONE_ROWS) : shown
  const { list, stop } = useArrowRows(rows.map(({ code }) => code))
  const search = useDeferredValue(carried(useLocation().search))
  const header = (by: CoUseOrder, words: string) => (
    <button type="button" className={order === by ? 'rows-sort on' : 'rows-sort'} aria-pressed={order === by} onClick={() => setOrder(by)}>
      {words}
    </button>
  )
  const percent = (tick: number, last: boolean) => (last ? formats.percent(tick) : formats.plain(tick))
  return (
    <div className={shown.some((row) => row.clients.atLeast) ? 'service-rows sums' : 'service-rows'} {...list}>
      <div className="service-row rows-head">
        <span>{header('name', t('column.service'))}</span>
        <span className="num">{header('clients', t('service.common'))}</span>
        <span>
          <b className="service-column">{t('service.ofThis')}</b> {t('service.usedOther')}
          <TrackTicks axis={AXIS} write={percent} every={2} />
        </span>
        <span>
          <b className="service-column">{header('other', t('service.ofOther'))}</b>
          {t('service.usedThis')}
          <TrackTicks axis={AXIS} write={percent} every={2} />
        </span>
        <span>
          <b className="service-column">{header('lift', t('service.lift'))}</b>
          {t('service.liftOne')}
          <LiftTicks write={formats.plain} />
        </span>
        <span className="num service-phone">{t('service.liftShort')}</span>
      </div>
      <ol>
        {rows.map((row) => (
          <Row
            key={row.code}
            service={service}
            row={row}
            catalogue={catalogue}
            tabIndex={row.code === stop ? 0 : -1}
            search={search}
            t={t}
            formats={formats}
            open={open.includes(row.code)}
            toggle={() => setOpen(open.includes(row.code) ? open.filter((code) => code !== row.code) : [...open, row.code])}
          />
        ))}
      </ol>
      {rows.length < shown.length && (
        <button type="button" className="linkb service-more" onClick={() => setWhole(true)}>
          {t('overview.more', { count: shown.length - rows.length })}
        </button>
      )}
      {folded.length > 0 && (
        <p className="folded">
          <WithheldMark />
          <span>
            {t('service.withheld', {
              count: folded.length,
              services: (named ? folded : folded.slice(0, NAMED)).map((row) => row.name).join(' \u00b7 '),
            })}
            {!named && folded.length > NAMED && (
              <>
                <span className="on-screen">
                  {' \u2026 '}
                  <button type="button" className="linkb" onClick={() => setNamed(true)}>
                    {t('service.nameAll')}
                  </button>
                </span>
                <span className="on-paper">{folded.slice(NAMED).map((row) => ` \u00b7 ${row.name}`)}</span>
              </>
            )}
          </span>
        </p>
      )}
    </div>
  )
}

interface RowProps {
  readonly service: string
  readonly row: CoUseRow
  readonly catalogue: Catalogue
  readonly tabIndex: number
  readonly search: string
  // Handed down: a hook in each row costs more than the row.
  readonly t: TFunction
  readonly formats: Formats
  readonly open: boolean
  readonly toggle: () => void
}

function Row({ service, row, catalogue, tabIndex, search, t, formats, open, toggle }: RowProps) {
  const granted = useSight().services
  const notable = row.lift !== null && row.lift >= NOTABLE_LIFT
  const link = (params: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(params)) next.set(name, value)
    return `?${next}`
  }
  return (
    <li className={open ? 'service-item open' : 'service-item'}>
      <div className="service-row">
        <button
          type="button"
          data-row={row.code}
          tabIndex={tabIndex}
          aria-expanded={open}
          className={notable ? 'service-name notable' : 'service-name'}
          onClick={toggle}
          aria-label={t('service.row', {
            service: row.name,
            count: row.clients.count ?? 0,
            figure: formats.figure(row.clients),
            ofThis: formats.share(row.shareOfService),
            ofOther: formats.share(row.shareOfOther),
            lift: formats.lift(row.lift),
          })}
        >
          <SectorMark sector={row.sector} />
          <span>
            <ServiceName name={row.name} />
          </span>
        </button>
        <span className="num">{formats.figure(row.clients)}</span>
        <ShareBar
          axis={AXIS}
          share={row.shareOfService}
          fill={row.sector}
          label={formats.share(row.shareOfService)}
          open={row.clients.atLeast}
        />
        <ShareBar axis={AXIS} share={row.shareOfOther} fill="outline" label={formats.share(row.shareOfOther)} open={row.clients.atLeast} />
        <LiftTrack lift={row.lift} />
        <span className={notable ? 'num service-lift notable' : 'num service-lift'}>
          {row.lift !== null ? formats.lift(row.lift) : row.clients.atLeast ? <NoLift /> : <WithheldFigure />}
        </span>
      </div>
      {open && (
        <div className="service-reading">
          <CoUseReading service={service} row={row} catalogue={catalogue} />
          <p className="service-links">
            {leavesIn(granted, row.code) && (
              <Link to={{ pathname: '/service', search: link({ service: row.code }) }}>{t('service.openOther')}</Link>
            )}
            <Link to={{ pathname: '/matrix', search: link({ pins: [service, row.code].join(','), cell: `${service}.${row.code}` }) }}>
              {t('service.openMatrix')}
            </Link>
          </p>
        </div>
      )}
    </li>
  )
}

import type { TFunction } from 'i18next'
import { memo, useDeferredValue, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { leavesIn } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { Dumbbell, TrackTicks } from '../charts/dumbbell.tsx'
import { isOpen } from '../charts/open-share.ts'
import type { ShareAxis } from '../charts/share-axis.ts'
import { NoShare, OpenKey } from '../controls/at-least.tsx'
import { ChartMark, SectorMark } from '../controls/sector-mark.tsx'
import type { Sector } from '../controls/sector-shape.ts'
import { ServiceName } from '../controls/service-name.tsx'
import { useArrowRows } from '../controls/use-arrow-rows.ts'
import { PHONE, useMedia } from '../controls/use-media.ts'
import { WithheldMark } from '../controls/withheld.tsx'
import { type Formats, useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { carried } from '../selection/carried.ts'
import type { Cohort } from '../selection/selection.ts'
import type { OverviewGroup, OverviewOrder, OverviewRow } from './overview-rows.ts'

/** A phone shows so many rows of a sector before it asks. */
const PHONE_ROWS = 5

interface OverviewListProps {
  readonly groups: readonly OverviewGroup[]
  readonly axis: ShareAxis
  readonly order: OverviewOrder
  readonly setOrder: (order: OverviewOrder) => void
  readonly searching: boolean
  /** Whose number stands first in each row. */
  readonly cohort: Cohort
}

/** The dumbbell list. Headers sort, arrows move from row to row, a row opens its service. */
export const OverviewList = memo(function OverviewList({ groups, axis, order, setOrder, searching, cohort }: OverviewListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  // Links follow the address after the picture does: a change of the selection is seen at once.
  const search = useDeferredValue(carried(useLocation().search))
  const phone = useMedia(PHONE)
  const [whole, setWhole] = useState<readonly (Sector | null)[]>([])
  const shown = groups.map((group) => ({
    group,
    short: phone && !searching && group.sector !== null && !whole.includes(group.sector) && group.rows.length > PHONE_ROWS + 1,
  }))
  const { list, stop } = useArrowRows(shown.flatMap(rowsOf).map(({ code }) => code))
  const header = (by: OverviewOrder, words: string) => (
    <button type="button" className={order === by ? 'rows-sort on' : 'rows-sort'} aria-pressed={order === by} onClick={() => setOrder(by)}>
      {words}
    </button>
  )
  return (
    <div
      className={groups.some((group) => group.rows.some((row) => row.clients.atLeast)) ? 'overview-rows sums' : 'overview-rows'}
      {...list}
    >
      <div className="overview-row rows-head">
        <span>{header('name', t('overview.service'))}</span>
        <span className="num">{header('size', t(`overview.clients.${cohort}`))}</span>
        <TrackTicks axis={axis} write={(tick, last) => (last ? formats.percent(tick) : formats.plain(tick))} />
        <span className="num">{t('overview.all')}</span>
        <span className="num">{header('heavy', t('overview.heavyShort'))}</span>
      </div>
      {groups.length === 0 && <p className="muted overview-none">{t('overview.none')}</p>}
      {shown.map(({ group, short }) => (
        <Group
          key={group.sector ?? 'all'}
          {...{ group, short, axis, stop, search, cohort }}
          open={() => setWhole((now) => [...now, group.sector])}
        />
      ))}
    </div>
  )
})

interface ShownGroup {
  readonly group: OverviewGroup
  /** Its first rows only, and a way to the others. */
  readonly short: boolean
}

const rowsOf = ({ group, short }: ShownGroup): readonly OverviewRow[] => (short ? group.rows.slice(0, PHONE_ROWS) : group.rows)

interface GroupProps extends ShownGroup {
  readonly axis: ShareAxis
  readonly stop: string | undefined
  /** Shows the other rows. */
  readonly open: () => void
  /** The selection as a query, for the links of the rows. */
  readonly search: string
  readonly cohort: Cohort
}

function Group({ group, short, axis, stop, open, search, cohort }: GroupProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const granted = useSight().services
  const list = (
    <>
      <ol>
        {rowsOf({ group, short }).map((row) => (
          <Row
            key={row.code}
            row={row}
            axis={axis}
            opens={leavesIn(granted, row.code)}
            tabIndex={granted !== null || row.code === stop ? 0 : -1}
            search={search}
            cohort={cohort}
            t={t}
            formats={formats}
          />
        ))}
      </ol>
      {short && (
        <button type="button" className="linkb overview-more" onClick={open}>
          {t('overview.more', { count: group.rows.length - PHONE_ROWS })}
        </button>
      )}
      {group.folded.length > 0 && (
        <p className="folded">
          <WithheldMark />
          <span>{t('overview.withheld', { services: group.folded.map((row) => row.name).join(' · ') })}</span>
        </p>
      )}
    </>
  )
  if (!group.sector) return list
  return (
    <section>
      <h2 className="sector-head">
        <SectorMark sector={group.sector} />
        {t(`sector.${group.sector}`)}
        <span className="muted">{t('overview.services', { count: group.rows.length + group.folded.length })}</span>
      </h2>
      {list}
    </section>
  )
}

interface RowProps {
  readonly row: OverviewRow
  readonly axis: ShareAxis
  readonly tabIndex: number
  /** The reader may see the view of the service. */
  readonly opens: boolean
  readonly search: string
  readonly cohort: Cohort
  // Handed down: a hook in each of forty rows costs more than the rows.
  readonly t: TFunction
  readonly formats: Formats
}

const Row = memo(function Row({ row, axis, opens, tabIndex, search, cohort, t, formats }: RowProps) {
  const target = new URLSearchParams(search)
  target.set('service', row.code)
  const name = (
    <>
      <ServiceName name={row.name} />
      {row.moreThan !== null && <span className="row-rule"> {t('rule.gt', { count: row.moreThan })}</span>}
    </>
  )
  const heavyUsers = cohort === 'HEAVY'
  const open = { all: isOpen(row.allShare, row.allClients), heavy: isOpen(row.heavyShare, row.heavyClients) }
  return (
    <li className="overview-row">
      {opens ? (
        <Link
          className="row-name"
          data-row={row.code}
          tabIndex={tabIndex}
          to={{ pathname: '/service', search: `?${target}` }}
          aria-label={t(heavyUsers ? 'overview.rowHeavy' : 'overview.row', {
            service: row.name,
            clients:
              row.clients.count === null || heavyUsers
                ? formats.figure(row.clients)
                : t('figure.clients', { count: row.clients.count, figure: formats.figure(row.clients) }),
            all: formats.share(row.allShare),
            heavy: formats.share(row.heavyShare),
          })}
        >
          {name}
        </Link>
      ) : (
        <span className="row-name">{name}</span>
      )}
      <span className="num">
        <Shown value={row.clients.count === null ? null : formats.figure(row.clients)} t={t} />
      </span>
      <Dumbbell axis={axis} sector={row.sector} ring={row.allShare} mark={row.heavyShare} open={{ ring: open.all, mark: open.heavy }} />
      <span className="num muted row-all">
        {open.all ? <NoShare /> : <Shown value={row.allShare === null ? null : formats.share(row.allShare)} t={t} />}
      </span>
      <span className="num row-heavy">
        {open.heavy ? <NoShare /> : <Shown value={row.heavyShare === null ? null : formats.share(row.heavyShare)} t={t} />}
      </span>
    </li>
  )
})

/** A figure, or the sign of one that is withheld. */
function Shown({ value, t }: { readonly value: string | null; readonly t: TFunction }) {
  if (value !== null) return value
  return (
    <span className="row-withheld" title={t('figure.why')}>
      <WithheldMark />
      <span className="vh">{t('figure.withheld')}</span>
    </span>
  )
}

/** What the two marks mean, and the third where there is one. */
export function OverviewKey({ open, sectors }: { readonly open: boolean; readonly sectors: readonly Sector[] }) {
  const { t } = useTranslation()
  return (
    <p className="key-line">
      <span>
        <svg width="14" height="14" aria-hidden="true">
          <circle className="track-ring" cx="7" cy="7" r="4.5" />
        </svg>
        {t('overview.keyAll')}
      </span>
      <span>
        <svg width={16 * sectors.length - 2} height="14" aria-hidden="true">
          {sectors.map((sector, at) => (
            <ChartMark key={sector} sector={sector} cx={7 + 16 * at} cy={7} r={5.5} />
          ))}
        </svg>
        {t('overview.keyHeavy')}
      </span>
      {open && <OpenKey />}
    </p>
  )
}

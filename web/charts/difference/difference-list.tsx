import { NoShare } from '../../controls/at-least.tsx'
import { SectorMark } from '../../controls/sector-mark.tsx'
import { ServiceName } from '../../controls/service-name.tsx'
import { WithheldMark } from '../../controls/withheld.tsx'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Dumbbell, TrackTicks } from '../dumbbell.tsx'
import { isOpen } from '../open-share.ts'
import { shareAxis } from '../share-axis.ts'
import type { DifferenceGroup, DifferenceRow } from './difference-rows.ts'
import '../rows.css'
import './difference.css'

interface DifferenceListProps {
  readonly groups: readonly DifferenceGroup[]
}

const AXIS = shareAxis('linear', 100)
/** A difference of so many points is set in bold. */
const NOTABLE = 10

/** Services in two selections on one fixed axis: the ring is A, the filled sign is B. */
export function DifferenceList({ groups }: DifferenceListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div className="difference-rows">
      <div className="difference-row rows-head" aria-hidden="true">
        <span>{t('column.service')}</span>
        <TrackTicks axis={AXIS} write={(tick, last) => (last ? formats.percent(tick) : formats.plain(tick))} />
        <span className="num">{t('compare.a')}</span>
        <span className="num">{t('compare.b')}</span>
        <span className="num">{t('compare.gap')}</span>
      </div>
      {groups.map(({ sector, rows, folded }) => (
        <section key={sector ?? 'all'}>
          {sector && (
            <h2 className="sector-head">
              <SectorMark sector={sector} />
              {t(`sector.${sector}`)}
            </h2>
          )}
          <ul>
            {rows.map((row) => (
              <Row key={row.code} row={row} marked={sector === null} />
            ))}
          </ul>
          {folded.length > 0 && (
            <p className="folded">
              <WithheldMark />
              <span>{t('compare.folded', { services: folded.map(({ name }) => name).join(' · ') })}</span>
            </p>
          )}
        </section>
      ))}
    </div>
  )
}

function Row({ row, marked }: { readonly row: DifferenceRow; readonly marked: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { name, sector, shareA, shareB, points, breaks } = row
  // Both are shown and their difference is not: their releases do not count the same.
  const unlike = points === null && (breaks.length > 0 || (shareA !== null && shareB !== null))
  const notable = points !== null && Math.abs(points) >= NOTABLE
  return (
    <li className={notable ? 'difference-row notable' : 'difference-row'}>
      <span className="difference-name">
        {marked && <SectorMark sector={sector} />}
        <span>
          <ServiceName name={name} />
        </span>
      </span>
      <Dumbbell
        axis={AXIS}
        sector={sector}
        ring={shareA}
        mark={shareB}
        open={{ ring: isOpen(shareA, row.a), mark: isOpen(shareB, row.b) }}
      />
      <Side label={t('compare.a')} share={shareA} clients={row.a} />
      <Side label={t('compare.b')} share={shareB} clients={row.b} />
      <span className="num difference-points">
        <span className="vh">{t('compare.gap')}: </span>
        {points !== null && formats.shareDifference(points)}
        {points === null && !unlike && <Withheld />}
        {unlike && (
          <span className="muted" title={t('compare.noGap')}>
            <span aria-hidden="true">–</span>
            <span className="vh">{t('compare.noGap')}</span>
          </span>
        )}
      </span>
    </li>
  )
}

function Side({ label, share, clients }: { readonly label: string; readonly share: number | null; readonly clients: DifferenceRow['a'] }) {
  const formats = useFormats()
  return (
    <span className="num difference-side">
      <span className="vh">{label}: </span>
      {share === null && clients.count === null ? (
        <Withheld />
      ) : (
        <>
          <span>{share === null ? <NoShare /> : formats.share(share)}</span>
          <span className="muted">{clients.count === null ? '' : formats.figure(clients)}</span>
        </>
      )}
    </span>
  )
}

function Withheld() {
  const { t } = useTranslation()
  return (
    <span className="row-withheld" title={t('figure.why')}>
      <WithheldMark />
      <span className="vh">{t('figure.withheld')}</span>
    </span>
  )
}

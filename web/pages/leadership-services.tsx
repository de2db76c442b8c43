import { Dumbbell, TrackTicks } from '../charts/dumbbell.tsx'
import { shareAxis } from '../charts/share-axis.ts'
import { SectorMark } from '../controls/sector-mark.tsx'
import type { Sector } from '../controls/sector-shape.ts'
import { useFormats } from '../format.ts'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'

type Used = NonNullable<LeadershipQuery['indicatorProfile']['services']>[number]

interface LeadershipServicesProps {
  readonly services: readonly Used[] | null
  /** Whose marks the key shows. */
  readonly sectors: readonly Sector[]
}

/** So many services fit on the page. */
const LONGEST = 8
const AXIS = shareAxis('linear', 100, [0, 25, 50, 75, 100])

/** What they use: the services that mark them out, theirs against everyone's. */
export function LeadershipServices({ services, sectors }: LeadershipServicesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const shown = services?.filter(({ share, shareOfAll }) => share != null && shareOfAll != null).slice(0, LONGEST) ?? []
  return (
    <section className="lead-section">
      <h2>{t('lead.usesTitle')}</h2>
      {shown.length === 0 ? (
        <p className="muted small">{t(services === null ? 'lead.usesNone' : 'figure.why')}</p>
      ) : (
        <>
          <p className="muted small">{t('lead.usesText')}</p>
          <div className="lead-service rows-head">
            <span />
            <TrackTicks axis={AXIS} every={2} write={(tick, last) => (last ? formats.percent(tick) : formats.plain(tick))} />
            <span />
          </div>
          <ul>
            {shown.map(({ service, share, shareOfAll }) => (
              <li className="lead-service" key={service.code}>
                <span title={service.name}>{service.shortName}</span>
                <Dumbbell axis={AXIS} sector={service.sector} ring={shareOfAll ?? null} mark={share ?? null} />
                <b className="num">{formats.share(share ?? null)}</b>
              </li>
            ))}
          </ul>
          <p className="key-line lead-note">
            <span>
              {sectors.map((sector) => (
                <SectorMark key={sector} sector={sector} />
              ))}
              {t('lead.usesThese')}
            </span>
            <span>
              <svg width="12" height="12" aria-hidden="true">
                <circle className="track-ring" cx="6" cy="6" r="4.5" />
              </svg>
              {t('lead.usesAll')}
            </span>
          </p>
        </>
      )}
    </section>
  )
}

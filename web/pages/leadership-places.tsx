import { TrackTicks } from '../charts/dumbbell.tsx'
import { shareAxis } from '../charts/share-axis.ts'
import { Segments } from '../controls/segments.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import type { PlaceAsked } from './leadership-table.ts'
import type { SeveralServices } from './use-bands.ts'
import '../charts/track.css'

const KIND = oneOf(['municipality', 'centre'])
const AXIS = shareAxis('linear', 60, [0, 20, 40, 60])

interface PlacesProps {
  readonly places: readonly PlaceAsked[]
  readonly answers: ReadonlyMap<string, SeveralServices>
  /** The share in the selection itself: a dashed line in every row. */
  readonly whole: number | null
}

/** Where they live: places by name, on one fixed scale, the whole area as a dashed line. */
export function LeadershipPlaces({ places, answers, whole }: PlacesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [kind, setKind] = useViewParam('by', KIND)
  const shown = places.filter((place) => place.kind === kind)
  return (
    <section className="lead-section">
      <div className="lead-heading">
        <div>
          <h2>{t('lead.placesTitle')}</h2>
          <p className="muted">{whole === null ? t('lead.placesText') : t('lead.placesWhole', { share: formats.share(whole) })}</p>
        </div>
        <Segments
          quiet
          label={t('lead.by')}
          options={[
            { value: 'municipality', label: t('lead.byMunicipality') },
            { value: 'centre', label: t('lead.byCentre') },
          ]}
          value={kind}
          onChange={setKind}
        />
      </div>
      <div className="lead-place rows-head">
        <span />
        <TrackTicks axis={AXIS} write={(tick, last) => (last ? formats.percent(tick) : formats.plain(tick))} />
        <span className="num">{t('lead.column.shareShort')}</span>
        <span className="num">{t('overview.clients')}</span>
      </div>
      <ul>
        {shown.map((place) => {
          const answer = answers.get(place.key)
          return (
            <li className="lead-place" key={place.key}>
              <span>{place.name}</span>
              <svg className="track" width="100%" aria-hidden="true">
                {AXIS.ticks.map((tick) => (
                  <line key={tick} className="track-grid" x1={`${AXIS.at(tick)}%`} x2={`${AXIS.at(tick)}%`} y2="100%" />
                ))}
                {answer && answer.share !== null && <rect className="lead-bar" y="26%" height="48%" width={`${AXIS.at(answer.share)}%`} />}
                {whole !== null && <line className="lead-whole" x1={`${AXIS.at(whole)}%`} x2={`${AXIS.at(whole)}%`} y2="100%" />}
              </svg>
              <b className="num">{answer && (answer.share === null ? <WithheldFigure /> : formats.share(answer.share))}</b>
              <span className="num">{answer && (answer.clients.count === null ? <WithheldFigure /> : formats.figure(answer.clients))}</span>
            </li>
          )
        })}
      </ul>
      <p className="muted small">{t('lead.placesNote')}</p>
    </section>
  )
}

import { TrackGrid, TrackTicks } from '../charts/dumbbell.tsx'
import { shareAxis } from '../charts/share-axis.ts'
import { WithheldMark } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Estimate, shareText } from './adopted-words.ts'
import './estimate-line.css'

interface EstimateLineProps {
  readonly share: Estimate | null
  /** The share of everybody, as an upright line. */
  readonly against?: Estimate | null
}

/** Of every line of shares: whatever is chosen, lengths compare. */
const AXIS = shareAxis('linear', 100)

/** A share with the interval that its numbers allow, on one fixed axis; hatched where it is withheld. */
export function EstimateLine({ share, against = null }: EstimateLineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const at = (value: number) => `${AXIS.at(value)}%`
  return (
    <div className="estimate">
      <svg className="size-track" aria-hidden="true" height="18" width="100%">
        <TrackGrid axis={AXIS} />
        {share === null ? (
          <rect x="0" y="3" width="12%" height="12" fill="url(#withheld)" />
        ) : (
          <>
            <rect x="0" y="4" width={at(share.value)} height="10" className="size-fill" />
            <line x1={at(share.low)} x2={at(share.high)} y1="9" y2="9" className="size-end" />
            <line x1={at(share.low)} x2={at(share.low)} y1="5" y2="13" className="size-end" />
            <line x1={at(share.high)} x2={at(share.high)} y1="5" y2="13" className="size-end" />
          </>
        )}
        {against !== null &&
          ['estimate-halo', 'estimate-against'].map((name) => (
            <line key={name} className={name} x1={at(against.value)} x2={at(against.value)} y1="0" y2="18" />
          ))}
      </svg>
      <span className="estimate-words n">
        {share === null && <WithheldMark />} {shareText(share, t, formats)}
      </span>
    </div>
  )
}

/** The numbers of the axis, above the lines. */
export function EstimateTicks() {
  const formats = useFormats()
  return (
    <div className="estimate" aria-hidden="true">
      <TrackTicks axis={AXIS} write={(tick, last) => (last ? formats.percent(tick) : formats.plain(tick))} />
    </div>
  )
}

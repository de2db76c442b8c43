import { WithheldMark } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { type Estimate, shareText } from './adopted-words.ts'

interface EstimateLineProps {
  readonly share: Estimate | null
  /** Where the line ends, in per cent. */
  readonly most: number
  /** The share of everybody, as an upright line. */
  readonly against?: Estimate | null
}

/** A share with the interval that its numbers allow; hatched where it is withheld. */
export function EstimateLine({ share, most, against = null }: EstimateLineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const at = (value: number) => `${Math.min(100, (100 * value) / most)}%`
  return (
    <div className="estimate">
      <svg className="size-track" aria-hidden="true" height="18" width="100%">
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
        {against !== null && <line x1={at(against.value)} x2={at(against.value)} y1="0" y2="18" className="estimate-against" />}
      </svg>
      <span className="estimate-words n">
        {share === null && <WithheldMark />} {shareText(share, t, formats)}
      </span>
    </div>
  )
}

/** The end of a scale that holds every share, in tens. */
export const scaleOf = (shares: readonly (Estimate | null)[]): number =>
  Math.max(10, Math.ceil(Math.max(...shares.map((share) => share?.high ?? 0), 1) / 10) * 10)

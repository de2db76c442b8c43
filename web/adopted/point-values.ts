/** What a line of a segment tells of each release, in one of three units: each a noisy number with its interval. */
import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { SegmentPointPartsFragment } from '../generated/graphql.ts'
import { sizeWords } from '../segments/size-bar.tsx'
import type { Estimate } from './adopted-words.ts'
import type { BandValue } from './band-line.tsx'

export type SegmentPoint = SegmentPointPartsFragment

/** `share`: of the clients of the scheme, or of the part. `rate`: of a thousand residents. */
export type PointUnit = 'clients' | 'share' | 'rate'

/** Null: withheld, or for `rate` without a number of residents. */
export function estimateIn({ clients, share, perThousand }: SegmentPoint, unit: PointUnit): Estimate | null {
  switch (unit) {
    case 'clients':
      return clients?.size == null ? null : { ...clients, value: clients.size }
    case 'share':
      return share ?? null
    case 'rate':
      return perThousand ?? null
    default:
      return unit satisfies never
  }
}

/** The number with its interval. */
export function pointText(point: SegmentPoint, unit: PointUnit, t: TFunction, formats: Formats): string {
  switch (unit) {
    case 'clients':
      return point.clients ? sizeWords(point.clients, t, formats) : ''
    case 'share':
      return point.share ? withInterval(point.share, unit, t, formats) : t('segments.sizeWithheld')
    case 'rate':
      return point.perThousand ? withInterval(point.perThousand, unit, t, formats) : t('segments.sizeWithheld')
    default:
      return unit satisfies never
  }
}

/** '42,9 (38,5–47,2)', '5,6 % (5,4–5,8 %)'. */
function withInterval({ value, low, high }: Estimate, unit: 'share' | 'rate', t: TFunction, formats: Formats): string {
  const write = writing(unit, formats)
  return t('adopted.share', { value: write(value), low: lowEnd(low, unit, formats), high: write(high) })
}

/** A number and the ends of its interval alone. */
export function lastWords({ value, low, high }: Estimate, unit: PointUnit, formats: Formats): readonly [string, string] {
  const write = writing(unit, formats)
  return [write(value), `${lowEnd(low, unit, formats)}–${write(high)}`]
}

/** The high end's sign is for both. */
const lowEnd = (low: number, unit: PointUnit, formats: Formats): string =>
  unit === 'share' ? formats.plain(low) : writing(unit, formats)(low)

/** How a number of the unit is written. */
export function writing(unit: PointUnit, formats: Formats): (value: number) => string {
  switch (unit) {
    case 'clients':
      return formats.plain
    case 'share':
      return formats.finePercent
    case 'rate':
      return formats.lift
    default:
      return unit satisfies never
  }
}

/** Releases that were counted; those that were not, or whose residents are not known, leave the line empty, and are no withheld ones. */
export const bandValues = (
  points: readonly SegmentPoint[],
  unit: PointUnit,
  words: (point: SegmentPoint) => string,
): readonly BandValue[] =>
  points
    .filter(({ state, clients, residents }) => state === 'FIGURES' && clients != null && (unit !== 'rate' || residents != null))
    .map((point) => ({
      ...{ date: point.dataDate, estimate: estimateIn(point, unit), broken: point.breaks.length > 0, words: words(point) },
    }))

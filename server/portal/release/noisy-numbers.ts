/** Numbers made of noisy sizes, alone and of published figures. */
import type { NoisySize as NoisySizeValue } from '../../segments/answer.ts'
import { shareOf as noisyShareOf, timesAsOften } from '../../segments/estimates.ts'
import type { Figure } from './figure.ts'
import { LEAST_BASE } from './rounding.ts'
import type { Sealed } from './sealed.ts'
import { estimateOf, exact } from './sealing-figures.ts'

/** A number made of noisy sizes with what the ends of their intervals allow. */
export interface SealedEstimate<K extends 'NoisyShare' | 'NoisyRate' | 'NoisyTimes'> {
  readonly value: Sealed<K>
  readonly low: Sealed<K>
  readonly high: Sealed<K>
}

/** How many times as often clients of a segment do something as all clients do; null where a size is withheld or a figure not exact. */
export function timesOfPublished(
  part: NoisySizeValue,
  segment: NoisySizeValue,
  ofAll: Figure,
  all: Figure,
): SealedEstimate<'NoisyTimes'> | null {
  const [some, everyone] = [exact(ofAll), exact(all)]
  if (some === null || everyone === null) return null
  const times = timesAsOften(part, segment, certain(some), certain(everyone))
  return times && estimateOf('NoisyTimes', times)
}

/** A noisy size of a published figure, in whole per cent; null where the size is withheld, or the figure not exact or below twenty. */
export function shareOfPublished(part: NoisySizeValue, whole: Figure): SealedEstimate<'NoisyShare'> | null {
  const n = exact(whole)
  const share = n === null || n < LEAST_BASE ? null : noisyShareOf(part, certain(n))
  return share && estimateOf('NoisyShare', share)
}

/** A number without noise among those that have some. */
const certain = (n: number): NoisySizeValue => ({ size: n, low: n, high: n })

/** Numbers made of noisy sizes, with what the ends of their intervals allow. */
import type { NoisySize } from '../../../segments/answer.ts'
import { shareOf } from '../../../segments/estimates.ts'
import type { SealedEstimate } from '../../release/noisy-numbers.ts'
import { sealed } from '../../release/told-numbers.ts'
import { builder } from '../builder.ts'

export const ShareType = builder.objectRef<SealedEstimate<'NoisyShare'>>('EstimatedShare').implement({
  description: 'Per cent of noisy sizes. low to high is what the ends of both intervals allow: eight times in ten or more.',
  fields: (t) => ({
    value: t.expose('value', { type: 'NoisyShare' }),
    low: t.expose('low', { type: 'NoisyShare' }),
    high: t.expose('high', { type: 'NoisyShare' }),
  }),
})
export const TimesType = builder.objectRef<SealedEstimate<'NoisyTimes'>>('EstimatedTimes').implement({
  description: 'How many times as often as all clients, of noisy sizes; the ends allow for all of them.',
  fields: (t) => ({
    value: t.expose('value', { type: 'NoisyTimes' }),
    low: t.expose('low', { type: 'NoisyTimes' }),
    high: t.expose('high', { type: 'NoisyTimes' }),
  }),
})

/** One noisy size of another, as it is told: not where one of the wholes that the part also lies in is withheld. */
export const toldShare = (part: NoisySize, of: NoisySize, ...within: readonly NoisySize[]): SealedEstimate<'NoisyShare'> | null => {
  const share = within.every(({ size }) => size !== null) ? shareOf(part, of) : null
  return share && sealed.noisyShare(share)
}

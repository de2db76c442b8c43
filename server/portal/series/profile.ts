/** Who an indicator's clients are, and what they use: of one release. */
import { LEAF_AGES } from '../../segments/rule.ts'
import type { Service } from '../generated/prisma/client.ts'
import type { Figure } from '../release/figure.ts'
import { shareDifference, shareOf } from '../release/ratios.ts'
import type { ReleaseReader } from '../release/reader.ts'
import { type Share, type ShareDifference, smallestFirst } from '../release/sealed.ts'
import { type AgeGroup, canonical, SEX_VALUES, type Selection, type SexValue } from '../release/selection.ts'
import { figuresOfIndicator, type IndicatorMeasure, needOfIndicator, servicesOf } from './indicators.ts'

export interface ProfileGroup {
  readonly ageGroup: AgeGroup
  readonly sex: SexValue
  readonly clients: Figure
  /** Of all clients of the group. */
  readonly share: Share | null
}

export interface ProfileService {
  readonly service: Service
  readonly clients: Figure
  /** Of the indicator's clients. */
  readonly share: Share | null
  /** Of all clients of the selection. */
  readonly shareOfAll: Share | null
  readonly difference: ShareDifference | null
}

/** Age groups by sex, those that the reader shows. */
export const profileGroups = (reader: ReleaseReader, measure: IndicatorMeasure, selection: Selection): readonly ProfileGroup[] =>
  LEAF_AGES.flatMap((ageGroup) =>
    SEX_VALUES.flatMap((sex) => {
      const group = canonical(reader.layout, { ...selection, ageGroups: [ageGroup], sexes: [sex] })
      if (!reader.allows(group, needOfIndicator(measure))) return []
      const { clients, of } = figuresOfIndicator(reader, measure, group)
      return [{ ageGroup, sex, clients, share: shareOf(clients, of) }]
    }),
  )

/**
 * The services that the indicator's clients use most beyond what all clients do, first those; null where the closed table has no
 * such figures (numbers of services, heavy users of one service, and two services already).
 */
export function profileServices(reader: ReleaseReader, measure: IndicatorMeasure, selection: Selection): readonly ProfileService[] | null {
  if (measure.kind !== 'HEAVY_USERS' && measure.kind !== 'USING') return null
  const named = [...new Set([...servicesOf(measure), ...selection.services])]
  if (named.length > 1) return null
  const own = reader.figuresOf({ ...selection, cohort: measure.kind === 'HEAVY_USERS' ? 'HEAVY' : selection.cohort, services: named })
  const all = reader.figuresOf({ ...selection, cohort: measure.kind === 'HEAVY_USERS' ? 'ALL' : selection.cohort, services: [] })
  return reader.services
    .flatMap((service, position) => {
      if (named.includes(service.code)) return []
      const clients = own.using(position)
      const [share, shareOfAll] = [shareOf(clients, own.using()), shareOf(all.using(position), all.using())]
      return [{ service, clients, share, shareOfAll, difference: shareDifference(share, shareOfAll) }]
    })
    .sort((a, b) => smallestFirst(b.difference, a.difference, Number.NEGATIVE_INFINITY))
}

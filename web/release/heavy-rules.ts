import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { Catalogue } from './catalogue.ts'

/** The top share of a service's users that its rule may call heavy, in whole per cent. A rule's limit, never a figure of clients. */
export const topPercent = (rules: { readonly topShare: number }): number => Math.round(rules.topShare * 100)

type HeavySentence = 'heavy.short' | 'indicator.several-services.rule'

/**
 * When a client of the county is a heavy user, in a sentence with the county's own limits; of oral health care only where the
 * catalogue has a rule for it.
 */
export function heavyWords(
  t: TFunction,
  formats: Formats,
  { release, services }: Catalogue,
  sentence: HeavySentence = 'heavy.short',
): string {
  const { rules } = release
  const dental = services.some(({ heavyRule }) => heavyRule === 'VISITS_OR_PROCEDURES')
  return t(dental ? `${sentence}Dental` : sentence, {
    top: formats.percent(topPercent(rules)),
    services: rules.socialServices,
    tasks: rules.socialTasks,
  })
}

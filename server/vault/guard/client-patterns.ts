/**
 * What a client can use, as the attacker of one selection tells clients apart: which of a family's services, how many others, heavy or not. See
 * wide-audit.md.
 */
import type { PublicRules } from '../cube/cell-counts.ts'
import { heavyByRule, tasksOf } from './heavy-rule.ts'

/** Services, at most, of a family that also tells in which of them its clients are heavy: three possibilities each. */
const WITH_HEAVY_IN = 8

/** A group of clients that nothing published tells apart further. */
export interface Pattern {
  readonly heavy: boolean
  /** Bit n: uses the family's service n. */
  readonly uses: number
  /** Bit n: heavy in the family's service n. 0 where the family does not tell. */
  readonly heavyIn: number
  /** Numbers of services in all, the last count standing for that many or more. */
  readonly health: number
  readonly social: number
}

/** Numbers of services that are counted: health services with oral care, social ones, both. */
export const HISTOGRAMS = ['health', 'social', 'all'] as const
export type Histogram = (typeof HISTOGRAMS)[number]

export const numberOf: Readonly<Record<Histogram, (pattern: Pattern) => number>> = {
  health: ({ health }) => health,
  social: ({ social }) => social,
  all: ({ health, social }) => health + social,
}

/** Whether a number lies in a bin; the last, `top`, is open. */
export const inBin = (n: number, bin: number, top: number): boolean => (bin === top ? n >= top : n === bin)

/** Patterns that can exist: nobody whom the public rules make a heavy user is outside the cohort, and nobody is inside without a reason. */
export function patternsOf(
  services: readonly number[],
  rules: PublicRules,
  tops: { health: number; social: number; all: number },
): readonly Pattern[] {
  const others = rules.social.map((social, service) => ({ social, service })).filter(({ service }) => !services.includes(service))
  // By numbers alone they are told in full, for the sums over services.
  const most = (top: number) => (services.length === 0 ? Number.POSITIVE_INFINITY : Math.max(top, tops.all))
  const restSocial = Math.min(others.filter(({ social }) => social).length, most(tops.social))
  const restHealth = Math.min(others.filter(({ social }) => !social).length, most(tops.health))
  const patterns: Pattern[] = []
  /** Services that one can be heavy in, where the family tells in which. */
  const ruled = tellsHeavyIn(services, rules) ? ruledAmong(services, rules) : null
  for (let uses = 0; uses < 2 ** services.length; uses++) {
    const used = services.filter((_, n) => ((uses >> n) & 1) === 1)
    const social = used.filter((service) => rules.social[service]).length
    for (let h = 0; h <= restHealth; h++)
      for (let s = 0; s <= restSocial; s++) {
        const counts = { uses, heavyIn: 0, health: used.length - social + h, social: social + s }
        const always = heavyByRule(used, rules, counts.social)
        if (ruled !== null) {
          for (const heavyIn of subsets(uses & ruled)) if (heavyIn !== 0 || always) patterns.push({ heavy: true, ...counts, heavyIn })
        } else if (mayBeHeavy(used, others, { ...counts, restHealth: h, restSocial: s }, rules)) patterns.push({ heavy: true, ...counts })
        if (!always) patterns.push({ heavy: false, ...counts })
      }
  }
  return patterns
}

/**
 * Whether somebody who uses these services, and so many others, can be a heavy user by the county's rules: they use a service that one can be
 * heavy in, or enough of social care. Where the rules are not known, everybody can.
 */
function mayBeHeavy(
  used: readonly number[],
  others: readonly { readonly social: boolean; readonly service: number }[],
  { social, restHealth, restSocial }: { readonly social: number; readonly restHealth: number; readonly restSocial: number },
  { heavyBy }: PublicRules,
): boolean {
  if (!heavyBy) return true
  const ruled = (service: number) => heavyBy.inService[service] === true
  const tasked = (service: number) => heavyBy.tasks[service] != null
  /** How many of the others can be such services. */
  const most = (is: (service: number) => boolean) => {
    const [inHealth, inSocial] = [false, true].map((of) => others.some((other) => other.social === of && is(other.service)))
    return (inHealth ? restHealth : 0) + (inSocial ? restSocial : 0)
  }
  return (
    used.some(ruled) ||
    most(ruled) > 0 ||
    social >= heavyBy.socialServices ||
    tasksOf(used, heavyBy.tasks).size + most(tasked) >= heavyBy.socialTasks
  )
}

/** Whether a family tells in which services its clients are heavy: small whole catalogues do. */
export const tellsHeavyIn = (services: readonly number[], { heavyBy, social }: PublicRules): boolean =>
  heavyBy !== null && services.length === social.length && services.length <= WITH_HEAVY_IN

/** Bit mask of the services that one can be heavy in. */
const ruledAmong = (services: readonly number[], { heavyBy }: PublicRules): number =>
  services.reduce((mask, service, n) => mask | (heavyBy?.inService[service] ? 1 << n : 0), 0)

/** Every bit mask within one, the empty one last. */
function* subsets(mask: number): Iterable<number> {
  for (let part = mask; part > 0; part = (part - 1) & mask) yield part
  yield 0
}

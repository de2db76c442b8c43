/**
 * Wide families: everything published of one selection at once. Its unknowns are the clients by all that they use (a pattern of the
 * family's services, and how many others), in the cohort and outside it, so that singles, pairs, triples, histograms and the grid bound
 * each other, and the public rules by which a client is a heavy user are known. The last audit: it only withholds. See wide-audit.md.
 */
import { COHORTS, measureColumns, pairIndex, tripleCount, tripleIndex } from '../../release/lattice.ts'
import type { PublicRules } from '../cube/cell-counts.ts'
import { CAPS } from '../cube/release-layout.ts'
import type { GuardContext } from './guard-context.ts'
import { heavyByRule, tasksOf } from './heavy-rule.ts'

/** Services of a wide family in full; a larger catalogue is audited by samples of so many. */
export const WHOLE = 12
export const SAMPLE_SERVICES = 6
/** Services, at most, of a family that also tells in which of them its clients are heavy: three possibilities each. */
const WITH_HEAVY_IN = 8

export interface WideFamily {
  /** Position in `selections`. */
  readonly selection: number
  /** Ascending. */
  readonly services: readonly number[]
}

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

/** A figure of the family: where it stands, what it is the sum of, and how much is lost if it is withheld. */
export interface WideCell {
  readonly block: 'base' | 'triples'
  /** Every cell of the block that shows this figure. */
  readonly cells: readonly number[]
  readonly truth: number
  readonly columns: Int32Array
  /** How often each of `columns` counts; once where absent. */
  readonly weights?: Float64Array
  /** Whether everybody knows it. */
  readonly known: boolean
  readonly loss: number
}

/** A group that no figure shows. */
export interface UnshownGroup {
  readonly few: boolean
  readonly columns: Int32Array
}

/** Loss of a figure by its measure: what is used most is let go last, and a sum over services after all of them. */
const LOSS = { clients: 400, service: 60, pair: 8, other: 2, sum: 4000 } as const
/** Tables of the family of one service: its users, and the heavy users among them. */
const USERS = [3, 4] as const

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
const tellsHeavyIn = (services: readonly number[], { heavyBy, social }: PublicRules): boolean =>
  heavyBy !== null && services.length === social.length && services.length <= WITH_HEAVY_IN

/** Bit mask of the services that one can be heavy in. */
const ruledAmong = (services: readonly number[], { heavyBy }: PublicRules): number =>
  services.reduce((mask, service, n) => mask | (heavyBy?.inService[service] ? 1 << n : 0), 0)

/** Every bit mask within one, the empty one last. */
function* subsets(mask: number): Iterable<number> {
  for (let part = mask; part > 0; part = (part - 1) & mask) yield part
  yield 0
}

/**
 * Groups that no figure shows, as positions of their patterns: clients above the last bin of a histogram, and those heavy in both of two
 * services. `few`: the release's layout alone tells that fewer than k are in the group. Of a sample of services nothing is told.
 */
export function unshownGroups(
  { layout: { services: all, tops }, rules }: GuardContext,
  { services }: WideFamily,
  patterns: readonly Pattern[],
): readonly UnshownGroup[] {
  if (services.length > 0 && services.length !== all.length) return []
  const groups: UnshownGroup[] = []
  const add = (few: boolean, holds: (pattern: Pattern) => boolean) => {
    const inside = patterns.flatMap((pattern, p) => (holds(pattern) ? [p] : []))
    const heavy = inside.filter((p) => patterns[p]?.heavy)
    if (inside.length > 0) groups.push({ few, columns: Int32Array.from(inside) })
    if (heavy.length > 0 && heavy.length < inside.length) groups.push({ few, columns: Int32Array.from(heavy) })
  }
  add(tops.health < CAPS.health, ({ health }) => health > tops.health)
  add(tops.social < CAPS.social, ({ social }) => social > tops.social)
  add(tops.all < CAPS.all, ({ health, social }) => health + social > tops.all)
  if (tellsHeavyIn(services, rules))
    for (let a = 0; a < services.length; a++)
      for (let b = 0; b < a; b++) {
        const both = (1 << a) | (1 << b)
        add(false, ({ heavyIn }) => (heavyIn & both) === both)
      }
  return groups
}

/** Every canonical cell of a selection that the family can tell. */
export function wideCells(context: GuardContext, { selection, services }: WideFamily, patterns: readonly Pattern[]): readonly WideCell[] {
  const { layout, counts, cohortCells, rows, rules, published, known, selections } = context
  const at = measureColumns(layout)
  const { tops } = layout
  const triplesWidth = tripleCount(layout)
  const n = layout.services.length
  const list: WideCell[] = []
  const tell = (block: WideCell['block'], column: number, loss: number, holds: (pattern: Pattern) => boolean) => {
    const inside = patterns.flatMap((pattern, p) => (holds(pattern) ? [p] : []))
    for (let cohort = 0; cohort < COHORTS.length; cohort++) {
      const cells = rows[block](selection).map(
        (row) => cohort * cohortCells[block] + row * (block === 'base' ? at.width : triplesWidth) + column,
      )
      const [first] = cells
      if (first === undefined) continue
      const columns = cohort === 0 ? inside : inside.filter((p) => patterns[p]?.heavy)
      list.push({
        ...{ block, cells, truth: counts[block][first] ?? 0, columns: Int32Array.from(columns) },
        ...{ known: (published[block][first] ?? 0) > 0, loss: cohort === 0 ? 2 * loss : loss },
      })
    }
  }
  const uses = (mask: number) => (pattern: Pattern) => (pattern.uses & mask) === mask
  tell('base', at.clients, LOSS.clients, () => true)
  const tellsHeavy = tellsHeavyIn(services, rules)
  services.forEach((i, a) => {
    tell('base', at.services + i, LOSS.service, uses(1 << a))
    services.slice(0, a).forEach((j, b) => {
      tell('base', at.pairs + pairIndex(i, j, n), LOSS.pair, uses((1 << a) | (1 << b)))
      services.slice(0, b).forEach((k, c) => {
        tell('triples', tripleIndex(i, j, k), LOSS.other, uses((1 << a) | (1 << b) | (1 << c)))
      })
    })
    if (tellsHeavy) tell('base', at.heavyIn + i, LOSS.other, ({ heavyIn }) => ((heavyIn >> a) & 1) === 1)
  })
  const inBin = (count: number, bin: number, top: number) => (bin === top ? count >= top : count === bin)
  const bins = (from: number, top: number, count: (pattern: Pattern) => number) => {
    for (let bin = 0; bin <= top; bin++) tell('base', from + bin, LOSS.other, (pattern) => inBin(count(pattern), bin, top))
  }
  bins(at.health, tops.health, ({ health }) => health)
  bins(at.social, tops.social, ({ social }) => social)
  bins(at.all, tops.all, ({ health, social }) => health + social)
  for (let h = 0; h <= tops.health; h++)
    for (let s = 0; s <= tops.social; s++)
      tell(
        'base',
        at.grid + h * (tops.social + 1) + s,
        LOSS.other,
        ({ health, social }) => inBin(health, h, tops.health) && inBin(social, s, tops.social),
      )
  if (services.length === 0) for (const social of [true, false]) for (const cohort of [0, 1] as const) sum(social, cohort)
  return list

  /** Users of the services of a sector, all together: each client as often as they use one. Withheld with the least used. */
  function sum(social: boolean, cohort: 0 | 1): void {
    const row = rows.base(selection).map((one) => cohort * cohortCells.base + one * at.width)
    const used = (service: number) => counts.base[(row[0] ?? 0) + at.services + service] ?? 0
    const members = layout.services.flatMap((_, service) => (rules.social[service] === social ? [service] : []))
    const [least] = [...members].sort((a, b) => used(a) - used(b) || a - b)
    if (row.length === 0 || least === undefined) return
    const isKnown = (service: number) => known.singles[(service * 9 + USERS[cohort]) * selections.count + selection] === 1
    const inside = patterns.flatMap((pattern, p) => (cohort === 0 || pattern.heavy ? [p] : []))
    const times = (p: number) => patterns[p]?.[social ? 'social' : 'health'] ?? 0
    const counted = inside.filter((p) => times(p) > 0)
    list.push({
      ...{ block: 'base', cells: row.map((one) => one + at.services + least), truth: members.reduce((n, service) => n + used(service), 0) },
      ...{ columns: Int32Array.from(counted), weights: Float64Array.from(counted, times), known: members.every(isKnown), loss: LOSS.sum },
    })
  }
}

/** Families by numbers of services alone: of every selection. */
export const listNumberFamilies = ({ count, hidden }: GuardContext['selections']): readonly WideFamily[] =>
  Array.from({ length: count }, (_, selection) => ({ selection, services: [] })).filter(({ selection }) => hidden[selection] === 0)

/** The wide families of a release: all selections with all services where these are few, else `samples` drawn the same way every time. */
export function listWideFamilies(
  services: number,
  { count, hidden, placeLevel }: GuardContext['selections'],
  samples: number,
): readonly WideFamily[] {
  const shown = Array.from({ length: count }, (_, s) => s).filter((s) => hidden[s] === 0)
  const all = Array.from({ length: services }, (_, service) => service)
  if (services <= WHOLE) return shown.map((selection) => ({ selection, services: all }))
  // Wide places first: there most is published. A linear congruential generator, so that a release can be made anew.
  let state = 20_261_125
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const wide = shown.filter((s) => (placeLevel[s] ?? 3) < 2)
  return Array.from({ length: samples }, () => {
    const chosen = new Set<number>()
    while (chosen.size < SAMPLE_SERVICES) chosen.add(next(services))
    return { selection: wide[next(wide.length)] ?? 0, services: [...chosen].sort((a, b) => a - b) }
  })
}

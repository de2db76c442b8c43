/**
 * Wide families: everything published of one selection at once. Its unknowns are the clients by all that they use (a pattern of the
 * family's services, and how many others), in the cohort and outside it, so that singles, pairs, triples, histograms and the grid bound
 * each other, and the public rules by which a client is a heavy user are known. The last audit: it only withholds. See wide-audit.md.
 */
import { COHORTS, measureColumns, pairIndex, tripleCount, tripleIndex } from '../../release/lattice.ts'
import { CAPS } from '../cube/release-layout.ts'
import { HISTOGRAMS, inBin, numberOf, type Pattern, tellsHeavyIn } from './client-patterns.ts'
import { LOSS } from './figure-loss.ts'
import type { GuardContext } from './guard-context.ts'

/** Services of a wide family in full; a larger catalogue is audited by samples of so many. */
export const WHOLE = 12
export const SAMPLE_SERVICES = 6
export interface WideFamily {
  /** Position in `selections`. */
  readonly selection: number
  /** Ascending. */
  readonly services: readonly number[]
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

/** Tables of the family of one service: its users, and the heavy users among them. */
const USERS = [3, 4] as const

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
  for (const of of HISTOGRAMS)
    for (let bin = 0; bin <= tops[of]; bin++)
      tell('base', at[of] + bin, LOSS.other, (pattern) => inBin(numberOf[of](pattern), bin, tops[of]))
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

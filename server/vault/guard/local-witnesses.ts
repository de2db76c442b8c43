/**
 * Witnesses near a small group: another table that differs in the group's municipality and a few others alone. Most groups have one, and the
 * program that finds it is as small in a county of fifty places as in one of ten. See audit.md.
 */
import type { Deviation } from './deviation.ts'
import { beside, type HeldGroups, holding, type LocalParts, type LocalProgram, localProgram } from './local-program.ts'
import { equate, reach, type Sum, type Tableau } from './tableau.ts'
import { fits, waysOut } from './witness-pool.ts'

export interface LocalWitnesses {
  /**
   * A table near the group that keeps its secret and fits what is known and shown now. 'none': no table of the whole family does; 'unknown':
   * another may, which differs further away.
   */
  readonly near: (group: number) => Deviation | 'none' | 'unknown'
}

/** How many municipalities help another out, asked one after the other. */
const PARTNERS = [0, 2, 5]
/** Numbers that a local program may have: beyond, a dense table is no quicker than the solver. */
const MOST_NUMBERS = 1600

/** Some municipalities, with what they share with others held. */
interface Zone {
  readonly programs: readonly LocalProgram[]
  readonly versions: readonly number[]
  readonly sumOf: (group: number) => Sum
  readonly follow: () => number
  readonly table: () => Tableau
}

export function localWitnesses(parts: LocalParts): LocalWitnesses {
  const { family, shown, known, controlled, spread } = parts
  const { count } = family.selections
  const homes = homesOf(parts)
  const numbers = numbersIn(parts)
  const partners = partnersOf(parts, homes, [...numbers.keys()])
  const isSmall = (municipalities: readonly number[]) =>
    municipalities.reduce((sum, municipality) => sum + (numbers.get(municipality) ?? 0), 0) <= MOST_NUMBERS
  // One municipality is the whole.
  if (partners.length < 2) return { near: () => 'unknown' }
  const inside = (group: number) => homes.whole[group % count] === 1
  const shared: HeldGroups = { known: known.filter((group) => !inside(group)), controlled: controlled.filter((group) => !inside(group)) }
  const programs = new Map<number, LocalProgram>()
  const programOf = (municipality: number): LocalProgram => {
    const lies = (group: number) => inside(group) && homes.of[group % count] === municipality
    const program =
      programs.get(municipality) ?? localProgram(parts, municipality, { known: known.filter(lies), controlled: controlled.filter(lies) })
    programs.set(municipality, program)
    return program
  }
  const zones = new Map<string, Zone>()
  const zoneOf = (municipalities: readonly number[]): Zone => {
    const key = municipalities.join()
    const members = municipalities.map(programOf)
    const versions = members.map((program) => program.follow())
    const found = zones.get(key)
    if (found && versions.every((version, n) => version === found.versions[n])) return found
    const { table, sumOf } = beside(members)
    for (const group of shared.known) equate(table, sumOf(group))
    const zone = { programs: members, versions, sumOf, ...holding(table, shared.controlled, shown, sumOf) }
    zones.set(key, zone)
    return zone
  }
  const ask = (municipalities: readonly number[], group: number): Deviation | null => {
    if (!isSmall(municipalities)) return null
    const { programs: members, sumOf, follow, table } = zoneOf(municipalities)
    follow()
    const sum = sumOf(group)
    for (const { sign, by } of waysOut(family, group)) {
      const reached = reach(table(), sum, sign, by)
      if (reached.kind !== 'found') continue
      const deviation = spread(movedIn(members, reached.columns))
      if (fits(family, shown, deviation)) return deviation
    }
    return null
  }
  /** Whether not even the group's own municipality, whatever the county shows, has room. */
  const cannot = (municipality: number, group: number): boolean => {
    const program = programOf(municipality)
    program.follow()
    const sum = program.sumOf(group)
    return waysOut(family, group).every(({ sign, by }) => reach(program.table(), sum, sign, by).kind === 'never')
  }
  return {
    near(group) {
      const s = group % count
      const home = homes.of[s] ?? -1
      const own = home < 0 ? [] : [home]
      const others = partners.filter((municipality) => municipality !== home)
      if (home >= 0 && homes.whole[s] === 1 && isSmall([home]) && cannot(home, group)) return 'none'
      for (const [n, helping] of PARTNERS.entries()) {
        if (own.length + helping === 0 || others.length <= (PARTNERS[n - 1] ?? -1)) continue
        const found = ask([...own, ...others.slice(0, helping)], group)
        if (found) return found
      }
      return 'unknown'
    },
  }
}

function* movedIn(programs: readonly LocalProgram[], columns: Float64Array): Iterable<readonly [variable: number, by: number]> {
  let first = 0
  for (const program of programs) {
    for (const [n, v] of program.moving.entries()) {
      const by = columns[first + n] ?? 0
      if (by !== 0) yield [v, by]
    }
    first += program.columns
  }
}

interface Homes {
  /** The municipality in which most clients of each selection live; −1 for the county's selections. */
  readonly of: Int16Array
  /** 1 where all of a selection lies there. */
  readonly whole: Uint8Array
}

function homesOf({ family: { selections, values } }: LocalParts): Homes {
  const { count, municipality, ancestorStart, ancestors, placeLevel } = selections
  const municipalities = municipality.reduce((most, m) => Math.max(most, m), -1) + 1
  // -1: no finest selection there
  const clients = new Float64Array(count * municipalities).fill(-1)
  municipality.forEach((m, s) => {
    if (m < 0) return
    for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) {
      const at = (ancestors[x] ?? 0) * municipalities + m
      clients[at] = Math.max(0, clients[at] ?? 0) + (values[s] ?? 0)
    }
  })
  const of = new Int16Array(count).fill(-1)
  const whole = new Uint8Array(count)
  for (let s = 0; s < count; s++) {
    if (placeLevel[s] === 0) continue
    const own = clients.subarray(s * municipalities, (s + 1) * municipalities)
    of[s] = own.indexOf(own.reduce((most, n) => Math.max(most, n), -1))
    whole[s] = own.filter((n) => n >= 0).length === 1 ? 1 : 0
  }
  return { of, whole }
}

/** How many numbers each municipality has that can move. */
function numbersIn({ family: { selections }, variables }: LocalParts): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>()
  for (const { selection } of variables.variables) {
    const municipality = selections.municipality[selection] ?? -1
    numbers.set(municipality, (numbers.get(municipality) ?? 0) + 1)
  }
  return numbers
}

/** Municipalities in the order in which they are asked to help: fewest of their own figures shown first. */
function partnersOf(
  { family: { selections }, controlled, shown }: LocalParts,
  homes: Homes,
  municipalities: readonly number[],
): readonly number[] {
  const { count, placeLevel } = selections
  const figures = new Map(municipalities.map((municipality) => [municipality, 0]))
  for (const group of controlled) {
    const home = homes.of[group % count] ?? -1
    if (placeLevel[group % count] === 1 && shown[group] === 1) figures.set(home, (figures.get(home) ?? 0) + 1)
  }
  return [...figures].sort(([m, a], [n, b]) => a - b || m - n).map(([m]) => m)
}

/**
 * Witnesses near a small group: another table that differs in the group's municipality and a few others alone. Most groups have one, and the
 * program that finds it is as small in a county of fifty places as in one of ten. Clients at another municipality's centre are tracts of their
 * own, which stay as they are unless the group lies there. See audit.md.
 */
import type { Deviation } from './deviation.ts'
import { beside, type HeldGroups, holding, type LocalParts, type LocalProgram, localProgram } from './local-program.ts'
import { reach } from './reach.ts'
import { equate, type Sum, type Tableau } from './tableau.ts'
import { fits, waysOut } from './witness-pool.ts'

export interface LocalWitnesses {
  /**
   * A table near the group that keeps its secret and fits what is known and shown now. 'none': no table of the whole family does; 'unknown':
   * another may, which differs further away.
   */
  readonly near: (group: number) => Deviation | 'none' | 'unknown'
}

/** How many municipalities help out, asked one after the other. */
const PARTNERS = [0, 2, 5, 10]
const NEIGHBOURS = 4
/** Numbers that a local program may have: beyond, a dense table is no quicker than the solver. */
const MOST_NUMBERS = 1600

/** Some tracts, with what they share with others held. */
interface Zone {
  readonly programs: readonly LocalProgram[]
  readonly versions: readonly number[]
  readonly sumOf: (group: number) => Sum
  readonly follow: () => number
  readonly table: () => Tableau
}

export function localWitnesses(parts: LocalParts): LocalWitnesses {
  const { family, shown, known, controlled, spread } = parts
  const { count, municipalities } = family.selections
  const homes = homesOf(parts)
  const numbers = numbersIn(parts)
  /** All tracts between some municipalities. */
  const between = (some: readonly number[]): readonly number[] =>
    some.flatMap((of) => some.map((at) => of * municipalities + at)).filter((tract) => numbers.has(tract))
  /** The municipality of a tract's clients and that of their centre, ascending: one where they are the same. */
  const sidesOf = (tract: number) => [...new Set([Math.floor(tract / municipalities), tract % municipalities])].sort((a, b) => a - b)
  const partners = partnersOf(parts, homes).filter((municipality) => between([municipality]).length > 0)
  /** Their tracts at home: between many municipalities there are many, and a program of them all is no quicker than the whole family's. */
  const within = (some: readonly number[]) => some.flatMap((municipality) => between([municipality]))
  const neighboursOf = neighbours(parts)
  const crossed = [...numbers.keys()].some((tract) => sidesOf(tract).length === 2)
  const isSmall = (tracts: readonly number[]) => tracts.reduce((sum, tract) => sum + (numbers.get(tract) ?? 0), 0) <= MOST_NUMBERS
  // One tract is the whole.
  if (numbers.size < 2) return { near: () => 'unknown' }
  const inside = (group: number) => homes.whole[group % count] === 1
  const shared: HeldGroups = { known: known.filter((group) => !inside(group)), controlled: controlled.filter((group) => !inside(group)) }
  const programs = new Map<number, LocalProgram>()
  const programOf = (tract: number): LocalProgram => {
    const lies = (group: number) => inside(group) && homes.of[group % count] === tract
    const program = programs.get(tract) ?? localProgram(parts, tract, { known: known.filter(lies), controlled: controlled.filter(lies) })
    programs.set(tract, program)
    return program
  }
  const zones = new Map<string, Zone>()
  const zoneOf = (tracts: readonly number[]): Zone => {
    const key = tracts.join()
    const members = tracts.map(programOf)
    const versions = members.map((program) => program.follow())
    const found = zones.get(key)
    if (found && versions.every((version, n) => version === found.versions[n])) return found
    const { table, sumOf } = beside(members)
    const reaches = (group: number) => members.some((program) => program.sumOf(group).indices.length > 0)
    for (const group of shared.known) if (reaches(group)) equate(table, sumOf(group))
    const zone = { programs: members, versions, sumOf, ...holding(table, shared.controlled.filter(reaches), shown, sumOf) }
    zones.set(key, zone)
    return zone
  }
  const ask = (tracts: readonly number[], group: number): Deviation | null => {
    if (!isSmall(tracts)) return null
    // In one order, so that a zone is written once, whichever of its municipalities was named first.
    const { programs: members, sumOf, follow, table } = zoneOf([...tracts].sort((a, b) => a - b))
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
  /** Whether not even the group's own tract, whatever the county shows, has room. */
  const cannot = (tract: number, group: number): boolean => {
    const program = programOf(tract)
    program.follow()
    const sum = program.sumOf(group)
    return waysOut(family, group).every(({ sign, by }) => reach(program.table(), sum, sign, by).kind === 'never')
  }
  return {
    near(group) {
      const s = group % count
      const home = homes.of[s] ?? -1
      const own = home < 0 ? [] : sidesOf(home)
      const others = partners.filter((municipality) => !own.includes(municipality))
      if (home >= 0 && homes.whole[s] === 1 && isSmall([home]) && cannot(home, group)) return 'none'
      for (const [n, helping] of PARTNERS.entries()) {
        if (own.length + helping === 0 || others.length <= (PARTNERS[n - 1] ?? -1)) continue
        const found = ask([...between(own), ...within(others.slice(0, helping))], group)
        if (found) return found
      }
      if (!crossed || own.length !== 1) return 'unknown'
      for (const other of neighboursOf(own[0] ?? 0)) {
        const found = ask(between([...own, other]), group)
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
  /** The tract in which most clients of each selection are; −1 for the county's selections. */
  readonly of: Int32Array
  /** 1 where all of a selection lies there. */
  readonly whole: Uint8Array
}

function homesOf({ family: { selections, values } }: LocalParts): Homes {
  const { count, tract, ancestorStart, ancestors, placeLevel } = selections
  const clients = Array.from({ length: count }, () => new Map<number, number>())
  tract.forEach((own, s) => {
    if (own < 0) return
    for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) {
      const inTracts = clients[ancestors[x] ?? 0]
      inTracts?.set(own, (inTracts.get(own) ?? 0) + (values[s] ?? 0))
    }
  })
  const of = new Int32Array(count).fill(-1)
  const whole = new Uint8Array(count)
  clients.forEach((inTracts, s) => {
    if (placeLevel[s] === 0) return
    let most = -1
    for (const [own, n] of inTracts)
      if (n > most) {
        most = n
        of[s] = own
      }
    whole[s] = inTracts.size === 1 ? 1 : 0
  })
  return { of, whole }
}

/** The municipalities with which each has most clients in common, at the centre of the one or of the other. */
function neighbours({ family: { selections, values } }: LocalParts): (municipality: number) => readonly number[] {
  const { tract, municipalities } = selections
  const common = new Float64Array(municipalities * municipalities)
  tract.forEach((own, s) => {
    if (own < 0) return
    const [of, at] = [Math.floor(own / municipalities), own % municipalities]
    if (of === at) return
    for (const cell of [own, at * municipalities + of]) common[cell] = (common[cell] ?? 0) + (values[s] ?? 0)
  })
  return (municipality) => {
    const inCommon = (other: number) => common[municipality * municipalities + other] ?? 0
    return Array.from({ length: municipalities }, (_, other) => other)
      .filter((other) => inCommon(other) > 0)
      .sort((a, b) => inCommon(b) - inCommon(a) || a - b)
      .slice(0, NEIGHBOURS)
  }
}

/** How many numbers each tract has that can move. */
function numbersIn({ family: { selections }, variables }: LocalParts): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>()
  for (const { selection } of variables.variables) {
    const tract = selections.tract[selection] ?? -1
    numbers.set(tract, (numbers.get(tract) ?? 0) + 1)
  }
  return numbers
}

/** The municipalities' own tracts in the order in which they are asked to help: fewest figures of the municipality shown first. */
function partnersOf({ family: { selections }, controlled, shown }: LocalParts, homes: Homes): readonly number[] {
  const { count, placeLevel, municipalities } = selections
  const figures = new Array<number>(municipalities).fill(0)
  for (const group of controlled) {
    const municipality = Math.floor((homes.of[group % count] ?? -1) / municipalities)
    if (placeLevel[group % count] === 1 && shown[group] === 1) figures[municipality] = (figures[municipality] ?? 0) + 1
  }
  return [...figures.entries()].sort(([m, a], [n, b]) => a - b || m - n).map(([m]) => m)
}

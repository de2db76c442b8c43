import { civilDate, dayOf } from '../summary/day.ts'
import type { DemoSource } from './demo-source.ts'
import type { RandomStream } from './random.ts'

/** A resident of the demo county: a pure function of seed and number. */
export interface Resident {
  readonly number: number
  readonly ageGroup: number
  /** Share of the age group that is younger, uniform in [0, 1). */
  readonly ageRank: number
  readonly birthDay: number
  readonly woman: boolean
  /** Position in the catalogue. */
  readonly municipality: number
  /** Code, or empty. */
  readonly centre: string
}

/** Topics of a resident's streams of chance, so that adding to one leaves the others as they are. */
const ATTRIBUTES = 1
export const NEEDS = 2
export const CONTACTS = 3
export const LIFE = 4
export const PHASES = 5
export const DECISIONS = 6
/** A year further back is so many topics on. */
export const A_YEAR_BACK = 16

/** First and last whole year of age of each group; past 100 nobody is made. */
const YEARS = [
  [0, 17],
  [18, 64],
  [65, 79],
  [80, 100],
] as const
/** How ages crowd at the young end of each group: density falls by e^−crowding from its youngest to its oldest. */
const CROWDING = [0, 0, 0.45, 3.2] as const
/** Share of women by age group. */
export const WOMEN = [0.49, 0.48, 0.51, 0.61] as const
/** Of residents whose municipality has centres, how many have none. */
const NO_CENTRE = 0.012
/** How much more of the two oldest groups lives outside the largest municipality. */
const OLDER_OUTSIDE = [1, 1, 1.25, 1.35] as const

/** So many residents, by municipality exactly in proportion to the populations, mixed in order. */
export function* residents(source: DemoSource, count: number, dataDate: number, random: RandomStream): Generator<Resident> {
  const cells = mixedCells(source, count, random)
  const groups = source.ages.length
  const births = agesOn(dataDate)
  const centre = drawCentres(source)
  for (let number = 0; number < count; number++) {
    random.seek(number, ATTRIBUTES)
    const cell = cells[number] ?? 0
    const municipality = Math.floor(cell / groups)
    const ageGroup = cell % groups
    yield {
      ...{ number, ageGroup, municipality, ...births.person(ageGroup, random.next()) },
      woman: random.next() < (WOMEN[ageGroup] ?? 0.5),
      centre: centre(municipality, random),
    }
  }
}

/** Ages on a day: a birth day from a place in an age group, and back. */
export function agesOn(day: number) {
  const births = YEARS.map(([from, to]) => [yearsBefore(day, to + 1) + 1, yearsBefore(day, from)] as const)
  return {
    /** `ageRank`: share of the group that is younger. */
    person(ageGroup: number, ageRank: number): { readonly ageRank: number; readonly birthDay: number } {
      const [earliest, latest] = births[ageGroup] ?? [0, 0]
      return { ageRank, birthDay: latest - Math.floor(positionOf(ageRank, CROWDING[ageGroup] ?? 0) * (latest - earliest + 1)) }
    },
    /** Null for those born later. */
    ageOf(birthDay: number): { readonly ageGroup: number; readonly ageRank: number } | null {
      const ageGroup = births.findIndex(
        ([, latest], group) => birthDay <= latest && birthDay > (births[group + 1]?.[1] ?? Number.NEGATIVE_INFINITY),
      )
      const [earliest, latest] = births[ageGroup] ?? [0, 0]
      if (ageGroup < 0) return null
      const position = Math.min(1, (latest - birthDay) / (latest - earliest + 1))
      return { ageGroup, ageRank: rankOf(position, CROWDING[ageGroup] ?? 0) }
    },
  }
}

/** Place in an age group, 0 for its youngest, of the person of whom a share is younger; and back. */
const positionOf = (rank: number, crowding: number): number =>
  crowding === 0 ? rank : -Math.log(1 - rank * (1 - Math.exp(-crowding))) / crowding
const rankOf = (position: number, crowding: number): number =>
  crowding === 0 ? position : (1 - Math.exp(-crowding * position)) / (1 - Math.exp(-crowding))

/** Draws a centre of a municipality; empty where it has none or the resident none. */
export function drawCentres(source: DemoSource): (municipality: number, random: RandomStream) => string {
  const centres = source.catalogue.municipalities.map(({ code }) => centresOf(source, code))
  return (municipality, random) => {
    const [has, which] = [random.next() >= NO_CENTRE, random.next()]
    return (has && centres[municipality]?.find(({ upTo }) => which < upTo)?.code) || ''
  }
}

/** Centres of a municipality with running sums of their weights, the last being 1. */
function centresOf(source: DemoSource, municipality: string): readonly { readonly code: string; readonly upTo: number }[] {
  const centres = source.catalogue.centres.filter((centre) => centre.municipality === municipality)
  const weight = (code: string) => source.centreWeights.get(code) ?? 1
  const all = centres.reduce((sum, { code }) => sum + weight(code), 0)
  let upTo = 0
  return centres.map(({ code }, i) => {
    upTo += weight(code) / all
    return { code, upTo: i === centres.length - 1 ? 1 : upTo }
  })
}

/** For each resident municipality × age groups + age group, shuffled. */
function mixedCells(source: DemoSource, count: number, random: RandomStream): Uint16Array {
  const order = source.catalogue.municipalities.map(({ code }) => source.populations.find((p) => p.code === code)?.population ?? 0)
  const rows = apportion(order, count)
  const cells = new Uint16Array(count)
  let at = 0
  agesByMunicipality(source, rows).forEach((weights, municipality) => {
    apportion(weights, rows[municipality] ?? 0).forEach((persons, ageGroup) => {
      cells.fill(municipality * source.ages.length + ageGroup, at, at + persons)
      at += persons
    })
  })
  random.seek(0, 0)
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = cells[i] ?? 0
    cells[i] = cells[j] ?? 0
    cells[j] = kept
  }
  return cells
}

/** Expected persons by municipality and age group: older outside the largest, both margins kept (iterative proportional fitting). */
function agesByMunicipality(source: DemoSource, rows: readonly number[]): readonly number[][] {
  const largest = rows.indexOf(Math.max(...rows))
  const all = rows.reduce((sum, row) => sum + row, 0)
  const persons = source.ages.reduce((sum, age) => sum + age, 0)
  const table = rows.map((_, m) => source.ages.map((age, g) => age * (m === largest ? 1 : (OLDER_OUTSIDE[g] ?? 1))))
  for (let round = 0; round < 30; round++) {
    table.forEach((row, m) => {
      const sum = row.reduce((a, b) => a + b, 0)
      row.forEach((value, g) => {
        row[g] = (value * (rows[m] ?? 0)) / sum
      })
    })
    source.ages.forEach((age, g) => {
      const sum = table.reduce((a, row) => a + (row[g] ?? 0), 0)
      for (const row of table) row[g] = ((row[g] ?? 0) * age * all) / (persons * sum)
    })
  }
  return table
}

/** Whole numbers in proportion to weights that add up to `total` (largest remainders). */
function apportion(weights: readonly number[], total: number): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (weight / sum) * total)
  const whole = exact.map(Math.floor)
  const missing = total - whole.reduce((a, b) => a + b, 0)
  const byRemainder = exact.map((value, i) => ({ i, remainder: value - Math.floor(value) })).sort((a, b) => b.remainder - a.remainder)
  for (const { i } of byRemainder.slice(0, missing)) whole[i] = (whole[i] ?? 0) + 1
  return whole
}

function yearsBefore(day: number, years: number): number {
  const date = civilDate(day)
  const found = dayOf(date.year - years, date.month, date.day) ?? dayOf(date.year - years, 2, 28)
  if (found === null) throw new Error('28 February exists in every year')
  return found
}

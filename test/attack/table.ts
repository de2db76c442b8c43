/** The rules by which published cells become answers (G2, G7), written apart from the portal, over crawled cells. */
import { AGES, cellName, type Published, type SEXES, type Selection, servicesMeasure } from './cells.ts'
import { CENTRES, MUNICIPALITIES } from './fixture/catalogue.ts'

export interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}

/** What an answer is about: canonical selections whose cells are added up, and services that all of its figures include. */
export interface Asked {
  readonly parts: readonly Selection[]
  readonly services: readonly string[]
}

/** A selection variable as canonical selections: all values of a list are ALL, ages are the fewest that say the same. */
export function askedOf(selection: unknown): Asked {
  const value = (key: string): unknown => (selection !== null && typeof selection === 'object' ? Reflect.get(selection, key) : undefined)
  const list = (key: string): readonly string[] => {
    const found = value(key)
    return Array.isArray(found) ? found.map(String) : []
  }
  const some = <T extends string>(chosen: readonly string[], all: readonly T[]): readonly T[] => {
    const found = all.filter((one) => chosen.includes(one))
    return found.length === all.length ? [] : found
  }
  const sexes = some(list('sexes'), ['MALE', 'FEMALE'] as const)
  const centres = some(
    list('centres'),
    CENTRES.map(({ code }) => code as string),
  )
  const places = [...some(list('municipalities'), MUNICIPALITIES), ...centres]
  const cohort = value('cohort') === 'HEAVY' ? ('HEAVY' as const) : ('ALL' as const)
  const one = <T>(found: readonly T[], all: T): readonly T[] => (found.length === 0 ? [all] : found)
  return {
    services: list('services'),
    parts: one<(typeof SEXES)[number]>(sexes, 'ALL').flatMap((sex) =>
      one<(typeof AGES)[number]>(agesOf(list('ageGroups')), 'ALL').flatMap((age) =>
        one(places, 'county').map((place) => ({ cohort, sex, age, place })),
      ),
    ),
  }
}

function agesOf(chosen: readonly string[]): readonly (typeof AGES)[number][] {
  const ages = new Set(AGES.filter((age) => chosen.includes(age)))
  if (ages.has('AGE_65_79') && ages.has('AGE_80_PLUS')) {
    ages.delete('AGE_65_79')
    ages.delete('AGE_80_PLUS')
    ages.add('AGE_65_PLUS')
  }
  return ages.has('AGE_0_17') && ages.has('AGE_18_64') && ages.has('AGE_65_PLUS') ? [] : [...ages]
}

/** Sum of the published cells of the parts, of one measure or several. */
export function sumOf(published: Published, parts: readonly Selection[], measures: readonly string[]): Figure {
  const cells = parts.flatMap((part) =>
    measures.map((measure) => {
      const name = cellName(part, measure)
      const value = published.get(name)
      if (value === undefined) throw new Error(`no such cell: ${name}`)
      return value
    }),
  )
  const total = cells.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  return total === 0 ? { count: null, atLeast: false } : { count: total, atLeast: cells.includes(null) }
}

export const using = (published: Published, { parts, services }: Asked, ...more: readonly string[]): Figure =>
  sumOf(published, parts, [servicesMeasure(...new Set([...services, ...more]))])

export const whole = ({ count, atLeast }: Figure): number | null => (atLeast ? null : count)

/** Whole per cent; null unless both are whole and the base is at least 20. */
export function shareOf(part: Figure, base: Figure): number | null {
  const [a, b] = [whole(part), whole(base)]
  return a === null || b === null || b < 20 ? null : Math.min(100, Math.round((100 * a) / b))
}

export function liftOf(joint: Figure, singles: readonly Figure[], all: Figure): number | null {
  const [n, together] = [whole(all), whole(joint)]
  const each = singles.map(whole)
  if (n === null || n < 20 || together === null || each.some((one) => one === null || one < 20)) return null
  const [observed, expected] = each.reduce<readonly [number, number]>(
    ([seen, product], one, i) => [i > 0 ? seen * n : seen, product * (one ?? 0)],
    [together, 1],
  )
  return Math.round((10 * observed) / expected) / 10
}

export const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b)

import path from 'node:path'
import { BUILT_IN_CATALOGUE } from '../catalogue/built-in.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { readTable, type TableRow } from '../catalogue/catalogue-table.ts'
import { loadCatalogue } from '../catalogue/load-catalogue.ts'

/** Age groups of the demo's figures, in the order of the summary's. */
const AGE_GROUPS: readonly string[] = ['0-17', '18-64', '65-79', '80+']

/** Assumptions about one service; see prisma/catalogue/README.md. */
export interface ServiceNeed {
  readonly code: string
  /** Share of residents who use the service, by age group. */
  readonly shares: readonly number[]
  /** Correlation of the need of this service with a person's need in general. */
  readonly need: number
  /** Its correlation with age within each age group. */
  readonly age: readonly number[]
  /** How much further women's need lies than men's, in standard deviations, halved. */
  readonly women: number
  /** Mean contacts of a user in a year, and their spread (sigma of a lognormal). */
  readonly contacts: number
  readonly spread: number
  /** Share of residents with contacts, but too few to count as users. */
  readonly occasional: number
  /** Whether contacts fall on weekends too. */
  readonly anyDay: boolean
  /** How much further the need of everyone lies a year later, in standard deviations. */
  readonly change: number
}

/** What the demo county is made from: assumptions and published totals, all of it data. */
export interface DemoSource {
  readonly catalogue: Catalogue
  readonly populations: readonly { readonly code: string; readonly population: number }[]
  /** Persons by age group. */
  readonly ages: readonly number[]
  /** In the order of the catalogue's services. */
  readonly needs: readonly ServiceNeed[]
  /** Wished lifts; services as positions in the catalogue. */
  readonly lifts: readonly { readonly a: number; readonly b: number; readonly ageGroup: number; readonly lift: number }[]
  readonly centreWeights: ReadonlyMap<string, number>
}

/** Reads the demo's data. Throws where the project's own files are damaged. */
export async function readDemoSource(): Promise<DemoSource> {
  const loaded = await loadCatalogue(BUILT_IN_CATALOGUE)
  if (!loaded.ok) throw new Error('the built-in catalogue has problems', { cause: loaded.problems })
  const { catalogue } = loaded
  const [municipalities, ages, shares, needs, lifts, centres, trends] = await Promise.all([
    table('municipalities.csv', ['code', 'population']),
    table('ages.csv', ['age_group', 'persons']),
    table('shares.csv', ['code', 'share_0_17', 'share_18_64', 'share_65_79', 'share_80_plus']),
    table('needs.csv', ['code', 'need', ...AGE_COLUMNS, 'women', 'contacts', 'spread', 'occasional', 'any_day']),
    table('lifts.csv', ['service_a', 'service_b', 'age_group', 'lift']),
    table('centres.csv', ['code', 'weight']),
    table('trends.csv', ['code', 'change']),
  ])
  const of = (rows: readonly TableRow[], code: string) => found(rows.find((row) => row.value('code') === code))
  const service = (slug: string) => {
    const position = catalogue.services.findIndex((row) => row.slug === slug)
    if (position < 0) throw new Error(`no service ${slug} for the demo`)
    return position
  }
  return {
    catalogue,
    populations: municipalities.map((row) => ({ code: row.value('code'), population: number(row, 'population') })),
    ages: AGE_GROUPS.map((group) => number(found(ages.find((row) => row.value('age_group') === group)), 'persons')),
    needs: catalogue.services.map(({ code }) => needOf(code, of(needs, code), of(shares, code), trends)),
    lifts: lifts.map((row) => ({
      a: service(row.value('service_a')),
      b: service(row.value('service_b')),
      ageGroup: AGE_GROUPS.indexOf(row.value('age_group')),
      lift: number(row, 'lift'),
    })),
    centreWeights: new Map(centres.map((row) => [row.value('code'), number(row, 'weight')])),
  }
}

const AGE_COLUMNS = ['age_0_17', 'age_18_64', 'age_65_79', 'age_80_plus'] as const

function needOf(code: string, need: TableRow, share: TableRow, trends: readonly TableRow[]): ServiceNeed {
  const trend = trends.find((row) => row.value('code') === code)
  return {
    code,
    shares: AGE_COLUMNS.map((column) => number(share, column.replace('age', 'share'))),
    need: number(need, 'need'),
    age: AGE_COLUMNS.map((column) => number(need, column)),
    women: number(need, 'women'),
    contacts: number(need, 'contacts'),
    spread: number(need, 'spread'),
    occasional: number(need, 'occasional'),
    anyDay: need.value('any_day') === '1',
    change: trend ? number(trend, 'change') : 0,
  }
}

async function table(file: string, columns: readonly string[]): Promise<readonly TableRow[]> {
  const { rows, problems } = await readTable(path.join(BUILT_IN_CATALOGUE, 'demo'), file, columns)
  if (problems.length > 0) throw new Error(`the demo's ${file} has problems`, { cause: problems })
  return rows
}

function found(row: TableRow | undefined): TableRow {
  if (!row) throw new Error("a row of the demo's data is missing")
  return row
}

function number(row: TableRow, column: string): number {
  const value = Number(row.value(column) || Number.NaN)
  if (Number.isNaN(value)) throw new Error(`line ${row.line} of the demo's data has no number in ${column}`)
  return value
}

import { existsSync } from 'node:fs'
import path from 'node:path'
import { nearest } from '../../nearest.ts'
import { AGES } from '../../release/lattice.ts'
import { parseDay } from '../summary/day.ts'
import type { Catalogue, HeavyRule, Population, Sector, ServiceRow, UseRule } from './catalogue.ts'
import { type CatalogueProblem, readTable, type TableRow } from './catalogue-table.ts'
import { NAME_COLUMNS, TableReader } from './table-reader.ts'

export type LoadedCatalogue =
  | { readonly ok: true; readonly catalogue: Catalogue }
  /** Every problem found, never none. */
  | { readonly ok: false; readonly problems: readonly CatalogueProblem[] }

const SECTORS: readonly Sector[] = ['HEALTH', 'SOCIAL', 'DENTAL']

/** Every file of a folder as a table, and what keeps any of them from being read as one. */
async function readTables(dir: string) {
  const [county, tasks, services, municipalities, centres, procedures, population] = await Promise.all([
    readTable(dir, 'county.csv', ['key', 'value']),
    readTable(dir, 'service_tasks.csv', ['slug|local_slug', ...NAME_COLUMNS]),
    readTable(
      dir,
      'services.csv',
      [...['code', 'slug', 'sector', 'service_task', ...NAME_COLUMNS], ...['use_rule', 'use_threshold', 'heavy_rule', 'heavy_threshold']],
      ['short_fi', 'short_sv', 'short_en'],
    ),
    readTable(dir, 'municipalities.csv', ['code', ...NAME_COLUMNS]),
    readTable(dir, 'centres.csv', ['code', 'municipality', ...NAME_COLUMNS]),
    readTable(dir, 'procedures.csv', ['procedure_code'], NAME_COLUMNS),
    readPopulation(dir),
  ])
  const tables = { county, tasks, services, municipalities, centres, procedures, population }
  return { ...tables, unread: Object.values(tables).flatMap((table) => table.problems) }
}

/** What is wrong with the files of a folder whatever their rows say: missing, no UTF-8, no CSV, without a column. */
export const unreadTables = async (dir: string): Promise<readonly CatalogueProblem[]> => (await readTables(dir)).unread

/** Reads a county's catalogue from a folder of CSV files, in the format of the extracts' contract. */
export async function loadCatalogue(dir: string): Promise<LoadedCatalogue> {
  const { county, tasks, services, municipalities, centres, procedures, population, unread } = await readTables(dir)
  if (unread.length > 0) return { ok: false, problems: unread }

  const problems: CatalogueProblem[] = []
  const readerOf = (file: string) => new TableReader(file, problems)
  const taskRows = readerOf('service_tasks.csv').unique(tasks.rows, (r) => r.value('slug') || r.value('local_slug'), 'slug')
  const municipalityRows = readerOf('municipalities.csv').unique(municipalities.rows, (r) => r.value('code'), 'code')
  const centreRows = readerOf('centres.csv').unique(centres.rows, (r) => r.value('code'), 'code')
  const serviceRows = readerOf('services.csv').unique(services.rows, (r) => r.value('code'), 'code')
  readerOf('services.csv').unique(services.rows, (r) => r.value('slug'), 'slug')
  const catalogue: Catalogue = {
    county: countyOf(county.rows, readerOf('county.csv')),
    serviceTasks: taskRows.map(({ key, row }) => ({ slug: key, name: readerOf('service_tasks.csv').names(row) })),
    services: serviceRows.map(({ key, row }) =>
      serviceOf(key, row, services.rows, new Set(taskRows.map((t) => t.key)), readerOf('services.csv')),
    ),
    municipalities: municipalityRows.map(({ key, row }) => {
      const reader = readerOf('municipalities.csv')
      if (!/^\d{3}$/.test(key))
        reader.refuse(row, 'the code is not three digits.', 'Write the municipality code as three digits, e.g. 074.')
      return { code: key, name: reader.names(row) }
    }),
    centres: centreRows.map(({ key, row }) => {
      const reader = readerOf('centres.csv')
      const municipality = row.value('municipality')
      if (!municipalityRows.some((m) => m.key === municipality))
        reader.refuse(row, 'the municipality is not in municipalities.csv.', 'Add it there or correct the code.')
      return { code: key, municipality, name: reader.names(row) }
    }),
    population: readerOf('population.csv')
      .unique(population.rows, (r) => `${r.value('area')} ${r.value('age_group')}`, 'area and age_group')
      .map(({ row }) => populationOf(row, readerOf('population.csv')))
      // Statistics may name areas of other counties too.
      .filter(({ area }) => county.rows.some((one) => one.value('value') === area) || municipalityRows.some(({ key }) => key === area)),
    procedures: readerOf('procedures.csv')
      .unique(procedures.rows, (r) => r.value('procedure_code'), 'procedure_code')
      .map(({ key }) => key),
  }
  if (services.rows.length === 0) readerOf('services.csv').refuse(null, 'there is no service.', 'Add a row for each service.')
  if (municipalities.rows.length === 0) readerOf('municipalities.csv').refuse(null, 'there is no municipality.', 'Add a row for each.')
  return problems.length > 0 ? { ok: false, problems } : { ok: true, catalogue }
}

/** The file may be absent: then no share of residents is given. */
async function readPopulation(dir: string): ReturnType<typeof readTable> {
  const file = 'population.csv'
  if (!existsSync(path.join(dir, file))) return { rows: [], problems: [] }
  return readTable(dir, file, ['area', 'age_group', 'persons', 'counted_on', 'source'])
}

function populationOf(row: TableRow, reader: TableReader): Population {
  const [area, persons, on] = [row.value('area'), row.value('persons'), row.value('counted_on')]
  const ageGroup = AGES.find((age) => age === row.value('age_group'))
  if (!ageGroup) reader.refuse(row, `the age_group is none of ${AGES.join(', ')}.`, 'Use one of them.')
  if (!/^\d{1,9}$/.test(persons)) reader.refuse(row, 'persons is not a whole number.', 'Write the number of residents.')
  if (parseDay(on) === null) reader.refuse(row, 'counted_on is no date.', 'Write it as 2024-12-31.')
  if (!row.value('source')) reader.refuse(row, 'the source is empty.', 'Name where the number is from.')
  return { area, ageGroup: ageGroup ?? 'ALL', persons: Number(persons), on, source: row.value('source') }
}

const COUNTY_KEYS: readonly string[] = ['code', ...NAME_COLUMNS, 'top_share', 'social_services', 'social_tasks', 'feedback_email']

function countyOf(rows: readonly TableRow[], reader: TableReader): Catalogue['county'] {
  const values = new Map(reader.unique(rows, (r) => r.value('key'), 'key').map(({ key, row }) => [key, row]))
  const missing = COUNTY_KEYS.filter((key) => !values.has(key))
  for (const [key, row] of values) {
    if (!key || COUNTY_KEYS.includes(key)) continue
    const meant = nearest(key, missing)
    reader.refuse(
      row,
      `the key ${key} is not known.`,
      meant ? `Write ${meant} if that is meant, or take the row out.` : 'Take the row out.',
    )
  }
  const text = (key: string): string => {
    const row = values.get(key)
    if (!row?.value('value')) reader.refuse(row ?? null, `${key} is missing.`, `Add a row that begins with ${key}.`)
    return row?.value('value') ?? ''
  }
  const whole = (key: string): number => {
    const value = text(key)
    if (value && !/^[1-9]\d{0,3}$/.test(value))
      reader.refuse(values.get(key) ?? null, `${key} is not a whole number of at least 1.`, 'Correct it.')
    return Number(value)
  }
  const topShare = Number(text('top_share'))
  if (values.has('top_share') && !(topShare > 0 && topShare < 1))
    reader.refuse(values.get('top_share') ?? null, 'top_share is not a share between 0 and 1.', 'Write it as 0.10.')
  const feedbackEmail = values.get('feedback_email')?.value('value') ?? ''
  if (feedbackEmail && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(feedbackEmail))
    reader.refuse(
      values.get('feedback_email') ?? null,
      'feedback_email is not an address.',
      'Write it like accessibility@county.fi, or leave the row out.',
    )
  return {
    code: text('code'),
    name: { fi: text('name_fi'), sv: text('name_sv'), en: text('name_en') },
    topShare,
    socialServices: whole('social_services'),
    socialTasks: whole('social_tasks'),
    ...(feedbackEmail && { feedbackEmail }),
  }
}

function serviceOf(code: string, row: TableRow, all: readonly TableRow[], tasks: ReadonlySet<string>, reader: TableReader): ServiceRow {
  const name = reader.names(row)
  const sector = SECTORS.find((s) => s === row.value('sector'))
  if (!sector) reader.refuse(row, 'the sector is none of HEALTH, SOCIAL, DENTAL.', 'Use one of them.')
  if (row.value('slug') && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(row.value('slug')))
    reader.refuse(row, 'the slug is not small letters and digits joined by hyphens.', 'Write it like child-welfare-open.')
  const task = row.value('service_task') || null
  if (task !== null && !tasks.has(task))
    reader.refuse(row, 'the service_task is not in service_tasks.csv.', 'Add it there or correct the slug.')
  const use = ruleOfUse(row, reader)
  const heavy = ruleOfHeaviness(row, use, reader)
  return {
    ...{ code, slug: row.value('slug'), sector: sector ?? 'HEALTH', task, name, use, heavy },
    short: {
      fi: reader.short(row, all, 'fi'),
      sv: reader.short(row, all, 'sv'),
      en: reader.short(row, all, 'en'),
    },
  }
}

function ruleOfUse(row: TableRow, reader: TableReader): UseRule {
  const rule = row.value('use_rule')
  switch (rule) {
    case 'CONTACT_GT_N':
      return { kind: rule, threshold: reader.threshold(row, 'use_threshold', rule) }
    case 'CONTACT_ANY':
    case 'DECISION_IN_FORCE':
      reader.noThreshold(row, 'use_threshold', rule)
      return { kind: rule }
    default:
      reader.refuse(row, 'the use_rule is none of CONTACT_ANY, CONTACT_GT_N, DECISION_IN_FORCE.', 'Use one of them.')
      return { kind: 'CONTACT_ANY' }
  }
}

function ruleOfHeaviness(row: TableRow, use: UseRule, reader: TableReader): HeavyRule | null {
  const rule = row.value('heavy_rule')
  if (rule && use.kind === 'DECISION_IN_FORCE')
    reader.refuse(row, 'the heavy_rule counts contacts, but the service is counted by decisions.', 'Leave heavy_rule empty.')
  switch (rule) {
    case '':
      reader.noThreshold(row, 'heavy_threshold', 'an empty heavy_rule')
      return null
    case 'TOP_DECILE':
      reader.noThreshold(row, 'heavy_threshold', rule)
      return { kind: rule }
    case 'VISITS_OR_PROCEDURES':
      return { kind: rule, threshold: reader.threshold(row, 'heavy_threshold', rule) }
    default:
      reader.refuse(row, 'the heavy_rule is neither empty nor one of TOP_DECILE, VISITS_OR_PROCEDURES.', 'Use one of them.')
      return null
  }
}

import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { formatDay, parseDay } from '../summary/day.ts'
import { windowOf } from '../summary/window.ts'
import { type DemoSource, readDemoSource } from './demo-source.ts'
import { flaws } from './flaws.ts'
import { needModels } from './need-model.ts'
import { randomStream } from './random.ts'
import { residents } from './residents.ts'
import { type RowWriter, rowWriter } from './row-writer.ts'
import { yearOfUse } from './year-of-use.ts'

export interface DemoOptions {
  /** The same seed gives the same files. */
  readonly seed?: number
  /** How many; by default the county's published population. */
  readonly residents?: number
  /** YYYY-MM-DD. */
  readonly dataDate?: string
  /** Another county than the built-in one; see `countyOf`. */
  readonly source?: DemoSource
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void
}

/** Rows written, headers apart. */
export interface DemoWritten {
  readonly clients: number
  readonly contacts: number
  readonly decisions: number
}

export const DEMO_DATA_DATE = '2025-09-30'
const DEMO_SEED = 20250930

/** Writes the extracts of a synthetic county into a folder: clients.csv, contacts.csv and decisions.csv. Nobody in them exists. */
export async function writeDemo(dir: string, options: DemoOptions = {}): Promise<DemoWritten> {
  const source = options.source ?? (await readDemoSource())
  const dataDate = parseDay(options.dataDate ?? DEMO_DATA_DATE)
  if (dataDate === null) throw new Error('the data date is a date written YYYY-MM-DD')
  const count = options.residents ?? source.populations.reduce((sum, { population }) => sum + population, 0)
  const random = randomStream(options.seed ?? DEMO_SEED)
  const models = needModels(source)
  const use = yearOfUse(source, models, windowOf(dataDate), random)
  const { municipalities } = source.catalogue
  await mkdir(dir, { recursive: true })
  const files = await Promise.all(['clients.csv', 'contacts.csv', 'decisions.csv'].map(async (name) => open(path.join(dir, name), 'w')))
  try {
    const [clients, contacts, decisions] = files.map(rowWriter)
    if (!clients || !contacts || !decisions) throw new Error('three files were opened')
    const flaw = flaws({ clients, contacts, decisions }, source, dataDate)
    clients.row('client_id,birth_date,sex,municipality,centre')
    contacts.row('client_id,service,date,procedure')
    decisions.row('client_id,service,valid_from,valid_to')
    for (const resident of residents(source, count, dataDate, random)) {
      const id = identifier(resident.number)
      const sex = resident.number % UNKNOWN_SEX === 0 ? '9' : resident.woman ? '2' : '1'
      clients.row(`${id},${formatDay(resident.birthDay)},${sex},${municipalities[resident.municipality]?.code ?? ''},${resident.centre}`)
      use(resident, {
        contact: (service, day, procedure) => contacts.row(`${id},${service},${day},${procedure}`),
        decision: (service, from, to) => decisions.row(`${id},${service},${from},${to}`),
      })
      flaw(resident.number, id)
      if (resident.number % ROWS_A_PAUSE === 0) {
        await flushed([clients, contacts, decisions])
        options.onProgress?.({ done: resident.number, of: count })
      }
    }
    for (const writer of [clients, contacts, decisions]) await writer.end()
    options.onProgress?.({ done: count, of: count })
    return { clients: clients.rows() - 1, contacts: contacts.rows() - 1, decisions: decisions.rows() - 1 }
  } finally {
    for (const file of files) await file.close()
  }
}

const ROWS_A_PAUSE = 2_000
/** One resident in so many has an unknown sex. */
const UNKNOWN_SEX = 1_400

async function flushed(writers: readonly RowWriter[]): Promise<void> {
  for (const writer of writers) await writer.flush()
}

/** A source identifier: a letter and nine digits, all different, in no order that tells anything. */
const identifier = (number: number): string => `K${String((number * 104_729 + 7_654_321) % 1_000_000_000).padStart(9, '0')}`

import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { formatDay } from '../summary/day.ts'
import { overlaps, windowOf } from '../summary/window.ts'
import { flaws } from './flaws.ts'
import { demoPanel, identifierOf, type PanelOptions, sexCodeOf } from './panel.ts'
import { type RowWriter, rowWriter } from './row-writer.ts'

export interface DemoOptions extends PanelOptions {
  /** How many quarters before the newest data date: 0 to 7. */
  readonly quartersBack?: number
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void
}

/** Rows written, headers apart. */
export interface DemoWritten {
  readonly clients: number
  readonly contacts: number
  readonly decisions: number
}

/** Writes the extracts of a synthetic county into a folder: clients.csv, contacts.csv and decisions.csv. Nobody in them exists. */
export async function writeDemo(dir: string, options: DemoOptions = {}): Promise<DemoWritten> {
  const panel = await demoPanel(options)
  const quartersBack = options.quartersBack ?? 0
  const dataDate = panel.dataDates[quartersBack]
  if (dataDate === undefined) throw new Error('the panel has no such quarter')
  const window = windowOf(dataDate)
  const { municipalities, services } = panel.source.catalogue
  const years = Math.ceil(quartersBack / 4) + 1
  await mkdir(dir, { recursive: true })
  const files = await Promise.all(['clients.csv', 'contacts.csv', 'decisions.csv'].map(async (name) => open(path.join(dir, name), 'w')))
  try {
    const [clients, contacts, decisions] = files.map(rowWriter)
    if (!clients || !contacts || !decisions) throw new Error('three files were opened')
    const flaw = flaws({ clients, contacts, decisions }, panel.source, dataDate)
    const code = (service: number) => services[service]?.code ?? ''
    clients.row('client_id,birth_date,sex,municipality,centre')
    contacts.row('client_id,service,date,procedure')
    decisions.row('client_id,service,valid_from,valid_to')
    for (const person of panel.people(quartersBack > 0)) {
      const here = quartersBack === 0 || person.livesHere(dataDate)
      if (here) {
        const id = identifierOf(person)
        const home = person.homeOn(dataDate)
        clients.row(`${id},${text(person.birthDay)},${sexCodeOf(person)},${municipalities[home.municipality]?.code ?? ''},${home.centre}`)
        panel.eventsOf(person, years, {
          contact(service, day, procedure) {
            if (overlaps({ from: window.from - REACHES_BACK, to: window.to }, day, day))
              contacts.row(`${id},${code(service)},${text(day)},${procedure}`)
          },
          decision(service, from, to) {
            if (from <= window.to) decisions.row(`${id},${code(service)},${text(from)},${to === null ? '' : text(to)}`)
          },
        })
        flaw(person.number, id)
      }
      if (person.number % ROWS_A_PAUSE === 0) {
        await flushed([clients, contacts, decisions])
        options.onProgress?.({ done: Math.min(person.number, panel.count), of: panel.count })
      }
    }
    for (const writer of [clients, contacts, decisions]) await writer.end()
    options.onProgress?.({ done: panel.count, of: panel.count })
    return { clients: clients.rows() - 1, contacts: contacts.rows() - 1, decisions: decisions.rows() - 1 }
  } finally {
    for (const file of files) await file.close()
  }
}

const ROWS_A_PAUSE = 2_000
/** Days before the window that an extract reaches back. */
const REACHES_BACK = 180

async function flushed(writers: readonly RowWriter[]): Promise<void> {
  for (const writer of writers) await writer.flush()
}

const texts = new Map<number, string>()
/** YYYY-MM-DD of a day number, each written once. */
function text(day: number): string {
  const known = texts.get(day)
  if (known !== undefined) return known
  const written = formatDay(day)
  texts.set(day, written)
  return written
}

import { formatDay } from '../summary/day.ts'
import type { DemoSource } from './demo-source.ts'
import type { RowWriter } from './row-writer.ts'

/** One resident in so many is followed by a row of a kind that real extracts have and an import rejects or leaves out. */
const EVERY = 97

/**
 * Adds faulty rows and rows of people from elsewhere after some residents, by turns, so that an import's report has something
 * to tell: well under 1 % of each file. They change no resident's summary.
 */
export function flaws(
  files: { readonly clients: RowWriter; readonly contacts: RowWriter; readonly decisions: RowWriter },
  source: DemoSource,
  dataDate: number,
): (resident: number, identifier: string) => void {
  const { clients, contacts, decisions } = files
  const day = formatDay(dataDate - 40)
  const [earlier, later] = [formatDay(dataDate - 100), formatDay(dataDate - 70)]
  const noDay = `${day.slice(0, 4)}-02-30`
  const home = source.catalogue.municipalities[0]?.code ?? ''
  const contactService = source.catalogue.services.find((row) => row.use.kind !== 'DECISION_IN_FORCE')?.code ?? ''
  const decisionService = source.catalogue.services.find((row) => row.use.kind === 'DECISION_IN_FORCE')?.code ?? ''
  const elsewhere = (identifier: string) => {
    clients.row(`X${identifier},1961-05-04,2,${ELSEWHERE},`)
    contacts.row(`X${identifier},${contactService},${day},`)
  }
  const turns: readonly ((identifier: string) => void)[] = [
    (identifier) => contacts.row(`${identifier},Z99,${day},`),
    elsewhere,
    (identifier) => contacts.row(`${identifier},${contactService},${noDay},`),
    (identifier) => contacts.row(`Y${identifier},${contactService},${day},`),
    (identifier) => clients.row(`B${identifier},1970-01-01,1,,`),
    elsewhere,
    (identifier) => contacts.row(`${identifier},${contactService}`),
    (identifier) => decisions.row(`${identifier},${decisionService},${later},${earlier}`),
    (identifier) => contacts.row(`${identifier},"${contactService},${day},`),
    elsewhere,
    (identifier) => clients.row(`${identifier},1899-12-31,9,${home},`),
    (identifier) => decisions.row(`Y${identifier},${decisionService},${earlier},`),
    (identifier) => clients.row(`S${identifier},1980-06-15,5,${home},`),
    (identifier) => contacts.row(`${identifier},,${day},`),
  ]
  return (resident, identifier) => {
    if (resident % EVERY !== EVERY - 1) return
    turns[Math.floor(resident / EVERY) % turns.length]?.(identifier)
  }
}

/** Lahti: a municipality of another county. */
const ELSEWHERE = '398'

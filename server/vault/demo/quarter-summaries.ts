import type { ImportReport } from '../ingest/import-report.ts'
import { type CountyKeys, pseudonymOf, recordKeyOf } from '../ingest/keys.ts'
import type { SummaryRow } from '../ingest/summary-row.ts'
import { ageGroupsOn } from '../summary/age-group.ts'
import { addContact, addDecision, emptyServiceUse, type ServiceUse, summariser } from '../summary/client-summary.ts'
import { overlaps, type Window, windowOf } from '../summary/window.ts'
import type { LifeCourse } from './life-course.ts'
import { identifierOf, type Panel, sexCodeOf } from './panel.ts'
import { YEARS } from './years-of-use.ts'

/** The summaries of one quarter of the panel, by the same rules as an import's. */
export interface QuarterSummaries {
  readonly window: Window
  /** Gone through once. */
  readonly summaries: Iterable<SummaryRow>
  /** Asked for when the summaries have been gone through. */
  readonly report: () => ImportReport
}

interface Client {
  readonly person: LifeCourse
  readonly pseudonym: Uint8Array
  readonly recordKey: number
}

/**
 * Summaries of several quarters (positions in the panel's data dates) from one pass over the panel: what the import of each
 * quarter's extracts would keep, without writing and reading them. A few megabytes a quarter. `onPeople`: people so far.
 */
export function quarterSummaries(
  panel: Panel,
  quarters: readonly number[],
  keys: CountyKeys,
  onPeople: (people: number) => void,
): readonly QuarterSummaries[] {
  const { catalogue } = panel.source
  const windows = quarters.map((back) => windowOf(panel.dataDates[back] ?? Number.NaN))
  const clients: Client[] = []
  const demanding = new Set(catalogue.procedures)
  const people = [...panel.people(true)]
  const tables = windows.map((window) => ({ window, use: emptyServiceUse(catalogue, people.length), rows: { contacts: 0, decisions: 0 } }))
  for (const [client, person] of people.entries()) {
    const pseudonym = pseudonymOf(keys, Buffer.from(identifierOf(person)))
    clients.push({ person, pseudonym, recordKey: recordKeyOf(keys, pseudonym) })
    const present = tables.filter(({ window }) => person.livesHere(window.to))
    panel.eventsOf(person, YEARS, {
      contact(service, day, procedure) {
        for (const { window, use, rows } of present) {
          if (!overlaps(window, day, day)) continue
          rows.contacts++
          addContact(use, client, service)
          const marks = use.demanding[service]
          if (marks && procedure !== '' && procedure.split(';').some((code) => demanding.has(code))) marks[client] = 1
        }
      },
      decision(service, from, to) {
        for (const { window, use, rows } of present) {
          if (!overlaps(window, from, to)) continue
          rows.decisions++
          addDecision(use, client, service)
        }
      },
    })
    if (client % 2_000 === 0) onPeople(client)
  }
  return tables.map(({ window, use, rows }) => {
    const totals = { clients: 0, heavyUsers: 0, users: new Uint32Array(catalogue.services.length) }
    return {
      window,
      summaries: summariesOf(panel, window, clients, use, totals),
      report: () => ({
        files: {
          'clients.csv': allKept(totals.clients),
          'contacts.csv': allKept(rows.contacts),
          'decisions.csv': allKept(rows.decisions),
        },
        ...{ clients: totals.clients, heavyUsers: totals.heavyUsers, unknownSex: 0 },
        linkage: { 'contacts.csv': 1, 'decisions.csv': 1 },
        services: Object.fromEntries(catalogue.services.map(({ code }, i) => [code, totals.users[i] ?? 0])),
      }),
    }
  })
}

function* summariesOf(
  panel: Panel,
  window: Window,
  clients: readonly Client[],
  use: ServiceUse,
  totals: { clients: number; heavyUsers: number; readonly users: Uint32Array },
): Generator<SummaryRow> {
  const { catalogue } = panel.source
  const centres = new Map(catalogue.centres.map(({ code }, position) => [code, position]))
  const summarise = summariser(catalogue, use)
  const ageGroup = ageGroupsOn(window.to)
  for (const [client, { person, pseudonym, recordKey }] of clients.entries()) {
    if (!person.livesHere(window.to)) continue
    const summary = summarise(client)
    for (const service of summary.services) totals.users[service] = (totals.users[service] ?? 0) + 1
    totals.clients++
    if (summary.heavyUser) totals.heavyUsers++
    const { municipality, centre } = person.homeOn(window.to)
    yield {
      ...summary,
      ...{ pseudonym, recordKey, municipality, sex: Number(sexCodeOf(person)) },
      ...{ centre: centres.get(centre) ?? -1, ageGroup: ageGroup(person.birthDay) },
    }
  }
}

const allKept = (rows: number) => ({ read: rows, kept: rows, rejected: {}, leftOut: {}, rejectedLines: {} })

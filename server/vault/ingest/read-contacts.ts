import type { Catalogue } from '../catalogue/catalogue.ts'
import { addContact, countedByDecisions, type ServiceUse } from '../summary/client-summary.ts'
import { overlaps, type Window } from '../summary/window.ts'
import type { ClientTable } from './client-table.ts'
import type { ExtractSink } from './extract-file.ts'
import { type CodeLookup, codeLookup, dayIn } from './field.ts'
import type { FileTally } from './file-tally.ts'

export const CONTACT_COLUMNS = ['client_id', 'service', 'date', 'procedure'] as const

const SEMICOLON = 59

/**
 * Counts the rows of contacts.csv by client and service. A row is judged in this order: service (one that contacts count for),
 * date, client; then left out for the client's county, then for the window.
 */
export function contactSink(catalogue: Catalogue, window: Window, clients: ClientTable, use: ServiceUse, tally: FileTally): ExtractSink {
  const services = codeLookup(catalogue.services.map((service) => service.code))
  const counted = catalogue.services.map((service) => !countedByDecisions(service))
  const procedures = codeLookup(catalogue.procedures)
  return {
    broken: tally.reject,
    row(row, [id = 0, serviceField = 0, dateField = 0, procedureField = 0]) {
      const { bytes, from, to } = row
      const client = clients.index.find(bytes, from[id] ?? 0, to[id] ?? 0)
      tally.link(client >= 0)
      const service = services(bytes, from[serviceField] ?? 0, to[serviceField] ?? 0)
      if (service < 0 || !counted[service]) return tally.reject('UNKNOWN_SERVICE', row.line)
      const day = dayIn(row, dateField)
      if (Number.isNaN(day)) return tally.reject('BAD_DATE', row.line)
      if (client < 0) return tally.reject('UNKNOWN_CLIENT', row.line)
      if (!clients.inCounty(client)) return tally.leaveOut('OUTSIDE_AREA')
      if (!overlaps(window, day, day)) return tally.leaveOut('OUTSIDE_WINDOW')
      tally.keep()
      addContact(use, client, service)
      const demanding = use.demanding[service]
      if (demanding && hasOne(bytes, from[procedureField] ?? 0, to[procedureField] ?? 0, procedures)) demanding[client] = 1
    },
  }
}

/** Whether one of the codes in bytes[from … to), separated by semicolons, is found. */
function hasOne(bytes: Uint8Array, from: number, to: number, lookup: CodeLookup): boolean {
  for (let start = from; start < to; ) {
    let stop = start
    while (stop < to && bytes[stop] !== SEMICOLON) stop++
    if (lookup(bytes, start, stop) >= 0) return true
    start = stop + 1
  }
  return false
}

import type { Catalogue } from '../catalogue/catalogue.ts'
import { addDecision, countedByDecisions, type ServiceUse } from '../summary/client-summary.ts'
import { overlaps, type Window } from '../summary/window.ts'
import type { ClientTable } from './client-table.ts'
import type { ExtractSink } from './extract-file.ts'
import { codeLookup, dayIn, lengthOf } from './field.ts'
import type { FileTally } from './file-tally.ts'

export const DECISION_COLUMNS = ['client_id', 'service', 'valid_from', 'valid_to'] as const

/**
 * Marks the rows of decisions.csv by client and service. A row is judged in this order: service (one that decisions count for),
 * dates, their order, client; then left out for the client's county, then for the window. An empty end is still in force.
 */
export function decisionSink(catalogue: Catalogue, window: Window, clients: ClientTable, use: ServiceUse, tally: FileTally): ExtractSink {
  const services = codeLookup(catalogue.services.map((service) => service.code))
  const counted = catalogue.services.map(countedByDecisions)
  return {
    broken: tally.reject,
    row(row, at) {
      const [id = 0, serviceField = 0, fromField = 0, toField = 0] = at
      const client = clients.index.find(row.bytes, row.from[id] ?? 0, row.to[id] ?? 0)
      tally.link(client >= 0)
      const service = services(row.bytes, row.from[serviceField] ?? 0, row.to[serviceField] ?? 0)
      if (service < 0 || !counted[service]) return tally.reject('UNKNOWN_SERVICE', row.line)
      const from = dayIn(row, fromField)
      const to = lengthOf(row, toField) === 0 ? null : dayIn(row, toField)
      if (Number.isNaN(from) || Number.isNaN(to)) return tally.reject('BAD_DATE', row.line)
      if (to !== null && to < from) return tally.reject('INTERVAL_REVERSED', row.line)
      if (client < 0) return tally.reject('UNKNOWN_CLIENT', row.line)
      if (!clients.inCounty(client)) return tally.leaveOut('OUTSIDE_AREA')
      if (!overlaps(window, from, to)) return tally.leaveOut('OUTSIDE_WINDOW')
      tally.keep()
      addDecision(use, client, service)
    },
  }
}

import type { Catalogue, ServiceRow } from '../catalogue/catalogue.ts'
import { topDecileLimit } from './top-decile.ts'

/**
 * What the extracts say of every client in a window, one column a service, one place a client. A service counted by contacts
 * has `contacts`, one counted by decisions has `decisions`; the other is null.
 */
export interface ServiceUse {
  /** Contacts in the window; stops at 65,535. */
  readonly contacts: readonly (Uint16Array | null)[]
  /** 1 where a contact in the window had a demanding procedure; kept for services with VISITS_OR_PROCEDURES. */
  readonly demanding: readonly (Uint8Array | null)[]
  /** 1 where a decision's interval overlaps the window. */
  readonly decisions: readonly (Uint8Array | null)[]
}

/** Summary of one client; services as positions in the catalogue, ascending. */
export interface ClientSummary {
  readonly services: readonly number[]
  readonly heavyServices: readonly number[]
  readonly heavyUser: boolean
}

/** Empty columns for so many clients. */
export function emptyServiceUse(catalogue: Catalogue, clients: number): ServiceUse {
  const byDecision = (row: ServiceRow) => row.use.kind === 'DECISION_IN_FORCE'
  return {
    contacts: catalogue.services.map((row) => (byDecision(row) ? null : new Uint16Array(clients))),
    demanding: catalogue.services.map((row) => (row.heavy?.kind === 'VISITS_OR_PROCEDURES' ? new Uint8Array(clients) : null)),
    decisions: catalogue.services.map((row) => (byDecision(row) ? new Uint8Array(clients) : null)),
  }
}

/**
 * The catalogue's rules over all clients, as a function from a client to its summary. Clients left out of the county must
 * have no use. Source: summary rules of the extracts' contract.
 */
export function summariser(catalogue: Catalogue, use: ServiceUse): (client: number) => ClientSummary {
  const rules = catalogue.services.map((row, service) => serviceRule(catalogue, row, use, service))
  const social = catalogue.services.map((row) => row.sector === 'SOCIAL')
  const tasks = catalogue.serviceTasks.map((task) => task.slug)
  const taskOf = catalogue.services.map((row) => (row.use.kind === 'DECISION_IN_FORCE' && row.task !== null ? tasks.indexOf(row.task) : -1))
  const { socialServices, socialTasks } = catalogue.county
  /** For each service task the summary in which it was last counted: a set that need not be emptied. */
  const seenFor = new Float64Array(tasks.length)
  let latest = 0
  return (client) => {
    const services: number[] = []
    const heavyServices: number[] = []
    let usedSocial = 0
    let usedTasks = 0
    latest++
    for (let service = 0; service < rules.length; service++) {
      const rule = rules[service]
      if (!rule?.uses(client)) continue
      services.push(service)
      if (rule.heavy(client)) heavyServices.push(service)
      if (social[service]) usedSocial++
      const task = taskOf[service] ?? -1
      if (task >= 0 && seenFor[task] !== latest) {
        seenFor[task] = latest
        usedTasks++
      }
    }
    const heavyUser = heavyServices.length > 0 || usedSocial >= socialServices || usedTasks >= socialTasks
    return { services, heavyServices, heavyUser }
  }
}

interface ServiceRule {
  readonly uses: (client: number) => boolean
  /** Asked only of the service's users. */
  readonly heavy: (client: number) => boolean
}

function serviceRule(catalogue: Catalogue, row: ServiceRow, use: ServiceUse, service: number): ServiceRule {
  if (row.use.kind === 'DECISION_IN_FORCE') {
    const inForce = column(use.decisions, service)
    return { uses: (client) => inForce[client] === 1, heavy: () => false }
  }
  const contacts = column(use.contacts, service)
  const over = row.use.kind === 'CONTACT_GT_N' ? row.use.threshold : 0
  const uses = (client: number) => (contacts[client] ?? 0) > over
  if (row.heavy === null) return { uses, heavy: () => false }
  switch (row.heavy.kind) {
    case 'TOP_DECILE': {
      const limit = topDecileLimit(usersByContacts(contacts, over), catalogue.county.topShare)
      return { uses, heavy: (client) => limit !== null && (contacts[client] ?? 0) >= limit }
    }
    case 'VISITS_OR_PROCEDURES': {
      const visits = row.heavy.threshold
      const demanding = column(use.demanding, service)
      return { uses, heavy: (client) => (contacts[client] ?? 0) > visits || demanding[client] === 1 }
    }
    default:
      return row.heavy satisfies never
  }
}

function usersByContacts(contacts: Uint16Array, over: number): Uint32Array {
  let most = 0
  for (const n of contacts) if (n > most) most = n
  const users = new Uint32Array(most + 1)
  for (const n of contacts) if (n > over) users[n] = (users[n] ?? 0) + 1
  return users
}

function column<Column>(columns: readonly (Column | null)[], service: number): Column {
  const found = columns[service]
  if (found === null || found === undefined) throw new Error('a service has a column for what its rules look at')
  return found
}

import type { Catalogue, ServiceRow } from '../catalogue/catalogue.ts'
import { topDecileLimit } from './top-decile.ts'

/** What the extracts say of every client in a window: one row a client, in each one place a service. */
export interface ServiceUse {
  /** Places in a row. */
  readonly services: number
  /**
   * Client c and service s: counts[c × services + s]. Contacts in the window, up to 65,535; of a service counted by decisions 1
   * where a decision's interval overlaps the window.
   */
  readonly counts: Uint16Array
  /** By service: 1 where a client's contact in the window had a demanding procedure; kept for services with VISITS_OR_PROCEDURES. */
  readonly demanding: readonly (Uint8Array | null)[]
}

/** Summary of one client; services as positions in the catalogue, ascending. */
export interface ClientSummary {
  readonly services: readonly number[]
  readonly heavyServices: readonly number[]
  readonly heavyUser: boolean
}

/** No use of so many clients. */
export function emptyServiceUse(catalogue: Catalogue, clients: number): ServiceUse {
  const services = catalogue.services.length
  return {
    services,
    counts: new Uint16Array(clients * services),
    demanding: catalogue.services.map((row) => (row.heavy?.kind === 'VISITS_OR_PROCEDURES' ? new Uint8Array(clients) : null)),
  }
}

/** Whether a service is counted by decisions, not by contacts. */
export const countedByDecisions = (row: ServiceRow): boolean => row.use.kind === 'DECISION_IN_FORCE'

/** Counts one more contact of a client. */
export function addContact({ services, counts }: ServiceUse, client: number, service: number): void {
  const at = client * services + service
  const soFar = counts[at] ?? 0
  if (soFar < MOST_CONTACTS) counts[at] = soFar + 1
}

/** Notes that a client has a decision in force. */
export function addDecision({ services, counts }: ServiceUse, client: number, service: number): void {
  counts[client * services + service] = 1
}

/** Most contacts of a client with a service that are counted: one in eight minutes, day and night. */
const MOST_CONTACTS = 65_535

/**
 * The catalogue's rules over all clients, as a function from a client to its summary. Clients left out of the county must
 * have no use. Source: summary rules of the extracts' contract.
 */
export function summariser(catalogue: Catalogue, use: ServiceUse): (client: number) => ClientSummary {
  const { counts, demanding } = use
  const moreThan = catalogue.services.map(usedFrom)
  const heavyOver = heavyLimits(catalogue, use, moreThan)
  const social = catalogue.services.map((row) => row.sector === 'SOCIAL')
  const tasks = catalogue.serviceTasks.map((task) => task.slug)
  const taskOf = catalogue.services.map((row) => (countedByDecisions(row) && row.task !== null ? tasks.indexOf(row.task) : -1))
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
    for (let service = 0; service < use.services; service++) {
      const count = counts[client * use.services + service] ?? 0
      if (count <= (moreThan[service] ?? 0)) continue
      services.push(service)
      if (count > (heavyOver[service] ?? 0) || demanding[service]?.[client] === 1) heavyServices.push(service)
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

/** A client uses a service with more than so many contacts, or decisions in force. */
const usedFrom = ({ use }: ServiceRow): number => (use.kind === 'CONTACT_GT_N' ? use.threshold : 0)

/** By service: a user with more than so many contacts is heavy in it. */
function heavyLimits(catalogue: Catalogue, use: ServiceUse, moreThan: readonly number[]): readonly number[] {
  const topDecile = catalogue.services.map((row) => !countedByDecisions(row) && row.heavy?.kind === 'TOP_DECILE')
  const users = usersByContacts(use, topDecile, moreThan)
  return catalogue.services.map((row, service) => {
    if (row.heavy === null || countedByDecisions(row)) return Number.POSITIVE_INFINITY
    switch (row.heavy.kind) {
      case 'TOP_DECILE': {
        const limit = topDecileLimit(users[service] ?? [], catalogue.county.topShare)
        return limit === null ? Number.POSITIVE_INFINITY : limit - 1
      }
      case 'VISITS_OR_PROCEDURES':
        return row.heavy.threshold
      default:
        return row.heavy satisfies never
    }
  })
}

/** For each service asked for how many users have each number of contacts. All in one pass: the rows of a nation are read from memory once. */
function usersByContacts(use: ServiceUse, asked: readonly boolean[], moreThan: readonly number[]): readonly Uint32Array[] {
  const { services, counts } = use
  const users = asked.map((is) => new Uint32Array(is ? MOST_CONTACTS + 1 : 0))
  for (let row = 0; row < counts.length; row += services) {
    for (let service = 0; service < services; service++) {
      const count = counts[row + service] ?? 0
      const ofService = users[service]
      if (count > (moreThan[service] ?? 0) && ofService && asked[service]) ofService[count] = (ofService[count] ?? 0) + 1
    }
  }
  return users
}

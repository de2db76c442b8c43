/** The scorer's truth: what the fixture's clients really are, worked out from the extracts' rules by plain loops, apart from the program. */
import { SEXES, type Sibling, selectionName, servicesMeasure, withoutCentre } from './cells.ts'
import { CENTRES, MUNICIPALITIES, RULES, SERVICES } from './fixture/catalogue.ts'
import type { FixtureClient } from './fixture/county.ts'

/** A client with what the rules make of it. */
export interface TrueClient extends FixtureClient {
  readonly services: ReadonlySet<string>
  readonly heavyIn: ReadonlySet<string>
  readonly heavy: boolean
}

export interface Truth {
  readonly clients: readonly TrueClient[]
  /** True number of clients of a cell by its name; 0 for cells of nobody. Histogram bins are closed and open: 'health:3', 'health:3+'. */
  count(name: string): number
  /** Names of every cell that the client is in. */
  cellsOf(client: TrueClient): readonly string[]
  /** Clients of a selection, or of a sibling that is never shown. */
  clientsIn(selection: Sibling): readonly TrueClient[]
  /** How many of them `test` holds for. */
  group(selection: Sibling, test: (client: TrueClient) => boolean): number
}

export function truthOf(clients: readonly FixtureClient[]): Truth {
  const judged = judge(clients)
  const bySelection = new Map<string, TrueClient[]>()
  for (const client of judged)
    for (const selection of selectionsOf(client)) {
      const list = bySelection.get(selection)
      if (list) list.push(client)
      else bySelection.set(selection, [client])
    }
  const counts = new Map<string, number>()
  for (const [selection, members] of bySelection)
    for (const client of members)
      for (const measure of measuresOf(client)) {
        const name = `${selection}|${measure}`
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
  const clientsIn = (selection: Sibling) => bySelection.get(selectionName(selection)) ?? []
  return {
    clients: judged,
    cellsOf: (client) => selectionsOf(client).flatMap((selection) => measuresOf(client).map((measure) => `${selection}|${measure}`)),
    count: (name) => counts.get(name) ?? 0,
    clientsIn,
    group: (selection, test) => clientsIn(selection).filter(test).length,
  }
}

function judge(clients: readonly FixtureClient[]): readonly TrueClient[] {
  const users = SERVICES.map((service, s) => clients.filter(({ uses }) => (uses[s] ?? 0) > (service.threshold ?? 0)))
  const limits = SERVICES.map((service, s) => {
    if (service.heavy === 'VISITS_OR_PROCEDURES') return RULES.dentalVisits + 1
    if (service.heavy !== 'TOP_DECILE') return Number.POSITIVE_INFINITY
    const counts = (users[s] ?? []).map(({ uses }) => uses[s] ?? 0)
    let limit = 1
    while (counts.filter((n) => n >= limit).length > counts.length * RULES.topShare) limit++
    return limit
  })
  return clients.map((client) => {
    const used = SERVICES.filter((service, s) => (client.uses[s] ?? 0) > (service.threshold ?? 0))
    const heavyIn = SERVICES.filter((service, s) => used.includes(service) && (client.uses[s] ?? 0) >= (limits[s] ?? 0))
    const social = used.filter(({ sector }) => sector === 'SOCIAL')
    const heavy =
      heavyIn.length > 0 || social.length >= RULES.socialServices || new Set(social.map(({ task }) => task)).size >= RULES.socialTasks
    return { ...client, services: new Set(used.map(({ code }) => code)), heavyIn: new Set(heavyIn.map(({ code }) => code)), heavy }
  })
}

function selectionsOf(client: TrueClient): readonly string[] {
  const sexes = ['ALL', client.sex === 0 ? 'UNKNOWN' : SEXES[client.sex]]
  const ages = [['AGE_0_17'], ['AGE_18_64'], ['AGE_65_PLUS', 'AGE_65_79'], ['AGE_65_PLUS', 'AGE_80_PLUS']][client.age] ?? []
  const within = ['county', MUNICIPALITIES[client.municipality] ?? '']
  const places = [...within, ...(client.centre < 0 ? within.map(withoutCentre) : [CENTRES[client.centre]?.code])]
  const cohorts = client.heavy ? ['ALL', 'HEAVY'] : ['ALL']
  return cohorts.flatMap((c) => sexes.flatMap((s) => ['ALL', ...ages].flatMap((a) => places.map((p) => `${c}|${s}|${a}|${p}`))))
}

const SOCIAL: ReadonlySet<string> = new Set(SERVICES.filter(({ sector }) => sector === 'SOCIAL').map(({ code }) => code))

function measuresOf(client: TrueClient): readonly string[] {
  const codes = [...client.services].sort()
  const social = codes.filter((code) => SOCIAL.has(code)).length
  const health = codes.length - social
  const upTo = (name: string, n: number) => [`${name}:${n}`, ...Array.from({ length: n + 1 }, (_, i) => `${name}:${i}+`)]
  const grid = upTo('', health).flatMap((h) => upTo('', social).map((s) => `grid${h}${s}`))
  return [
    'clients',
    ...codes.map((a) => servicesMeasure(a)),
    ...codes.flatMap((a, i) => codes.slice(i + 1).map((b) => servicesMeasure(a, b))),
    ...codes.flatMap((a, i) => codes.slice(i + 1).flatMap((b, j) => codes.slice(i + j + 2).map((c) => servicesMeasure(a, b, c)))),
    ...[...client.heavyIn].map((code) => `heavy-in:${code}`),
    ...upTo('health', health),
    ...upTo('social', social),
    ...upTo('all', codes.length),
    ...grid,
  ]
}

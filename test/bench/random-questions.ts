/** Questions about random selections, as GraphQL and for the peers, and whether all answer the same. */
import type http from 'node:http'
import { randomStream } from '../../server/vault/demo/random.ts'
import { ask } from '../support/program.ts'
import { post } from './load.ts'
import type { PeerAnswer, PeerQuestion } from './questions-peer.ts'

export type View = PeerQuestion['view']
export const VIEWS: readonly View[] = ['matrix', 'overview', 'serviceCounts', 'coUsage']

const QUERIES: Readonly<Record<View, string>> = {
  matrix:
    'query Matrix($selection: Selection) { usageMatrix(selection: $selection) { clients { count } services { code } counts atLeast lifts rowShares } }',
  overview:
    'query Overview($selection: Selection) { overview(selection: $selection) { clients { count } services { service { code } clients { count atLeast } share heavyInService { count atLeast } } } }',
  serviceCounts:
    'query ServiceCounts($selection: Selection) { serviceCounts(selection: $selection) { clients { count } all { from clients { count atLeast } share } health { clients { count } } social { clients { count } } grid { counts } } }',
  coUsage:
    'query CoUsage($selection: Selection, $service: ID!) { coUsage(service: $service, selection: $selection) { clients { count } others { service { code } clients { count atLeast } shareOfService lift } } }',
}

export interface Question {
  readonly view: View
  readonly kooste: string
  readonly peer: PeerQuestion
  /** Codes by position. */
  readonly services: readonly string[]
}

const AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const

/** Random selections for a view: several values of each dimension, so that they hardly ever come twice. */
export async function questioner(url: string): Promise<(view: View) => Question> {
  const { release } = await ask<{
    release: { municipalities: { code: string }[]; centres: { code: string }[]; services: { code: string }[] }
  }>(url, '{ release { municipalities { code } centres { code } services { code } } }')
  const random = randomStream(7)
  /** A few of so many, or null for everyone. */
  const some = (count: number, everyone: number): readonly number[] | null => {
    if (random.next() < everyone || count < 2) return null
    const few = 1 + random.below(Math.min(count - 1, 12))
    return [...new Set(Array.from({ length: few }, () => random.below(count)))].sort((a, b) => a - b)
  }
  const code = (list: readonly { readonly code: string }[], position: number) => list[position]?.code ?? ''
  const services = release.services.map((service) => service.code)
  return (view) => {
    const byCentre = random.next() < 0.5
    const [sexes, ages] = [some(2, 0.5), some(4, 0.3)]
    const municipalities = byCentre ? null : some(release.municipalities.length, 0.1)
    const centres = byCentre ? some(release.centres.length, 0) : null
    const heavy = random.next() < 0.3
    const service = random.below(release.services.length)
    const selection = {
      ...(sexes && { sexes: sexes.map((sex) => (sex === 0 ? 'MALE' : 'FEMALE')) }),
      ...(ages && { ageGroups: ages.map((age) => AGES[age]) }),
      ...(municipalities && { municipalities: municipalities.map((at) => code(release.municipalities, at)) }),
      ...(centres && { centres: centres.map((at) => code(release.centres, at)) }),
      cohort: heavy ? 'HEAVY' : 'ALL',
    }
    const variables = { selection, ...(view === 'coUsage' && { service: code(release.services, service) }) }
    return {
      view,
      services,
      kooste: JSON.stringify({ query: QUERIES[view], variables }),
      peer: { view, sexes: sexes?.map((sex) => sex + 1) ?? null, ages, municipalities, centres, heavy, service },
    }
  }
}

interface Published {
  readonly count: number | null
  readonly atLeast: boolean
}

/** What Kooste publishes in full must be what the peers count, each over each table; returns how many figures were compared. */
export async function demandSame(
  { view, kooste, peer, services }: Question,
  koosteUrl: string,
  peerUrls: readonly string[],
  agent: http.Agent,
): Promise<number> {
  const { data }: { data: Record<string, unknown> } = JSON.parse(await post(koosteUrl, kooste, agent))
  const published = new Map<string, number>()
  const take = (key: string, { count, atLeast }: Published) => {
    if (count !== null && !atLeast) published.set(key, count)
  }
  switch (view) {
    case 'matrix': {
      const { counts, atLeast } = data.usageMatrix as { counts: (number | null)[][]; atLeast: boolean[][] } // as the query asks
      counts.forEach((row, a) => {
        row.forEach((count, b) => {
          if (a <= b) take(`${a} ${b}`, { count, atLeast: atLeast[a]?.[b] ?? true })
        })
      })
      break
    }
    case 'overview': {
      const rows = data.overview as { services: { clients: Published; heavyInService: Published }[] } // as the query asks
      rows.services.forEach(({ clients, heavyInService }, a) => {
        take(`${a} 0`, clients)
        take(`${a} 1`, heavyInService)
      })
      break
    }
    case 'serviceCounts': {
      const { all } = data.serviceCounts as { all: { from: string; clients: Published }[] } // as the query asks
      // The last bin is open; SQL has every number by itself.
      for (const { from, clients } of all.slice(0, -1)) take(`${from} 0`, clients)
      break
    }
    case 'coUsage': {
      const { others } = data.coUsage as { others: { service: { code: string }; clients: Published }[] } // as the query asks
      for (const { service, clients } of others) take(`${services.indexOf(service.code)} 0`, clients)
      break
    }
    default:
      throw new Error(`unknown view ${String(view satisfies never)}`)
  }
  for (const url of peerUrls) {
    const rows: PeerAnswer = JSON.parse(await post(url, JSON.stringify(peer), agent))
    const counted = new Map(rows.map(([a, b, clients]) => [`${a} ${b}`, clients]))
    for (const [key, count] of published)
      if ((counted.get(key) ?? 0) !== count)
        throw new Error(`${view}: Kooste and ${url.split('/').slice(-2).join(' over ')} answer differently`)
  }
  return published.size
}

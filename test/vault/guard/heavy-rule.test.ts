import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../server/release/format.ts'
import { measureColumns, pairIndex, placeCount, type ReleaseLayout, rowIndex } from '../../../server/release/lattice.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { guardExact } from '../../../server/vault/guard/exact.ts'
import { alikeClients, smallCatalogue } from '../cube/population.ts'

const K = 5
const POLICY: Policy = { kind: 'exact', k: K, complementExempt: [] }
/** Two social services of different tasks, which make a heavy user together, as everybody can read; and one that others are heavy in. */
const SERVICES = ['SOCIAL', 'SOCIAL', 'HEALTH'] as const
const HEAVY_BY = { tasks: ['families', 'substances', null], inService: [false, false, true], socialServices: 3, socialTasks: 2 }
const HEALTH = 2

/** So many clients by the social services that they use, heavy users and others; every other one who is no heavy user uses health care too. */
interface Group {
  readonly services: readonly number[]
  readonly heavy: number
  readonly rest: number
}

/** What is shown of the whole county. */
async function shownOf(stage: 'base' | 'lifted', groups: readonly Group[]) {
  const clients = groups.flatMap(({ services, heavy, rest }) => [
    ...(services.length > 1 ? alikeClients(heavy, services, [], true) : alikeClients(heavy, [...services, HEALTH], [HEALTH])),
    ...alikeClients(Math.ceil(rest / 2), [...services, HEALTH]),
    ...alikeClients(Math.floor(rest / 2), services),
  ])
  const profiles = sealCounts(profileColumns(clients))
  const small = smallCatalogue({ services: 3, municipalities: 1, centres: 0 })
  const services = small.services.map((service, i) => ({ ...service, sector: SERVICES[i] ?? service.sector }))
  const layout = releaseLayout({ ...small, services }, profiles, K)
  const cube = countCells(profiles, layout, SERVICES, { heavyBy: HEAVY_BY })
  const { cells } = await guardExact(cube, POLICY, { stage, programVersion: 'test' })
  return shownIn(layout, cells.base)
}

function shownIn(layout: ReleaseLayout, base: Uint32Array) {
  const { width, clients, services, pairs } = measureColumns(layout)
  const figure = (cohort: number, column: number) =>
    base[rowIndex({ cohort, sex: 0, age: 0, place: 0 }, placeCount(layout)) * width + column] ?? 0
  return {
    all: { clients: figure(0, clients), a: figure(0, services), b: figure(0, services + 1), both: figure(0, pairs + pairIndex(0, 1, 3)) },
    heavy: { clients: figure(1, clients), a: figure(1, services), b: figure(1, services + 1) },
  }
}

describe.each(['base', 'lifted'] as const)('stage %s, where the public rules make a heavy user of whoever uses both services', (stage) => {
  it('shows no figures whose difference is a small group of heavy users', async () => {
    const { all, heavy } = await shownOf(stage, [
      { services: [0, 1], heavy: 10, rest: 0 },
      { services: [0], heavy: 3, rest: 17 },
      { services: [1], heavy: 5, rest: 25 },
      { services: [], heavy: 10, rest: 130 },
    ])
    // 13 heavy users of A less the 10 of both, who are heavy users all of them
    expect(all.both > 0 && heavy.a > 0).toBe(false)
    expect(all.clients).toBe(200)
    expect([all.a, all.b, all.both, heavy.a, heavy.b].filter((n) => n > 0).length).toBeGreaterThan(2)
  })

  it('shows no figures that leave a small group without either outside the cohort', async () => {
    const { all, heavy } = await shownOf(stage, [
      { services: [0, 1], heavy: 30, rest: 0 },
      { services: [0], heavy: 10, rest: 40 },
      { services: [1], heavy: 12, rest: 50 },
      { services: [], heavy: 20, rest: 2 },
    ])
    // 92 are no heavy users, 40 of them use A and 50 B, and nobody both
    expect([all.clients, heavy.clients, all.a, heavy.a, all.b, heavy.b].every((n) => n > 0)).toBe(false)
    expect(all.clients).toBe(164)
  })

  it('shows both cohorts of such a pair where nothing small is told by them', async () => {
    const { all, heavy } = await shownOf(stage, [
      { services: [0, 1], heavy: 40, rest: 0 },
      { services: [0], heavy: 30, rest: 60 },
      { services: [1], heavy: 35, rest: 70 },
      { services: [], heavy: 50, rest: 300 },
    ])
    expect({ all, heavy }).toEqual({
      all: { clients: 585, a: 130, b: 145, both: 40 },
      heavy: { clients: 155, a: 70, b: 75 },
    })
  })
})

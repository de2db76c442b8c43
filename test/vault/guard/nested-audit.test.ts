import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../server/release/format.ts'
import { measureColumns, pairIndex, placeCount, type ReleaseLayout, rowIndex } from '../../../server/release/lattice.ts'
import type { HeavyBy } from '../../../server/vault/cube/cell-counts.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { guardBasic } from '../../../server/vault/guard/basic.ts'
import { guardExact } from '../../../server/vault/guard/exact.ts'
import { guardContext, guardInput } from '../../../server/vault/guard/guard-context.ts'
import { auditNested } from '../../../server/vault/guard/nested-audit.ts'
import { alikeClients, type Client, seededClients, smallCatalogue } from '../cube/population.ts'

const K = 5
const POLICY = { kind: 'exact', k: K, complementExempt: [] } as const satisfies Policy

function cubeOf(clients: readonly Client[], sectors: readonly ('HEALTH' | 'SOCIAL')[], heavyBy?: HeavyBy) {
  const small = smallCatalogue({ services: sectors.length, municipalities: 2, centres: 1 })
  const services = small.services.map((service, at) => ({ ...service, sector: sectors[at] ?? 'HEALTH' }))
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout({ ...small, services }, profiles, K)
  return { layout, cube: countCells(profiles, layout, sectors, heavyBy ? { heavyBy } : {}) }
}

/** A figure of the whole county; 0: withheld. */
const figureIn = (layout: ReleaseLayout, base: Uint32Array) => (cohort: number, column: number) =>
  base[rowIndex({ cohort, sex: 0, age: 0, place: 0 }, placeCount(layout)) * measureColumns(layout).width + column] ?? 0

describe('figures of which one holds the other', () => {
  const sectors = ['SOCIAL', 'SOCIAL', 'SOCIAL', 'HEALTH'] as const

  it('are not both shown where few use a social service and not this one', () => {
    // 40 use S0, two another social service alone.
    const clients = [...alikeClients(40, [0]), ...alikeClients(2, [1]), ...alikeClients(60, [3]), ...alikeClients(30, [0, 3])]
    const { layout, cube } = cubeOf(clients, sectors)
    const at = measureColumns(layout)
    const published = guardBasic(cube, POLICY)
    const first = figureIn(layout, published.base)
    expect(first(0, at.clients) - first(0, at.social) - first(0, at.services)).toBe(2)
    const context = guardContext({ ...guardInput(openCounts(cube), POLICY), published })
    const { gone, found } = auditNested(context)
    expect(found).toBeGreaterThan(0)
    for (const cell of gone) published.base[cell] = 0
    expect(auditNested(context)).toEqual({ gone: [], found: 0 })
    const after = figureIn(layout, published.base)
    const shown = [at.clients, at.social, at.services].map((column) => after(0, column))
    expect(shown).toContain(0)
    // The bins go before clients and services.
    expect(shown.slice(2)).toEqual([70])
  })

  it('differ by k or more wherever both are known, in a county of many', () => {
    const size = { services: 6, municipalities: 2, centres: 1 }
    const { layout, cube } = cubeOf(seededClients(1, 300, size), ['HEALTH', 'SOCIAL', 'HEALTH', 'SOCIAL', 'HEALTH', 'SOCIAL'])
    const at = measureColumns(layout)
    const published = guardBasic(cube, POLICY)
    const few = () => {
      let pairs = 0
      for (let row = 0; row < published.base.length; row += at.width) {
        const n = (column: number) => published.base[row + column] ?? 0
        const some = n(at.clients) - n(at.social)
        if (n(at.clients) === 0 || n(at.social) === 0) continue
        for (const service of [1, 3, 5]) if (n(at.services + service) > 0 && some - n(at.services + service) < K) pairs++
      }
      return pairs
    }
    const before = few()
    const context = guardContext({ ...guardInput(openCounts(cube), POLICY), published })
    for (const cell of auditNested(context).gone) published.base[cell] = 0
    expect(few()).toBe(0)
    expect(before).toBeGreaterThan(0)
  })
})

describe('outside the cohort', () => {
  const sectors = ['SOCIAL', 'SOCIAL', 'SOCIAL', 'HEALTH', 'HEALTH'] as const
  const heavyBy = (tasks: HeavyBy['tasks']): HeavyBy => ({
    tasks,
    inService: [false, false, false, true, true],
    socialServices: 3,
    socialTasks: 2,
  })
  /** Heavy users of the services and others, so many of each. */
  const group = (services: readonly number[], heavy: number, others: number): readonly Client[] => [
    ...alikeClients(heavy, [...services, 3], [3]),
    ...alikeClients(Math.ceil(others / 2), [...services, 3]),
    ...alikeClients(Math.floor(others / 2), [...services, 4]),
  ]

  it.each(['base', 'lifted'] as const)('single services of three tasks do not tell of the few who use none: %s', async (stage) => {
    const clients = [
      ...group([0, 1], 20, 0).concat(group([0, 2], 20, 0), group([1, 2], 20, 0)),
      ...group([0], 20, 20).concat(group([1], 20, 24), group([2], 20, 28)),
      ...alikeClients(60, [3], [3]),
      ...alikeClients(3, [3]),
    ]
    const { layout, cube } = cubeOf(clients, sectors, heavyBy(['a', 'b', 'c', null, null]))
    const { cells } = await guardExact(cube, POLICY, { stage, programVersion: 'test' })
    const at = measureColumns(layout)
    const figure = figureIn(layout, cells.base)
    const columns = [at.clients, at.services, at.services + 1, at.services + 2]
    expect(columns.flatMap((column) => [figure(0, column), figure(1, column)])).toContain(0)
  })

  it('pairs of one task do not tell of the few who use one of three services alone', async () => {
    const clients = [
      ...group([0, 1], 20, 6).concat(group([0, 2], 20, 6), group([1, 2], 20, 12)),
      ...group([0, 1, 2], 20, 0),
      ...group([0], 20, 3).concat(group([1], 20, 30), group([2], 20, 30)),
      ...alikeClients(60, [3], [3]),
      ...alikeClients(200, [4]),
    ]
    const { layout, cube } = cubeOf(clients, sectors, heavyBy(['a', 'a', 'a', null, null]))
    const { cells } = await guardExact(cube, POLICY, { stage: 'base', programVersion: 'test' })
    const at = measureColumns(layout)
    const figure = figureIn(layout, cells.base)
    const columns = [at.services, at.pairs + pairIndex(0, 1, 5), at.pairs + pairIndex(0, 2, 5)]
    expect(columns.flatMap((column) => [figure(0, column), figure(1, column)])).toContain(0)
  })
})

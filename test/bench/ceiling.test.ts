import { describe, expect, it } from 'vitest'
import type { Policy } from '../../server/release/format.ts'
import { measureColumns } from '../../server/release/lattice.ts'
import { countCells } from '../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../server/vault/cube/release-layout.ts'
import { guardExact } from '../../server/vault/guard/exact.ts'
import { guardContext, guardInput } from '../../server/vault/guard/guard-context.ts'
import { type Client, seededClients, smallCatalogue } from '../vault/cube/population.ts'
import { type Ceiling, ceilingOf } from './ceiling.ts'

const POLICY = { kind: 'exact', k: 5, complementExempt: [] } as const satisfies Policy
const SIZE = { services: 2, municipalities: 2, centres: 2 }

function countyOf(clients: readonly Client[]) {
  const catalogue = smallCatalogue(SIZE)
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, POLICY.k)
  const cube = countCells(
    profiles,
    layout,
    catalogue.services.map(({ sector }) => sector),
  )
  const context = guardContext(guardInput(openCounts(cube), POLICY))
  return { cube, context, at: measureColumns(layout) }
}

/** So many men and women of working age in each of two municipalities, nobody heavy, no service used. */
function crowd(sizes: readonly (readonly [men: number, women: number])[]): readonly Client[] {
  const one = { age: 1, centre: -1, services: [], heavyServices: [], clients: 1, keySum: 0 }
  return sizes.flatMap((bySex, municipality) =>
    bySex.flatMap((size, sex) =>
      // every second one is a heavy user, so that neither cohort is small
      Array.from({ length: size }, (_, n): Client => ({ ...one, municipality, sex: sex + 1, heavyUser: n % 2 === 0 })),
    ),
  )
}

describe('the ceiling of a table', () => {
  it('is everything where nothing is small', async () => {
    const { context } = countyOf(
      crowd([
        [40, 40],
        [40, 40],
      ]),
    )
    const { of, atMost } = await ceilingOf(context, 0, context.counts.base)
    // 3 sexes × 3 places × 2 cohorts, each under two names of the age: everyone, working age
    expect([of, atMost]).toEqual([36, 36])
  })

  it('leaves a small group company in each of its lines', async () => {
    const { context } = countyOf(
      crowd([
        [40, 2],
        [40, 40],
      ]),
    )
    const { of, atMost } = await ceilingOf(context, 0, context.counts.base)
    // The two women themselves, in two cohorts under two names, and with them three more corners of a square of sex × place each time.
    expect(of).toBe(32)
    expect(atMost).toBe(20)
  })

  it('is reached by no release, and lies far under the threshold alone', async () => {
    const { cube, context, at } = countyOf(seededClients(4, 600, SIZE))
    const { cells } = await guardExact(cube, POLICY, { stage: 'lifted', programVersion: 'test' })
    const sum = { of: 0, shown: 0, atMost: 0 }
    for (const column of [0, ...Array.from({ length: at.heavyIn - at.services }, (_, n) => at.services + n)]) {
      const one: Ceiling = await ceilingOf(context, column, cells.base)
      expect(one.shown).toBeLessThanOrEqual(one.atMost)
      for (const key of ['of', 'shown', 'atMost'] as const) sum[key] += one[key]
    }
    expect(sum.shown).toBeGreaterThan(sum.atMost / 2)
    expect(sum.atMost).toBeLessThan(0.95 * sum.of)
  })
})

import { describe, expect, it } from 'vitest'
import { measureColumns, placeCount, rowIndex, SEXES } from '../../../server/release/lattice.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { guardExact } from '../../../server/vault/guard/exact.ts'
import { alikeClients, smallCatalogue } from '../cube/population.ts'

/** Figures of the whole county by sex (ALL, male, female), 0 where withheld: its clients, and those of a service that every other one uses. */
async function shownBySex(stage: 'base' | 'lifted', unknown: number) {
  const catalogue = smallCatalogue({ services: 1, municipalities: 1, centres: 0 })
  const people = [unknown, 60, 80].flatMap((n, sex) =>
    [...alikeClients(Math.ceil(n / 2), [0]), ...alikeClients(Math.floor(n / 2), [])].map((client) => ({ ...client, sex })),
  )
  const profiles = sealCounts(profileColumns(people))
  const layout = releaseLayout(catalogue, profiles, 5)
  const cube = countCells(
    profiles,
    layout,
    catalogue.services.map(({ sector }) => sector),
  )
  const { cells } = await guardExact(cube, { kind: 'exact', k: 5, complementExempt: [] }, { stage, programVersion: 'test' })
  const { width, clients, services } = measureColumns(layout)
  const of = (column: number) =>
    SEXES.map((_, sex) => cells.base[rowIndex({ cohort: 0, sex, age: 0, place: 0 }, placeCount(layout)) * width + column] ?? 0)
  return { clients: of(clients), users: of(services) }
}

describe.each(['base', 'lifted'] as const)('stage %s, of clients of unknown sex', (stage) => {
  it.each([1, 4])('%i are not what all less women less men leave', async (unknown) => {
    const { clients, users } = await shownBySex(stage, unknown)
    expect(clients[0]).toBe(140 + unknown)
    for (const figures of [clients, users]) expect(figures).toContain(0)
  })

  it('four service users among eight are none either', async () => {
    const { clients, users } = await shownBySex(stage, 8)
    expect(clients).toEqual([148, 60, 80])
    expect(users).toContain(0)
  })

  it.each([0, 10])('%i keep no figure back', async (unknown) => {
    const { clients, users } = await shownBySex(stage, unknown)
    expect(clients).toEqual([140 + unknown, 60, 80])
    expect(users).toEqual([70 + unknown / 2, 30, 40])
  })
})

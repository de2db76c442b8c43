import { expect, it } from 'vitest'
import { measureColumns } from '../../../server/release/lattice.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { usefulnessOf } from '../../../server/vault/guard/usefulness.ts'
import { seededClients, smallCatalogue } from '../cube/population.ts'

const SIZE = { services: 3, municipalities: 2, centres: 2 }

it('counts, of the cells of k or more, those that are shown, by level of detail', () => {
  const catalogue = smallCatalogue(SIZE)
  const profiles = sealCounts(profileColumns(seededClients(3, 300, SIZE)))
  const counts = openCounts(
    countCells(
      profiles,
      releaseLayout(catalogue, profiles, 5),
      catalogue.services.map(({ sector }) => sector),
    ),
  )
  const everything = usefulnessOf(counts, { base: counts.base, triples: counts.triples }, 5)
  for (const { shown, of } of everything) expect(shown).toBe(of)
  const [all, county, allClients] = everything.map(({ of }) => of)
  expect(all).toBeGreaterThan(county ?? 0)
  expect(county).toBeGreaterThan(allClients ?? 0)
  expect(allClients).toBeGreaterThan(0)

  // Everything of the first row (the whole county) but its histograms withheld: each level loses the same cells.
  const { heavyIn } = measureColumns(counts.layout)
  const base = counts.base.map((n, cell) => (cell < heavyIn ? 0 : n))
  const lost = counts.base.filter((n, cell) => cell < heavyIn && n >= 5).length
  for (const { shown, of } of usefulnessOf(counts, { base, triples: counts.triples }, 5)) expect(of - shown).toBe(lost)
})

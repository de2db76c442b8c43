import loadHighs from 'highs'
import { describe, expect, it } from 'vitest'
import type { Policy, PublishedCells } from '../../../server/release/format.ts'
import { AGES, measureColumns, pairIndex, placeCount, type ReleaseLayout, rowIndex, SEXES } from '../../../server/release/lattice.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { findSmallAtoms } from '../../../server/vault/guard/atoms.ts'
import { guardBasic } from '../../../server/vault/guard/basic.ts'
import { guardExact } from '../../../server/vault/guard/exact.ts'
import { type Client, seededClients, smallCatalogue } from '../cube/population.ts'

const SIZE = { services: 3, municipalities: 2, centres: 2 }
/** With clients enough at every finest selection for one program over all pairs. */
const DENSE = { services: 3, municipalities: 1, centres: 1 }
/** Clients of the dense size, everybody's sex known: with small groups of unknown sex the program of all pairs takes minutes. */
const denseClients = (seed: number) => seededClients(seed, 1600, DENSE).map((client) => ({ ...client, sex: client.sex || 1 }))
const K = 5
const POLICY: Policy = { kind: 'exact', k: K, complementExempt: [] }

function cubeOf(clients: readonly Client[], size: typeof SIZE = SIZE) {
  const catalogue = smallCatalogue(size)
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, K)
  const sectors = catalogue.services.map(({ sector }) => sector)
  return { layout, cube: countCells(profiles, layout, sectors) }
}

describe('policy exact', () => {
  it('shows true figures of k or more, and none that the threshold or the atom rule withholds', async () => {
    const { layout, cube } = cubeOf(seededClients(5, 900, SIZE))
    const counts = openCounts(cube)
    const { cells, certificate, vaultCertificate } = await guardExact(cube, POLICY, { stage: 'base', programVersion: 'test' })
    const small = findSmallAtoms(counts, layout, POLICY)
    for (const block of ['base', 'triples'] as const)
      cells[block].forEach((figure, cell) => {
        if (figure === 0) return
        expect(figure).toBe(counts[block][cell])
        expect(figure).toBeGreaterThanOrEqual(K)
        expect(small[block][cell]).toBe(0)
      })
    expect(certificate.published).toBeGreaterThan(100)
    expect(certificate.published + certificate.withheld).toBe(certificate.cells)
    expect(vaultCertificate.primary + vaultCertificate.complementary).toBe(certificate.withheld)
    expect(certificate.audit.proven).toBe(0)
    for (const { audited, of } of certificate.audit.families) expect(audited).toBe(of)
  })

  it('is the same every time', async () => {
    const { cube } = cubeOf(seededClients(6, 600, SIZE))
    const [first, second] = [
      await guardExact(cube, POLICY, { stage: 'lifted', programVersion: 'test' }),
      await guardExact(cube, POLICY, { stage: 'lifted', programVersion: 'test' }),
    ]
    expect({ ...second.certificate, seconds: 0 }).toEqual({ ...first.certificate, seconds: 0 })
    expect({ ...second.vaultCertificate, certificate: null }).toEqual({ ...first.vaultCertificate, certificate: null })
  })

  it('shows at least as much when lifted', async () => {
    const { cube } = cubeOf(seededClients(6, 600, SIZE))
    const base = await guardExact(cube, POLICY, { stage: 'base', programVersion: 'test' })
    const lifted = await guardExact(cube, POLICY, { stage: 'lifted', programVersion: 'test' })
    expect(lifted.certificate.published).toBeGreaterThanOrEqual(base.certificate.published)
  })

  it('shows more when lifted against the attacker over all pairs of a small and dense table at once', async () => {
    const { cube } = cubeOf(denseClients(12), DENSE)
    const base = await guardExact(cube, POLICY, { stage: 'base', programVersion: 'test' })
    const lifted = await guardExact(cube, POLICY, { stage: 'lifted', programVersion: 'test' })
    expect(lifted.certificate.published).toBeGreaterThan(base.certificate.published)
    const ofJoint = (families: typeof base.certificate.audit.families) => families.find(({ kind }) => kind === 'joint')
    expect(ofJoint(base.certificate.audit.families)).toEqual({ kind: 'joint', audited: 0, of: 0 })
    expect(ofJoint(lifted.certificate.audit.families)).toEqual({ kind: 'joint', audited: 1, of: 1 })
    for (const { audited, of } of lifted.certificate.audit.families) expect(audited).toBe(of)
    expect(lifted.vaultCertificate.families.find(({ kind }) => kind === 'joint')?.lifted).toBeGreaterThan(0)
  })

  it('refuses another policy', async () => {
    const { cube } = cubeOf(seededClients(6, 50, SIZE))
    const other: Policy = { kind: 'perturbed', k: K, d: 8, v: 2, js: 4, drillDown: 10 }
    await expect(guardExact(cube, other, { stage: 'base', programVersion: 'test' })).rejects.toThrow('another policy')
  })

  it.each([
    { seed: 11, stage: 'base' as const, clients: seededClients(11, 500, SIZE), size: SIZE },
    { seed: 12, stage: 'lifted' as const, clients: seededClients(12, 500, SIZE), size: SIZE },
    { seed: 12, stage: 'lifted' as const, clients: denseClients(12), size: DENSE },
    { seed: 13, stage: 'lifted' as const, clients: denseClients(13), size: DENSE },
  ])(
    'leaves the attacker of all pairs of services together without a proof, seed $seed, $stage, $clients.length clients',
    async ({ stage, clients, size }) => {
      const { layout, cube } = cubeOf(clients, size)
      const { cells } = await guardExact(cube, POLICY, { stage, programVersion: 'test' })
      expect(await attack(clients, layout, cells)).toEqual([])
    },
    120_000,
  )

  it('is attacked by what finds what the threshold and the atom rule alone give away', async () => {
    const clients = denseClients(12)
    const { layout, cube } = cubeOf(clients, DENSE)
    expect(await attack(clients, layout, guardBasic(cube, POLICY), 10)).toHaveLength(10)
  })
})

/**
 * The linear attacker over all pairs of three services, written apart from the guard: a variable for every sex, age, location, cohort and use of
 * the three; every published figure of clients, services and pairs is an equation. Returns the small groups (1 to k − 1) of one or two services
 * that he proves to be small; stops at `enough`.
 */
async function attack(clients: readonly Client[], layout: ReleaseLayout, cells: PublishedCells, enough = Number.POSITIVE_INFINITY) {
  const three = [0, 1, 2]
  const at = measureColumns(layout)
  const places = placeCount(layout)
  const locations = [...new Set(clients.map(({ municipality, centre }) => `${municipality},${centre}`))]
  const keyOf = (client: Client) => {
    const uses = three.map((service) => (client.services.includes(service) ? 1 : 0))
    return [client.sex, client.age, locations.indexOf(`${client.municipality},${client.centre}`), client.heavyUser ? 1 : 0, ...uses].join()
  }
  const variables = [0, 1, 2].flatMap((sex) =>
    [0, 1, 2, 3].flatMap((age) =>
      locations.flatMap((_, location) =>
        [0, 1].flatMap((heavy) =>
          Array.from({ length: 8 }, (_, bits) => ({ sex, age, location, heavy, uses: three.map((n) => (bits >> n) & 1), truth: 0 })),
        ),
      ),
    ),
  )
  const byKey = new Map(variables.map((v) => [[v.sex, v.age, v.location, v.heavy, ...v.uses].join(), v]))
  for (const client of clients) {
    const variable = byKey.get(keyOf(client))
    if (variable) variable.truth++
  }
  const inAge = [[0, 1, 2, 3], [0], [1], [2, 3], [2], [3]]
  const members = (sex: number, age: number, place: number, test: (v: (typeof variables)[number]) => boolean) =>
    variables.flatMap((v, index) => {
      const [municipality = -1, centre = -1] = (locations[v.location] ?? '').split(',').map(Number)
      const inPlace =
        place === 0 ||
        (place <= layout.municipalities.length ? municipality === place - 1 : centre === place - 1 - layout.municipalities.length)
      return (sex === 0 || v.sex === sex) && inAge[age]?.includes(v.age) && inPlace && test(v) ? [index] : []
    })
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const
  const measures: readonly { readonly column: number; readonly services: readonly number[] }[] = [
    { column: at.clients, services: [] },
    ...three.map((n) => ({ column: at.services + n, services: [n] })),
    ...pairs.map(([i, j]) => ({ column: at.pairs + pairIndex(i, j, layout.services.length), services: [i, j] })),
  ]
  const rows: number[][] = []
  const sums: number[] = []
  const targets: number[][] = []
  for (let sex = 0; sex < SEXES.length; sex++)
    for (let age = 0; age < AGES.length; age++)
      for (let place = 0; place < places; place++) {
        for (const cohort of [0, 1])
          for (const { column, services } of measures) {
            const figure = cells.base[rowIndex({ cohort, sex, age, place }, places) * at.width + column] ?? 0
            if (figure === 0) continue
            rows.push(members(sex, age, place, (v) => v.heavy >= cohort && services.every((n) => v.uses[n] === 1)))
            sums.push(figure)
          }
        for (const heavy of [0, 1, 2])
          for (const [a, b] of pairs)
            for (const i of [0, 1, 2])
              for (const j of [0, 1, 2])
                targets.push(
                  members(
                    sex,
                    age,
                    place,
                    (v) => (heavy === 2 || v.heavy === heavy) && (i === 2 || v.uses[a] === i) && (j === 2 || v.uses[b] === j),
                  ),
                )
      }
  const truthOf = (list: readonly number[]) => list.reduce((sum, index) => sum + (variables[index]?.truth ?? 0), 0)
  rows.forEach((row, r) => {
    expect(truthOf(row)).toBe(sums[r])
  })
  const highs = await loadHighs()
  const model = highs.createModel({
    numCols: variables.length,
    numRows: rows.length,
    colCost: new Float64Array(variables.length),
    colLower: new Float64Array(variables.length),
    colUpper: new Float64Array(variables.length).fill(highs.infinity),
    rowLower: Float64Array.from(sums),
    rowUpper: Float64Array.from(sums),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: variables.length,
      starts: Int32Array.from([0, ...rows.map((_, r) => rows.slice(0, r + 1).reduce((sum, row) => sum + row.length, 0))]),
      indices: Int32Array.from(rows.flat()),
      values: new Float64Array(rows.flat().length).fill(1),
    },
  })
  model.options.set({ output_flag: false })
  const every = { kind: 'set' as const, indices: Int32Array.from(variables, (_, index) => index) }
  const open = new Map(targets.filter((list) => truthOf(list) > 0 && truthOf(list) < K).map((list) => [list.join(), list]))
  const proofs: string[] = []
  try {
    for (const [key, list] of [...open]) {
      if (proofs.length >= enough) break
      for (const sense of ['minimize', 'maximize'] as const) {
        if (!open.has(key)) break
        const cost = new Float64Array(variables.length)
        for (const index of list) cost[index] = 1
        model.changeColsCost(every, cost)
        model.changeObjectiveSense(highs.constants.objectiveSense[sense])
        model.run()
        expect(model.getModelStatus()).toBe(highs.constants.modelStatus.optimal)
        const { colValue } = model.getSolution()
        for (const [other, of] of open) {
          const n = of.reduce((sum, index) => sum + (colValue[index] ?? 0), 0)
          if (n < 1e-6 || n > K - 1e-6) open.delete(other)
        }
      }
      if (open.delete(key)) proofs.push(`${truthOf(list)} in ${list.length} groups`)
    }
  } finally {
    model.dispose()
  }
  return proofs
}

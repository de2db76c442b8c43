import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import {
  AGES,
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  rowIndex,
  SEXES,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../../server/release/lattice.ts'
import { type CellCounts, leafIndex } from '../../../server/vault/cube/cell-counts.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { readProfiles } from '../../../server/vault/cube/profiles.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { inSnapshot } from '../../../server/vault/cube/snapshot.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { countInSql } from './count-in-sql.ts'
import { type Client, type CountySize, mulberry32, seededClients, smallCatalogue, storeClients } from './population.ts'

const SIZE: CountySize = { services: 7, municipalities: 3, centres: 4 }
const catalogue = smallCatalogue(SIZE)
const sectors = catalogue.services.map(({ sector }) => sector)

const profilesOf = (clients: readonly Client[]) => sealCounts(profileColumns(clients))
const layoutOf = (clients: readonly Client[]) => releaseLayout(catalogue, profilesOf(clients), 5)
const count = (clients: readonly Client[], layout: ReleaseLayout = layoutOf(clients)): CellCounts =>
  openCounts(countCells(profilesOf(clients), layout, sectors, { keySums: true }))

onEachDatabase('the cube', ({ vault }) => {
  let database: Database
  beforeAll(async () => {
    database = await vault()
  })

  it('is cell for cell what plain SQL counts, triples and key sums included', async () => {
    const clients = seededClients(20251231, 1500, SIZE)
    await storeClients(database, catalogue, seededClients(1, 50, SIZE), { dataDate: '2024-12-31' })
    const importId = await storeClients(database, catalogue, clients)

    const profiles = await inSnapshot(database, (connection) => readProfiles(connection, importId))
    const layout = releaseLayout(catalogue, profiles, 5)
    const cube = openCounts(countCells(profiles, layout, sectors, { keySums: true }))
    const sql = await countInSql(database, importId, layout, sectors)

    expect(sql.counts.base[0]).toBe(1500)
    expect(sql.counts.triples.some((n) => n > 0)).toBe(true)
    expect(cube.base).toEqual(sql.counts.base)
    expect(cube.triples).toEqual(sql.counts.triples)
    expect(cube.keySums?.base).toEqual(sql.keySums.base)
    expect(cube.keySums?.triples).toEqual(sql.keySums.triples)
  })

  it('groups clients by profile in the database', async () => {
    const clients = seededClients(3, 400, { ...SIZE, services: 2 })
    const importId = await storeClients(database, catalogue, clients, { dataDate: '2023-12-31' })
    const profiles = openCounts(await inSnapshot(database, (connection) => readProfiles(connection, importId)))
    expect(profiles.length).toBeLessThan(400)
    expect(profiles.clients.reduce((a, b) => a + b)).toBe(400)
  })

  it('of nobody is empty', async () => {
    const importId = await storeClients(database, catalogue, [], { dataDate: '2022-12-31' })
    const profiles = await inSnapshot(database, (connection) => readProfiles(connection, importId))
    const layout = releaseLayout(catalogue, profiles, 5)
    expect(layout.tops).toEqual({ health: 0, social: 0, all: 0 })
    expect(openCounts(countCells(profiles, layout, sectors)).base.every((n) => n === 0)).toBe(true)
  })
})

/** Seeded counties, from nobody to a few hundred clients. */
const counties = fc
  .record({ seed: fc.integer(), size: fc.integer({ min: 0, max: 300 }) })
  .map(({ seed, size }) => seededClients(seed, size, SIZE))
const holds = (property: fc.IPropertyWithHooks<[readonly Client[]]>) => fc.assert(property, { seed: 1988, numRuns: 10 })

describe('counts of every canonical cell', () => {
  it('add up over sexes with the unknown, age groups, municipalities, and centres with none', () => {
    holds(
      fc.property(counties, (clients) => {
        const cube = count(clients)
        const rows = rowsOf(cube)
        const unknownSex = rowsOf(
          count(
            clients.filter(({ sex }) => sex === 0),
            cube.layout,
          ),
        )
        const noCentre = rowsOf(
          count(
            clients.filter(({ centre }) => centre < 0),
            cube.layout,
          ),
        )
        for (const cohort of [0, 1])
          for (let age = 0; age < AGES.length; age++)
            for (let place = 0; place < placeCount(cube.layout); place++) {
              const sexes = [1, 2].map((sex) => rows(cohort, sex, age, place))
              expect(rows(cohort, 0, age, place)).toEqual(sum([...sexes, unknownSex(cohort, 0, age, place)]))
            }
        for (const cohort of [0, 1])
          for (let sex = 0; sex < SEXES.length; sex++) {
            for (let place = 0; place < placeCount(cube.layout); place++) {
              expect(rows(cohort, sex, 0, place)).toEqual(sum([1, 2, 3].map((age) => rows(cohort, sex, age, place))))
              expect(rows(cohort, sex, 3, place)).toEqual(sum([4, 5].map((age) => rows(cohort, sex, age, place))))
            }
            for (let age = 0; age < AGES.length; age++) {
              const whole = rows(cohort, sex, age, 0)
              expect(whole).toEqual(sum([1, 2, 3].map((place) => rows(cohort, sex, age, place))))
              expect(whole).toEqual(sum([...[4, 5, 6, 7].map((place) => rows(cohort, sex, age, place)), noCentre(cohort, sex, age, 0)]))
            }
          }
      }),
    )
  })

  it('never hold more of a part than of the whole: triple, pair, service, clients; heavy; heavy users', () => {
    holds(
      fc.property(counties, (clients) => {
        const cube = count(clients)
        const at = measureColumns(cube.layout)
        const rows = rowsOf(cube)
        eachRow(cube.layout, (cohort, sex, age, place) => {
          const row = rows(cohort, sex, age, place)
          const n = (column: number) => row[column] ?? Number.NaN
          for (let i = 0; i < SIZE.services; i++) {
            expect(n(at.services + i)).toBeLessThanOrEqual(n(at.clients))
            expect(n(at.heavyIn + i)).toBeLessThanOrEqual(n(at.services + i))
            for (let j = i + 1; j < SIZE.services; j++) {
              const pair = n(at.pairs + pairIndex(i, j, SIZE.services))
              expect(pair).toBeLessThanOrEqual(Math.min(n(at.services + i), n(at.services + j)))
              if (place >= triplePlaceCount(cube.layout)) continue
              for (let k = j + 1; k < SIZE.services; k++) {
                const at3 = rowIndex({ cohort, sex, age, place }, triplePlaceCount(cube.layout)) * tripleCount(cube.layout)
                expect(cube.triples[at3 + tripleIndex(i, j, k)]).toBeLessThanOrEqual(pair)
              }
            }
          }
          if (cohort === 1) {
            const all = rows(0, sex, age, place)
            row.forEach((heavy, column) => {
              expect(heavy).toBeLessThanOrEqual(all[column] ?? Number.NaN)
            })
            // Heavy in a service makes a heavy user.
            expect(row.slice(at.heavyIn, at.heavyIn + SIZE.services)).toEqual(all.slice(at.heavyIn, at.heavyIn + SIZE.services))
          }
        })
      }),
    )
  })

  it('split the clients into bins, and the grid into the bins of its sides', () => {
    holds(
      fc.property(counties, (clients) => {
        const cube = count(clients)
        const { tops } = cube.layout
        const at = measureColumns(cube.layout)
        const rows = rowsOf(cube)
        eachRow(cube.layout, (...selection) => {
          const row = rows(...selection)
          const total = (from: number, bins: number) => row.slice(from, from + bins).reduce((a, b) => a + b, 0)
          const n = row[at.clients]
          expect(total(at.health, tops.health + 1)).toBe(n)
          expect(total(at.social, tops.social + 1)).toBe(n)
          expect(total(at.all, tops.all + 1)).toBe(n)
          for (let h = 0; h <= tops.health; h++) expect(total(at.grid + h * (tops.social + 1), tops.social + 1)).toBe(row[at.health + h])
        })
      }),
    )
  })

  it('do not depend on the order of input, nor on how clients are grouped', () => {
    holds(
      fc.property(counties, (clients) => {
        const random = mulberry32(clients.length)
        const shuffled = clients.map((client) => ({ client, at: random() })).sort((a, b) => a.at - b.at)
        expect(
          count(
            shuffled.map(({ client }) => client),
            layoutOf(clients),
          ),
        ).toEqual(count(clients))
        const twice = [...clients, ...clients]
        const grouped = clients.map((client) => ({ ...client, clients: 2, keySum: (client.keySum * 2) % 2 ** 32 }))
        expect(count(grouped, layoutOf(clients))).toEqual(count(twice, layoutOf(clients)))
      }),
    )
  })

  it('are sums of leaves, of which no two share a client', () => {
    const clients = seededClients(5, 300, SIZE)
    const { leaves, layout, base } = count(clients)
    const at = measureColumns(layout)
    const total = leaves.locations.length * 24
    expect(leaves.base.length).toBe(total * at.width)
    const clientsOfLeaves = Array.from({ length: total }, (_, leaf) => leaves.base[leaf * at.width] ?? 0)
    expect(clientsOfLeaves.reduce((a, b) => a + b)).toBe(base[0])
    const location = leaves.locations.findIndex(({ municipality, centre }) => municipality === 1 && centre === 1)
    const leaf = leafIndex(1, 2, 3, location, leaves.locations.length) * at.width
    const expected = clients.filter((c) => c.heavyUser && c.sex === 2 && c.age === 3 && c.municipality === 1 && c.centre === 1)
    expect(leaves.base[leaf]).toBe(expected.length)
  })

  it('refuse profiles that the catalogue does not fit', () => {
    const [client] = seededClients(1, 1, SIZE)
    if (!client) throw new Error('no client')
    const layout = layoutOf([])
    const refused = (change: Partial<Client>) => () => count([{ ...client, ...change }], layout)
    expect(refused({ municipality: 9 })).toThrow(/place/)
    expect(refused({ centre: 9 })).toThrow(/place/)
    expect(refused({ services: [9] })).toThrow(/services/)
    expect(refused({ services: [2, 1] })).toThrow(/services/)
    expect(refused({ heavyServices: [9] })).toThrow(/heavy/)
  })
})

describe('the last bin of a histogram', () => {
  const withServices = (clients: number, services: readonly number[]): Client[] =>
    Array.from({ length: clients }, () => ({
      ...{ sex: 1, age: 1, municipality: 0, centre: -1, heavyUser: false, services, heavyServices: [], clients: 1, keySum: 0 },
    }))

  it('holds at least k clients', () => {
    const clients = [...withServices(4, [0, 1, 2, 3, 4]), ...withServices(1, [0, 2, 3, 5]), ...withServices(5, [0])]
    // Health services are 0, 2, 3, 5 (dental 2, 5), social ones 1 and 4.
    expect(layoutOf(clients).tops).toEqual({ health: 3, social: 0, all: 4 })
    expect(releaseLayout(catalogue, profilesOf(clients), 6).tops).toEqual({ health: 1, social: 0, all: 1 })
  })

  it('is never beyond eight health services, five social ones, ten in all', () => {
    const wide = smallCatalogue({ ...SIZE, services: 30 })
    const clients = withServices(
      20,
      Array.from({ length: 30 }, (_, i) => i),
    )
    expect(releaseLayout(wide, profilesOf(clients), 5).tops).toEqual({ health: 8, social: 5, all: 10 })
  })
})

const rowsOf = (cube: CellCounts) => {
  const { width } = measureColumns(cube.layout)
  return (cohort: number, sex: number, age: number, place: number): readonly number[] => {
    const at = rowIndex({ cohort, sex, age, place }, placeCount(cube.layout)) * width
    return [...cube.base.subarray(at, at + width)]
  }
}

const sum = (rows: readonly (readonly number[])[]): readonly number[] =>
  (rows[0] ?? []).map((_, column) => rows.reduce((total, row) => total + (row[column] ?? Number.NaN), 0))

function eachRow(layout: ReleaseLayout, visit: (cohort: number, sex: number, age: number, place: number) => void): void {
  for (const cohort of [0, 1])
    for (let sex = 0; sex < SEXES.length; sex++)
      for (let age = 0; age < AGES.length; age++) for (let place = 0; place < placeCount(layout); place++) visit(cohort, sex, age, place)
}

import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../server/release/format.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { deviationSpread, familyProgram, knownTotals } from '../../../server/vault/guard/family-program.ts'
import { familyVariables } from '../../../server/vault/guard/family-variables.ts'
import { guardContext, guardInput } from '../../../server/vault/guard/guard-context.ts'
import { linkFamily, UNKNOWN } from '../../../server/vault/guard/linked-family.ts'
import { localWitnesses } from '../../../server/vault/guard/local-witnesses.ts'
import { openFamily } from '../../../server/vault/guard/open-family.ts'
import { orderOfUse, publishInOrder } from '../../../server/vault/guard/publish.ts'
import { withSolver } from '../../../server/vault/guard/solver.ts'
import { fits, vouches, waysOut } from '../../../server/vault/guard/witness-pool.ts'
import { type Client, type CountySize, seededClients, smallCatalogue } from '../cube/population.ts'

const MANY: CountySize = { services: 2, municipalities: 8, centres: 16 }
const FEW: CountySize = { services: 2, municipalities: 4, centres: 2 }
const K = 5
const POLICY = { kind: 'exact', k: K, complementExempt: [] } as const satisfies Policy

/** Everybody at a centre of their own municipality, or anywhere. */
const atHome = (clients: readonly Client[], { municipalities }: CountySize): readonly Client[] =>
  clients.map((client) => ({ ...client, centre: client.centre < 0 ? -1 : client.municipality + municipalities * (client.centre % 2) }))

/** The pair's family with what its lines let be shown, and the local witnesses over it. */
function familyOf(clients: readonly Client[], size: CountySize) {
  const catalogue = smallCatalogue(size)
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, K)
  const cube = countCells(
    profiles,
    layout,
    catalogue.services.map(({ sector }) => sector),
  )
  const context = guardContext(guardInput(openCounts(cube), POLICY))
  const { shape, selections, values, exempt, own } = openFamily(context, { kind: 'pair', services: [0, 1] })
  const family = linkFamily(shape, selections, values, K, exempt)
  const candidates = orderOfUse(family, own, ({ table }, s) => (values[table * selections.count + s] ?? 0) < K)
  const before = linkFamily(shape, selections, values, K, exempt)
  const shown = new Uint8Array(family.state.length)
  publishInOrder(before, candidates).forEach((flag, at) => {
    shown[candidates[at] ?? 0] = flag
  })
  const variables = familyVariables(family)
  const known = knownTotals(family)
  const controlled = [...candidates].filter((group) => shown[group] === 1)
  const local = localWitnesses({ family, variables, known, controlled, shown, spread: deviationSpread(family, variables) })
  const secrets = Array.from(family.secret.keys()).filter((group) => family.secret[group] === 1 && family.state[group] === UNKNOWN)
  return { family, variables, known, controlled, shown, local, secrets }
}

describe.each([
  {
    where: 'at a centre of their own municipality',
    size: MANY,
    clients: atHome(seededClients(31, 2400, MANY), MANY),
    most: 0.8,
    some: true,
  },
  { where: 'at any centre', size: FEW, clients: seededClients(32, 600, FEW), most: 0.3, some: false },
])('witnesses near a small group, with clients $where', ({ size, clients, most, some }) => {
  const { family, variables, known, controlled, shown, local, secrets } = familyOf(clients, size)

  it('fit everything shown and keep the secret they were asked for', () => {
    let found = 0
    for (const group of secrets) {
      const near = local.near(group)
      if (typeof near === 'string') continue
      found++
      expect(fits(family, shown, near)).toBe(true)
      const at = near.groups.indexOf(group)
      expect(vouches(family, group, near.by[at] ?? 0)).toBe(true)
    }
    expect(found / secrets.length).toBeGreaterThan(most)
  })

  it('are said not to exist only where the program of the whole family has none', async () => {
    const { program, rowOf, cellColumns } = familyProgram(family, variables, known, controlled)
    for (const group of controlled)
      for (const column of [cellColumns(group)?.up, cellColumns(group)?.down]) if (column !== undefined) program.upper[column] = 0
    const none = secrets.filter((group) => local.near(group) === 'none')
    // Where everybody may be at any centre hardly a group lies in one municipality alone.
    expect(none.length > 0).toBe(some)
    await withSolver(program, (solver) => {
      for (const group of none)
        for (const { sign, by } of waysOut(family, group)) {
          const row = rowOf(group)
          if (row.indices.length === 0) continue
          const values = row.values.map((value) => sign * value)
          expect(solver.cheapest({ indices: row.indices, values }, by).kind).toBe('impossible')
        }
    })
  })

  it('follow what is shown: a cell let go lets no fewer be found, and shown again the same', () => {
    const kinds = () => secrets.map((group) => (typeof local.near(group) === 'string' ? 0 : 1))
    const before = kinds()
    const cell = controlled[Math.floor(controlled.length / 2)] ?? 0
    shown[cell] = 0
    kinds().forEach((found, n) => {
      expect(found).toBeGreaterThanOrEqual(before[n] ?? 0)
    })
    shown[cell] = 1
    expect(kinds()).toEqual(before)
  })
})

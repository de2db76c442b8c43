import { describe, expect, it } from 'vitest'
import { familyProgram } from '../../../server/vault/guard/family-program.ts'
import { localWitnesses } from '../../../server/vault/guard/local-witnesses.ts'
import { withSolver } from '../../../server/vault/guard/solver.ts'
import { fits, vouches, waysOut } from '../../../server/vault/guard/witness-pool.ts'
import { type CountySize, seededClients } from '../cube/population.ts'
import { atHome, pairFamily } from './pair-family.ts'

const MANY: CountySize = { services: 2, municipalities: 8, centres: 16 }
const FEW: CountySize = { services: 2, municipalities: 4, centres: 2 }

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
  const parts = pairFamily(clients, size)
  const { family, variables, known, controlled, shown, secrets } = parts
  const local = localWitnesses(parts)

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

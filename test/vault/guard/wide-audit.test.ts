import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../../server/release/format.ts'
import type { HeavyBy } from '../../../server/vault/cube/cell-counts.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { guardBasic } from '../../../server/vault/guard/basic.ts'
import { type Pattern, patternsOf } from '../../../server/vault/guard/client-patterns.ts'
import { type GuardContext, guardContext, guardInput } from '../../../server/vault/guard/guard-context.ts'
import { impliedGroups } from '../../../server/vault/guard/implied-groups.ts'
import { auditWide } from '../../../server/vault/guard/wide-audit.ts'
import { listWideFamilies, unshownGroups, type WideFamily, wideCells } from '../../../server/vault/guard/wide-family.ts'
import { attackSums } from '../../attack/linear-attacker.ts'
import { alikeClients, type Client, type CountySize, seededClients, smallCatalogue } from '../cube/population.ts'

const SIZE = { services: 5, municipalities: 2, centres: 2 }
const K = 5
const POLICY = { kind: 'exact', k: K, complementExempt: [] } as const satisfies Policy

/** A context in which threshold and atom rule alone decided what is shown. */
function contextFor(clients: readonly Client[], size: CountySize, heavyBy?: HeavyBy): GuardContext {
  const catalogue = smallCatalogue(size)
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, K)
  const sectors = catalogue.services.map(({ sector }) => sector)
  const cube = countCells(profiles, layout, sectors, heavyBy ? { heavyBy } : {})
  return guardContext({ ...guardInput(openCounts(cube), POLICY), published: guardBasic(cube, POLICY) })
}

const contextOf = (seed: number, clients: number): GuardContext => contextFor(seededClients(seed, clients, SIZE), SIZE)

/** The whole county of one sex, age and municipality: so many clients by what they use and what they are heavy in. */
function oneSelection(groups: readonly { readonly n: number; readonly services: readonly number[]; readonly heavy?: readonly number[] }[]) {
  const size = { services: 4, municipalities: 1, centres: 0 }
  const clients = groups.flatMap(({ n, services, heavy }) => alikeClients(n, services, heavy))
  // Nobody is a heavy user by social care: there is none enough.
  const heavyBy = { tasks: [null, null, null, null], inService: [true, true, false, false], socialServices: 9, socialTasks: 9 }
  const context = contextFor(clients, size, heavyBy)
  return { context, family: { selection: 0, services: [0, 1, 2, 3] } }
}

/** The small cells, unshown groups and patterns of a selection that the attack suite's own solver proves to be small. */
async function provenIn(context: GuardContext, family: WideFamily): Promise<readonly string[]> {
  const patterns = patternsOf(family.services, context.rules, context.layout.tops)
  const cells = wideCells(context, family, patterns)
  const figure = ({ block, cells: [first = 0] }: (typeof cells)[number]) => context.published[block][first] ?? 0
  const known = cells
    .filter((cell) => figure(cell) > 0)
    .map((cell) => ({ columns: [...cell.columns], low: figure(cell), high: figure(cell) }))
  const unshown = unshownGroups(context, family, patterns)
  for (const { few, columns } of unshown) if (few) known.push({ columns: [...columns], low: 0, high: K - 1 })
  const targets = [
    ...cells
      .filter(({ truth }) => truth > 0 && truth < K)
      .map(({ block, cells: [first = 0], columns }) => ({ name: `${block} ${first}`, columns: [...columns] })),
    ...unshown.map(({ columns }, n) => ({ name: `unshown ${n}`, columns: [...columns] })),
    ...patterns.map((_, column) => ({ name: `pattern ${column}`, columns: [column] })),
    ...impliedGroups(context, family, patterns).map((columns, n) => ({ name: `implied ${n}`, columns: [...columns] })),
  ]
  if (known.length === 0) return []
  return (await attackSums(patterns.length, known, targets, K)).proven.map(({ name }) => name)
}

function withhold(context: GuardContext, gone: { readonly base: readonly number[]; readonly triples: readonly number[] }): void {
  for (const block of ['base', 'triples'] as const) for (const cell of gone[block]) context.published[block][cell] = 0
}

describe('the audit of everything published of one selection', () => {
  let context: GuardContext
  let families: readonly WideFamily[]
  beforeAll(() => {
    context = contextOf(21, 400)
    families = listWideFamilies(SIZE.services, context.selections, 0)
  })

  it('takes every selection and service of a small catalogue', () => {
    const shown = context.selections.hidden.filter((hidden) => hidden === 0).length
    expect(families).toHaveLength(shown)
    for (const { services } of families) expect(services).toEqual([0, 1, 2, 3, 4])
  })

  it('finds what histograms and services prove together, and withholds until nothing is proven', async () => {
    const before: string[] = []
    const after: string[] = []
    let [proven, gone] = [0, 0]
    for (const family of families) {
      before.push(...(await provenIn(context, family)))
      const findings = await auditWide(context, family)
      proven += findings.proven
      gone += findings.gone.base.length + findings.gone.triples.length
      withhold(context, findings.gone)
      after.push(...(await provenIn(context, family)))
    }
    expect(before.length).toBeGreaterThan(5)
    expect(proven).toBe(before.length)
    expect(gone).toBeGreaterThan(0)
    expect(after).toEqual([])
  })

  it('has nothing left to do the second time', async () => {
    for (const family of families) expect((await auditWide(context, family)).gone).toEqual({ base: [], triples: [] })
  })
})

describe('groups that no figure shows', () => {
  it('above the last bin are not told by services less bins', async () => {
    // Four clients use four services, and the last bin is 'three or more': the layout alone tells that they are fewer than five.
    const { context, family } = oneSelection([
      { n: 4, services: [0, 1, 2, 3] },
      { n: 40, services: [0, 1, 2] },
      { n: 60, services: [0, 1] },
      { n: 60, services: [1, 2] },
      { n: 60, services: [0, 3] },
      { n: 80, services: [3] },
      { n: 80, services: [0] },
    ])
    expect(context.layout.tops.all).toBe(3)
    expect((await provenIn(context, family)).some((name) => name.startsWith('unshown'))).toBe(true)
    withhold(context, (await auditWide(context, family)).gone)
    expect(await provenIn(context, family)).toEqual([])
  })

  it('heavy in both of two services are not told by heavy in one, heavy in the other and heavy users', async () => {
    const { context, family } = oneSelection([
      { n: 2, services: [0, 1], heavy: [0, 1] },
      { n: 38, services: [0, 1], heavy: [0] },
      { n: 20, services: [0, 1], heavy: [1] },
      { n: 100, services: [0] },
      { n: 100, services: [1] },
      { n: 100, services: [0, 1] },
      { n: 100, services: [2] },
      { n: 100, services: [3] },
    ])
    expect((await provenIn(context, family)).some((name) => name.startsWith('unshown'))).toBe(true)
    withhold(context, (await auditWide(context, family)).gone)
    expect(await provenIn(context, family)).toEqual([])
  })
})

describe('patterns of clients', () => {
  const rules = {
    social: [false, true, true, true],
    heavyBy: {
      ...{ tasks: [null, 'families', 'families', 'older'], inService: [true, false, false, false] },
      ...{ socialServices: 3, socialTasks: 2 },
    },
  }
  const tops = { health: 1, social: 3, all: 4 }
  const outside = (list: readonly Pattern[]) => list.filter(({ heavy }) => !heavy).map(({ uses }) => uses)

  it('leave nobody outside the cohort whom a rule puts inside', () => {
    // services 1 and 3 are of two service tasks
    expect(outside(patternsOf([0, 1, 2, 3], rules, tops))).not.toContain(0b1010)
    expect(outside(patternsOf([0, 1, 2, 3], rules, tops))).toContain(0b0110)
  })

  it('let nobody into the cohort without a reason: a service that one can be heavy in, or enough of social care', () => {
    const inside = patternsOf([0, 1, 2, 3], rules, tops)
      .filter(({ heavy }) => heavy)
      .map(({ uses }) => uses)
    expect(inside).toContain(0b0001)
    // services 1 and 3 are of two service tasks, 1 and 2 of one
    expect(inside).toContain(0b1010)
    for (const uses of [0, 0b0010, 0b0100, 0b1000, 0b0110]) expect(inside).not.toContain(uses)
    // A service that the family does not name may be of another task.
    expect(patternsOf([1, 2], rules, tops).filter(({ heavy, uses, social }) => heavy && uses === 0b11 && social === 3)).not.toEqual([])
    // Two services of one task are one task.
    expect(
      patternsOf([1, 2], rules, tops).filter(({ heavy, uses, social, health }) => heavy && uses === 0b11 && social === 2 && health === 0),
    ).toEqual([])
    // An unnamed service of health care may be what somebody is heavy in.
    expect(patternsOf([1], rules, tops).filter(({ heavy, uses, health }) => heavy && uses === 1 && health === 1)).not.toEqual([])
    expect(patternsOf([1], rules, tops).filter(({ heavy, social, health }) => heavy && social < 2 && health === 0)).toEqual([])
  })

  it('count services outside the family by number', () => {
    const list = patternsOf([0], rules, tops)
    expect(Math.max(...list.map(({ social }) => social))).toBe(3)
    expect(list.filter(({ heavy, social }) => !heavy && social === 3)).toEqual([])
  })
})

describe('wide families of a large catalogue', () => {
  it('are the same sample every time, of wide places', () => {
    const { selections } = contextOf(22, 300)
    const [first, second] = [listWideFamilies(40, selections, 30), listWideFamilies(40, selections, 30)]
    expect(second).toEqual(first)
    expect(first).toHaveLength(30)
    for (const { selection, services } of first) {
      expect(selections.placeLevel[selection]).toBeLessThan(2)
      expect(new Set(services).size).toBe(6)
    }
  })
})

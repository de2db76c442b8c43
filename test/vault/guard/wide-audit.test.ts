import { beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../../server/release/format.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { guardBasic } from '../../../server/vault/guard/basic.ts'
import { type GuardContext, guardContext, guardInput } from '../../../server/vault/guard/guard-context.ts'
import { auditWide } from '../../../server/vault/guard/wide-audit.ts'
import { listWideFamilies, type Pattern, patternsOf, type WideFamily, wideCells } from '../../../server/vault/guard/wide-family.ts'
import { attackSums } from '../../attack/linear-attacker.ts'
import { seededClients, smallCatalogue } from '../cube/population.ts'

const SIZE = { services: 5, municipalities: 2, centres: 2 }
const K = 5
const POLICY = { kind: 'exact', k: K, complementExempt: [] } as const satisfies Policy

/** A context in which threshold and atom rule alone decided what is shown. */
function contextOf(seed: number, clients: number): GuardContext {
  const catalogue = smallCatalogue(SIZE)
  const profiles = sealCounts(profileColumns(seededClients(seed, clients, SIZE)))
  const layout = releaseLayout(catalogue, profiles, K)
  const cube = countCells(
    profiles,
    layout,
    catalogue.services.map(({ sector }) => sector),
  )
  return guardContext({ ...guardInput(openCounts(cube), POLICY), published: guardBasic(cube, POLICY) })
}

/** The small cells of a selection that the attack suite's own solver proves to be small. */
async function provenIn(context: GuardContext, family: WideFamily): Promise<readonly string[]> {
  const patterns = patternsOf(family.services, context.rules, context.layout.tops)
  const cells = wideCells(context, family, patterns)
  const figure = ({ block, cells: [first = 0] }: (typeof cells)[number]) => context.published[block][first] ?? 0
  const known = cells
    .filter((cell) => figure(cell) > 0)
    .map((cell) => ({ columns: [...cell.columns], low: figure(cell), high: figure(cell) }))
  const targets = cells
    .filter(({ truth }) => truth > 0 && truth < K)
    .map(({ block, cells: [first = 0], columns }) => ({ name: `${block} ${first}`, columns: [...columns] }))
  if (targets.length === 0 || known.length === 0) return []
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
    expect(inside).toContain(0b0110)
    for (const uses of [0, 0b0010, 0b0100, 0b1000]) expect(inside).not.toContain(uses)
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

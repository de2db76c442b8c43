import fc from 'fast-check'
import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { classifyDifference, differenceClass } from '../../../web/charts/difference/difference-cells.ts'
import { type DifferenceRow, differenceGroups, largestGap, rowsBeside } from '../../../web/charts/difference/difference-rows.ts'
import { differenceTable, matrixDifferenceTable } from '../../../web/charts/difference/difference-table.ts'
import { offeredWidening } from '../../../web/charts/difference/offered-widening.ts'
import { contrastTo, SECOND } from '../../../web/charts/difference/second-selection.ts'
import type { MatrixFigures } from '../../../web/charts/matrix/matrix-figures.ts'
import type { ExportValue } from '../../../web/export/exportable.ts'
import { breaksTogether } from '../../../web/release/break-words.ts'
import { AGE_GROUPS, EVERYONE, normalise, SEXES, type Selection } from '../../../web/selection/selection.ts'

const row = (code: string, sector: DifferenceRow['sector'], a: number | null, b: number | null, points: number | null): DifferenceRow => ({
  code,
  name: code,
  sector,
  a: { count: a, atLeast: false },
  b: { count: b, atLeast: false },
  shareA: a,
  shareB: b,
  points,
  breaks: [],
})
const rows = [
  row('H01', 'HEALTH', 30, 20, 10),
  row('H02', 'HEALTH', null, null, null),
  row('S01', 'SOCIAL', 5, 40, -35),
  row('D01', 'DENTAL', 60, null, null),
]

describe('rows of a comparison', () => {
  it('stand by sector, and fold where neither side shows a figure', () => {
    const groups = differenceGroups(rows, 'sector')
    expect(groups.map(({ sector }) => sector)).toEqual(['HEALTH', 'DENTAL', 'SOCIAL'])
    expect(groups[0]?.folded.map(({ code }) => code)).toEqual(['H02'])
    expect(groups[1]?.rows.map(({ code }) => code)).toEqual(['D01'])
  })

  it('sort by the size of the difference whatever its sign, the unknown last', () => {
    expect(differenceGroups(rows, 'gap')[0]?.rows.map(({ code }) => code)).toEqual(['S01', 'H01', 'D01'])
  })

  it('tell once why releases are not compared, with everything that changed', () => {
    const one = row('H01', 'HEALTH', 30, 20, null)
    const services = (code: string) => ({ reason: 'SERVICES' as const, codes: [code] })
    const rules = { reason: 'RULES' as const, codes: [] }
    expect(breaksTogether([{ ...one, breaks: [rules, services('H02')] }, { ...one, breaks: [rules, services('H01')] }, one])).toEqual([
      rules,
      { reason: 'SERVICES', codes: ['H01', 'H02'] },
    ])
    const why = (breaks: DifferenceRow['breaks']) => breaks.map(({ reason }) => reason).join()
    const words = { ...one, breaks: [rules] }
    const t = createInstance().t
    expect(differenceTable([words, one], t, why).rows.map((cells) => cells.at(-1))).toEqual(['RULES', ''])
    expect(differenceTable([one], t, why).columns.at(-1)?.id).toBe('points')
    // What is not compared is not withheld.
    const points = (row: DifferenceRow) => differenceTable([row], t, why).rows[0]?.[6]
    expect([points(words), points(one)]).toEqual([undefined, null])
  })

  it('name the largest published difference, or none', () => {
    expect(largestGap(rows)?.code).toBe('S01')
    expect(largestGap([row('H01', 'HEALTH', 5, null, null), row('H02', 'HEALTH', 5, 5, 0)])).toBeNull()
  })
})

describe('the row of one service in two matrices', () => {
  it('takes the figures of B by code, and leaves out the service itself', () => {
    const a = { ...figures('A', 'B', 'C'), counts: [[9, 8, 7], [], []], rowShares: [[null, 80, 70], [], []] }
    // The release of B has its services the other way round, and lacks one.
    const b = { ...figures('B', 'A'), counts: [[], [6, 5]], rowShares: [[], [60, null]] }
    const points = [[null, -20, null], [], []]
    expect(
      rowsBeside(a, b, points, 0).map(({ code, a, b, shareA, shareB, points }) => [code, a.count, b.count, shareA, shareB, points]),
    ).toEqual([
      ['B', 8, 6, 80, 60, -20],
      ['C', 7, null, 70, null, null],
    ])
  })

  it('has nothing of what the reader’s rights do not cover', () => {
    const seen = { ...figures('A', 'B', 'C'), seen: ['A'] }
    expect(rowsBeside(seen, seen, [], 1).map(({ code }) => code)).toEqual(['A'])
  })
})

describe('a widening of one side', () => {
  const side = (selection: Partial<Selection>, wider: Partial<Selection> | null) => ({
    selection: { ...EVERYONE, ...selection },
    coverage: { shown: 1, of: 2, widening: wider && { selection: { ...EVERYONE, ...wider }, gain: 1 } },
  })

  it('is offered where there is one', () => {
    expect(offeredWidening(side({ cohort: 'HEAVY', sexes: ['MALE'] }, { cohort: 'HEAVY' }), side({}, null), false)?.gain).toBe(1)
    expect(offeredWidening(side({ cohort: 'HEAVY' }, null), side({}, null), false)).toBeNull()
  })

  it('is not where both sides would be one group then, unless they are of two releases', () => {
    const [heavy, all] = [side({ cohort: 'HEAVY' }, {}), side({}, null)]
    expect(offeredWidening(heavy, all, false)).toBeNull()
    expect(offeredWidening(heavy, all, true)?.gain).toBe(1)
    const old = side({ ageGroups: ['AGE_65_79', 'AGE_80_PLUS'] }, null)
    expect(offeredWidening(side({ ageGroups: ['AGE_80_PLUS'] }, { ageGroups: ['AGE_65_PLUS'] }), old, false)).toBeNull()
  })
})

describe('cells of a difference', () => {
  it('grow with the difference and tell the sides apart', () => {
    expect([0, 1, 4, 5, 10, 20, 100].map(differenceClass)).toEqual(['same', 'more1', 'more1', 'more2', 'more3', 'more4', 'more4'])
    expect([-1, -5, -19, -20].map(differenceClass)).toEqual(['less1', 'less2', 'less3', 'less4'])
  })

  it('mirror when the sides change places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (points) => {
        expect(differenceClass(-points)).toBe(differenceClass(points).replace('more', 'less'))
      }),
      { seed: 4 },
    )
  })

  it('are withheld unless both sides are published, and never lie on the diagonal', () => {
    const sets = classifyDifference(
      figures('A', 'B'),
      [
        [null, 12],
        [null, null],
      ],
      [0, 1],
    )
    expect(sets.byClass.get('more3')).toEqual([0, 1])
    expect(sets.withheld).toEqual([1, 0])
  })

  it('are left out, not withheld, where the reader’s rights do not reach', () => {
    const seen = { ...figures('A', 'B', 'C'), seen: ['A'] }
    const none = seen.services.map(() => seen.services.map(() => null))
    expect(classifyDifference(seen, none, [0, 1, 2]).withheld).toEqual([0, 1, 0, 2, 1, 0, 2, 0])
    const { rows } = matrixDifferenceTable(seen, seen, none, createInstance().t)
    expect(rows.map(([row, column]) => [row, column].map(codeOf).join(''))).toEqual(['AB', 'AC', 'BA', 'CA'])
  })

  it('stand beside the shares of both sides by code, and do not apply where releases count otherwise', () => {
    const shares = [
      [null, 30],
      [20, null],
    ]
    const a = { ...figures('A', 'B'), rowShares: shares }
    // The release of B has its services the other way round, and shows but one share.
    const b = {
      ...figures('B', 'A'),
      rowShares: [
        [null, null],
        [10, null],
      ],
    }
    const none = a.services.map(() => a.services.map(() => null))
    const { rows } = matrixDifferenceTable(a, b, none, createInstance().t)
    expect(rows.map((cells) => cells.slice(2))).toEqual([
      [30, 10, undefined],
      [20, null, null],
    ])
  })
})

const codeOf = (value: ExportValue | undefined) => (typeof value === 'object' && value !== null && 'code' in value ? value.code : '')

/** A matrix of these services without a figure. */
function figures(...codes: string[]): MatrixFigures {
  const none = codes.map(() => codes.map(() => null))
  return {
    services: codes.map((code) => ({ code, slug: code, sector: 'HEALTH', task: null, name: code, shortName: code })),
    ...{ counts: none, lifts: none, rowShares: none, atLeast: codes.map(() => codes.map(() => false)) },
  }
}

const selections = fc
  .record({
    ageGroups: fc.subarray([...AGE_GROUPS], { maxLength: 1 }),
    sexes: fc.subarray([...SEXES], { maxLength: 1 }),
    municipalities: fc.subarray(['272', '217'], { maxLength: 1 }),
    cohort: fc.constantFrom('ALL' as const, 'HEAVY' as const),
    services: fc.subarray(['S04', 'H01']),
    release: fc.constantFrom(null, 'b074e7619639'),
  })
  .map((part) => normalise({ ...EVERYONE, ...part }))

describe('the second selection', () => {
  it('comes back from the address as it went in', () => {
    fc.assert(
      fc.property(selections, (one) => {
        expect(SECOND.parse(SECOND.write(one))).toEqual(one)
      }),
      { seed: 4 },
    )
    expect(SECOND.write(EVERYONE)).toBe('all')
    expect(SECOND.parse(null)).toBeNull()
  })
})

describe('what a selection is compared with until somebody chooses', () => {
  it.each([
    [{}, { cohort: 'HEAVY' }],
    [{ ageGroups: ['AGE_80_PLUS'] }, {}],
    [
      { ageGroups: ['AGE_80_PLUS'], sexes: ['FEMALE'] },
      { ageGroups: ['AGE_80_PLUS'], sexes: ['MALE'] },
    ],
    [{ ageGroups: ['AGE_80_PLUS'], cohort: 'HEAVY' }, { ageGroups: ['AGE_80_PLUS'] }],
    [{ sexes: ['MALE'], municipalities: ['272'] }, { sexes: ['MALE'] }],
    [{ municipalities: ['272'], services: ['S04'] }, { municipalities: ['272'] }],
  ] as const)('%j with %j', (a, b) => {
    expect(contrastTo({ ...EVERYONE, ...a })).toEqual({ ...EVERYONE, ...b })
  })

  it('is never the selection itself', () => {
    fc.assert(
      fc.property(selections, (selection) => {
        expect(contrastTo(selection)).not.toEqual(selection)
      }),
      { seed: 4 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { isUntold, largestGaps, type OverviewRow, overviewGroups } from '../../../web/pages/overview-rows.ts'

const row = (
  code: string,
  sector: OverviewRow['sector'],
  count: number | null,
  allShare: number | null,
  heavyShare: number | null,
  gap: number | null = null,
): OverviewRow => ({
  code,
  name: `Palvelu ${code}`,
  sector,
  moreThan: null,
  clients: { count, atLeast: false },
  allShare,
  allClients: { count, atLeast: false },
  heavyClients: { count: null, atLeast: false },
  heavyShare,
  gap,
})
const rows = [
  row('H01', 'HEALTH', 100, 10, 30, 20),
  row('H02', 'HEALTH', 900, 50, 75, 25),
  row('H03', 'HEALTH', null, null, null),
  row('S01', 'SOCIAL', 12, null, 8),
  row('S02', 'SOCIAL', 300, 20, 15, -5),
]
const codes = (list: readonly OverviewRow[]) => list.map(({ code }) => code)

describe('the overview as it is listed', () => {
  it('goes by sector, largest first, with fully withheld services folded, not left out', () => {
    const groups = overviewGroups(rows, 'sector', '')
    expect(groups.map((group) => [group.sector, codes(group.rows), codes(group.folded)])).toEqual([
      ['HEALTH', ['H02', 'H01'], ['H03']],
      ['SOCIAL', ['S02', 'S01'], []],
    ])
  })

  it('is one list by size, gap or share of heavy users, withheld last', () => {
    expect(codes(overviewGroups(rows, 'size', '')[0]?.rows ?? [])).toEqual(['H02', 'S02', 'H01', 'S01'])
    expect(codes(overviewGroups(rows, 'gap', '')[0]?.rows ?? [])).toEqual(['H02', 'H01', 'S02', 'S01'])
    expect(codes(overviewGroups(rows, 'heavy', '')[0]?.rows ?? [])).toEqual(['H02', 'H01', 'S02', 'S01'])
  })

  it('finds by any part of a name', () => {
    expect(overviewGroups(rows, 'sector', ' s0').map((group) => codes(group.rows))).toEqual([['S02', 'S01']])
    expect(overviewGroups(rows, 'sector', 'zzz')).toEqual([])
  })

  it('names only gaps upwards as the largest', () => {
    expect(codes(largestGaps(rows, 5))).toEqual(['H02', 'H01'])
  })
})

describe('a selection of which nothing is told', () => {
  const held = [row('H01', 'HEALTH', null, null, null), row('S01', 'SOCIAL', null, 45, null)]

  it('is one of heavy users whose own figures are all withheld, whatever is shown of all clients', () => {
    expect(isUntold(held, null, 'HEAVY')).toBe(true)
    expect(isUntold(held, null, 'ALL')).toBe(false)
  })

  it('is none whose clients, or heavy users’ share of a service, are shown', () => {
    expect(isUntold(held, 29, 'HEAVY')).toBe(false)
    expect(isUntold([...held, row('S02', 'SOCIAL', null, null, 8)], null, 'HEAVY')).toBe(false)
  })
})

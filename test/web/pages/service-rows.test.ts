import { describe, expect, it } from 'vitest'
import { arrangeCoUse, type CoUseRow, notableCount } from '../../../web/pages/service-rows.ts'

const row = (
  code: string,
  sector: CoUseRow['sector'],
  count: number | null,
  shareOfOther: number | null,
  lift: number | null,
): CoUseRow => ({
  code,
  name: `Palvelu ${code}`,
  sector,
  clients: { count, atLeast: false },
  shareOfService: null,
  shareOfOther,
  lift,
})
const rows = [
  row('H01', 'HEALTH', 40, 5, 1.1),
  row('H02', 'HEALTH', null, null, null),
  row('S01', 'SOCIAL', 30, 60, 9),
  row('S02', 'SOCIAL', 35, null, null),
]
const codes = (list: readonly CoUseRow[]) => list.map(({ code }) => code)

describe('the services beside one', () => {
  it('stand in the order asked for, withheld shares last', () => {
    expect(codes(arrangeCoUse(rows, 'clients', 'ALL').shown)).toEqual(['H01', 'S02', 'S01'])
    expect(codes(arrangeCoUse(rows, 'lift', 'ALL').shown)).toEqual(['S01', 'H01', 'S02'])
    expect(codes(arrangeCoUse(rows, 'other', 'ALL').shown)).toEqual(['S01', 'H01', 'S02'])
  })

  it('fold where nothing is shown, within the sector asked for', () => {
    expect(codes(arrangeCoUse(rows, 'clients', 'ALL').folded)).toEqual(['H02'])
    expect(arrangeCoUse(rows, 'clients', 'SOCIAL').folded).toEqual([])
  })

  it('are notable from twice as common on', () => {
    expect(notableCount(rows)).toBe(1)
  })
})

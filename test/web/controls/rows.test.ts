import { describe, expect, it } from 'vitest'
import { markPath } from '../../../web/controls/sector-shape.ts'
import { nextRow, rowStop } from '../../../web/controls/use-arrow-rows.ts'

describe('arrow keys over rows', () => {
  it('move by one and stop at the ends', () => {
    expect([nextRow('ArrowDown', 0, 4), nextRow('ArrowDown', 4, 4), nextRow('ArrowUp', 0, 4), nextRow('ArrowUp', 3, 4)]).toEqual([
      1, 4, 0, 2,
    ])
  })

  it('jump to the ends with Home and End', () => {
    expect([nextRow('Home', 3, 4), nextRow('End', 1, 4)]).toEqual([0, 4])
  })

  it('leave other keys and other places alone', () => {
    expect([nextRow('Enter', 1, 4), nextRow('ArrowDown', -1, 4)]).toEqual([null, null])
  })
})

describe('the tab key over rows', () => {
  it('stops at the row in hand', () => {
    expect(rowStop(['S01', 'S02', 'S03'], 'S02')).toBe('S02')
  })

  it('stops at the first before any is in hand, and once the one in hand is no longer shown', () => {
    expect([rowStop(['S01', 'S02'], null), rowStop(['S01', 'S03'], 'S02'), rowStop([], 'S02')]).toEqual(['S01', 'S01', undefined])
  })
})

describe('the sign of a sector', () => {
  it('has a shape of its own', () => {
    expect([markPath('HEALTH', 6).kind, markPath('DENTAL', 6).kind, markPath('SOCIAL', 6).kind]).toEqual(['circle', 'path', 'square'])
  })
})

import { describe, expect, it } from 'vitest'
import { Recent } from '../../../server/portal/release/recent.ts'

describe('what was used last', () => {
  it('stays, the rest is forgotten', () => {
    const recent = new Recent<number>(2)
    recent.set('a', 1)
    recent.set('b', 2)
    expect(recent.get('a')).toBe(1)
    recent.set('c', 3)
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3])
  })

  it('is bounded by weight, and nothing heavier than all is kept', () => {
    const recent = new Recent<string>(10)
    recent.set('a', 'small', 4)
    recent.set('b', 'middling', 6)
    recent.set('c', 'too large', 11)
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual(['small', 'middling', undefined])
    recent.set('a', 'grown', 5)
    expect([recent.get('a'), recent.get('b')]).toEqual(['grown', undefined])
    recent.clear()
    recent.set('d', 'whole', 10)
    expect([recent.get('a'), recent.get('d')]).toEqual([undefined, 'whole'])
  })
})

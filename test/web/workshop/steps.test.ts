import { describe, expect, it } from 'vitest'
import { forgetSteps, loadSteps, moved, parseSteps, type Step, stepsText, storeSteps, takenOf } from '../../../web/workshop/steps.ts'

const step = (id: string): Step => ({
  id,
  href: `/matrix?age=80plus&release=r1`,
  title: `Kuva ${id}`,
  sentence: '4 673 asiakasta.',
  note: id === 'b' ? 'Sovittiin.' : '',
})
const steps = ['a', 'b', 'c'].map(step)

describe('steps of a workshop', () => {
  it('come back from the browser’s store', () => {
    expect(parseSteps(JSON.stringify(steps))).toEqual(steps)
  })

  it('are none where the store holds something else', () => {
    expect([parseSteps(null), parseSteps('{'), parseSteps('{"a":1}'), parseSteps('[{"id":1}]')]).toEqual([[], [], [], []])
  })

  it('are those of who kept them, and nobody’s after a sign-out', () => {
    const store = emptyStore()
    store.setItem('kooste.scheme', 'dark')
    // Of a time when they were anybody's.
    store.setItem('kooste.steps', JSON.stringify(steps))
    storeSteps('aino', steps, store)
    storeSteps('aatu', steps.slice(1), store)
    expect([loadSteps('aino', store), loadSteps('aatu', store), loadSteps('eeva', store)]).toEqual([steps, steps.slice(1), []])
    forgetSteps(store)
    expect([loadSteps('aino', store), loadSteps('aatu', store), store.getItem('kooste.steps')]).toEqual([[], [], null])
    expect(store.getItem('kooste.scheme')).toBe('dark')
  })

  it('take out what their links show, of the release that each names', () => {
    expect(takenOf(step('a'))).toMatchObject({ view: 'MATRIX', selection: { ageGroups: ['AGE_80_PLUS'], sexes: [], release: 'r1' } })
    expect([takenOf({ href: '/' }), takenOf({ href: '/about' })].map(({ view }) => view)).toEqual(['OVERVIEW', 'OTHER'])
  })

  it('never lead to another site', () => {
    expect(
      parseSteps(
        JSON.stringify([
          { ...step('a'), href: '//elsewhere.example/' },
          { ...step('b'), href: 'javascript:alert(1)' },
        ]),
      ),
    ).toEqual([])
  })

  it('move by one place and stop at the ends', () => {
    const ids = (list: readonly Step[]) => list.map(({ id }) => id).join('')
    expect([ids(moved(steps, 'b', -1)), ids(moved(steps, 'b', 1)), ids(moved(steps, 'a', -1)), ids(moved(steps, 'c', 1))]).toEqual([
      'bac',
      'acb',
      'abc',
      'abc',
    ])
  })

  it('read as text with their links', () => {
    expect(stepsText(steps.slice(1, 2), 'https://kooste.example')).toBe(
      '1. Kuva b\n4 673 asiakasta.\nSovittiin.\nhttps://kooste.example/matrix?age=80plus&release=r1',
    )
  })
})

/** Where a browser keeps texts. */
function emptyStore() {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

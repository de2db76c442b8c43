import { describe, expect, it } from 'vitest'
import { moved, parseSteps, type Step, stepsText } from '../../../web/workshop/steps.ts'

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

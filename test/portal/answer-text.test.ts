import { describe, expect, it } from 'vitest'
import { answerText, TableText } from '../../server/portal/answer-text.ts'

describe('an answer as text', () => {
  it('has its tables where lists would stand, in whatever order and depth', () => {
    const of = (table: (json: string) => unknown) => ({
      data: { b: table('[[1,null]]'), '2': { deep: [table('[]'), 'text', table('[[true]]')] }, none: null },
    })
    expect(answerText(of((json) => new TableText(json)))).toBe(JSON.stringify(of((json) => JSON.parse(json))))
  })

  it('without tables is plain JSON', () => {
    const answer = { errors: [{ message: 'nothing "here"' }], data: undefined }
    expect(answerText(answer)).toBe(JSON.stringify(answer))
  })

  it('is the only way to write a table: no place is ever told', () => {
    expect(() => JSON.stringify({ table: new TableText('[[7]]') })).toThrow('answerText')
    const broken = {
      table: new TableText('[[7]]'),
      toJSON() {
        throw new Error('broken')
      },
    }
    expect(() => answerText(broken)).toThrow('broken')
    expect(() => JSON.stringify(new TableText('[[7]]'))).toThrow('answerText')
  })
})

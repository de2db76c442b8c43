import { describe, expect, it } from 'vitest'
import { answerText, TableText } from '../../server/portal/answer-text.ts'
import { tableOf } from '../support/written-table.ts'

const written = (answer: object) => answerText(answer).toString()
const table = (json: string) => new TableText(tableOf(json))

describe('an answer as text', () => {
  it('has its tables where lists would stand, in whatever order and depth', () => {
    const of = (table: (json: string) => unknown) => ({
      data: { b: table('[[1,null]]'), '2': { deep: [table('[]'), 'tekstiä ja \u{1f642}', table('[[true]]')] }, none: null },
    })
    expect(written(of(table))).toBe(JSON.stringify(of((json) => JSON.parse(json))))
  })

  it('without tables is plain JSON', () => {
    const answer = { errors: [{ message: 'nothing "here"' }], data: undefined }
    expect(written(answer)).toBe(JSON.stringify(answer))
  })

  it('is the only way to write a table: no place is ever told', () => {
    expect(() => JSON.stringify({ table: table('[[7]]') })).toThrow('answerText')
    const broken = {
      table: table('[[7]]'),
      toJSON() {
        throw new Error('broken')
      },
    }
    expect(() => answerText(broken)).toThrow('broken')
    expect(() => JSON.stringify(table('[[7]]'))).toThrow('answerText')
  })
})

import { expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import type { AdoptedFigures } from '../../../server/segments/adopted.ts'
import { detailText } from '../../../server/segments/detail.ts'
import type { Scope } from '../../../server/segments/rule.ts'
import { ADOPTED_EPSILON } from '../../../server/vault/segments/adopted-tables.ts'
import { bookAdopted, bookDetail, costOf, readBudget } from '../../../server/vault/segments/ledger.ts'
import { onEachDatabase } from '../../support/databases.ts'

const DATE = '2025-09-30'
const COST = costOf(ADOPTED_EPSILON)
const asked = (scheme: string, scope: Scope = 'AGE_0_17', importKey = 'one') => ({ importKey, dataDate: DATE, scope, scheme, cost: COST })
const table = (size: number) => ({ segments: [[{ size, low: 0, high: 2000 }]], all: [{ size, low: 0, high: 2000 }] })
const figures = (size: number): AdoptedFigures => ({
  ...{ services: ['H1'], municipalities: ['M1'], centres: ['C1'] },
  tables: {
    ...{ SIZES: table(size), GROUPS: table(size), PLACES: table(size), CENTRES: table(size) },
    ...{ BANDS: table(size), HEAVY: table(size), SERVICES: table(size) },
  },
})
const size = (booked: Awaited<ReturnType<typeof bookAdopted>>) =>
  booked.kind === 'answered' ? booked.answer.tables.SIZES.all[0]?.size : null
const book = (vault: Database, of: ReturnType<typeof asked>, told = 100) => bookAdopted(vault, of, () => figures(told))

onEachDatabase('the books of adopted schemes', (databases) => {
  it('answer an equal scheme with what is stored, and never make noise for it anew', async () => {
    const vault = await databases.vault()
    expect(await book(vault, asked('a'))).toMatchObject({ kind: 'answered', stored: false, budget: { of: 4, left: { AGE_0_17: 3 } } })
    const again = await bookAdopted(vault, asked('a'), () => {
      throw new Error('an equal scheme is counted once')
    })
    expect(again).toMatchObject({ kind: 'answered', stored: true, budget: { left: { AGE_0_17: 3 } } })
    expect(size(again)).toBe(100)
  })

  it('take four schemes of an age group and data date, and refuse the fifth whatever was imported anew', async () => {
    const vault = await databases.vault()
    for (const scheme of ['a', 'b', 'c']) await book(vault, asked(scheme))
    // The same window read again: spent again, since its clients may be others.
    expect(await book(vault, asked('a', 'AGE_0_17', 'two'), 200)).toMatchObject({
      stored: false,
      budget: { left: { AGE_0_17: 0, ALL: 0 } },
    })
    expect(await book(vault, asked('d'))).toMatchObject({ kind: 'spent' })
    expect(await book(vault, asked('e', 'ALL'))).toMatchObject({ kind: 'spent' })
    expect(await book(vault, asked('f', 'AGE_65_PLUS'))).toMatchObject({ kind: 'answered' })
    expect(size(await book(vault, asked('b'), 999))).toBe(100)
  })

  it('take the detail of a scheme as one count more, of the same four', async () => {
    const vault = await databases.vault()
    const detail = (scheme: string) =>
      bookDetail(
        vault,
        asked(detailText({ scope: 'AGE_0_17', rules: [{ alternatives: [[{ kind: 'USES_ALL', services: [scheme] }]] }] })),
        () => ({
          ...{ pairs: [], municipalities: [], centres: [], tables: { PLACES: table(50), CENTRES: table(50) } },
        }),
      )
    await book(vault, asked('a'))
    expect(await detail('a')).toMatchObject({ kind: 'answered', stored: false, budget: { left: { AGE_0_17: 2 } } })
    expect(await detail('a')).toMatchObject({ kind: 'answered', stored: true, budget: { left: { AGE_0_17: 2 } } })
    await book(vault, asked('b'))
    await book(vault, asked('c'))
    expect(await detail('b')).toMatchObject({ kind: 'spent', budget: { left: { AGE_0_17: 0 } } })
    expect(await book(vault, asked('d'))).toMatchObject({ kind: 'spent' })
  })

  it('are no part of the drafts’ ledger', async () => {
    const vault = await databases.vault()
    await book(vault, asked('a', 'ALL'))
    expect((await readBudget(vault, DATE, 100)).left).toEqual({ ALL: 100, AGE_0_17: 100, AGE_18_64: 100, AGE_65_PLUS: 100 })
  })

  it('count no more than four for many who ask at once, and an equal scheme once', async () => {
    const vault = await databases.vault()
    let counted = 0
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        bookAdopted(vault, asked(`scheme ${i % 8}`), () => {
          counted++
          return figures(100)
        }),
      ),
    )
    expect(counted).toBe(4)
    expect(answers.filter((one) => one.kind === 'answered' && !one.stored)).toHaveLength(4)
    expect(answers.filter((one) => one.kind === 'answered')).toHaveLength(12)
  })

  it('hold nothing of a count that failed', async () => {
    const vault = await databases.vault()
    await expect(
      bookAdopted(vault, asked('a'), () => {
        throw new Error('out of memory')
      }),
    ).rejects.toThrow('could not be booked')
    expect(await book(vault, asked('a'))).toMatchObject({ stored: false, budget: { left: { AGE_0_17: 3 } } })
  })

  it('can not hold more than the allowance, whatever writes to them', async () => {
    const vault = await databases.vault()
    await expect(
      vault.pool.query(`INSERT INTO adopted_ledger (data_date, age, spent) VALUES ($1, 'AGE_0_17', 4001)`, [DATE]),
    ).rejects.toThrow('adopted_ledger_spent')
  })
})

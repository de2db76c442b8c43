import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import type { Crosswalk } from '../../../server/segments/crosswalk.ts'
import type { Scope } from '../../../server/segments/rule.ts'
import { bookCrosswalk, bookEvaluation, costOf, readBudget } from '../../../server/vault/segments/ledger.ts'
import { onEachDatabase } from '../../support/databases.ts'

const DATE = '2025-09-30'
const COST = 100
const asked = (scheme: string, scope: Scope = 'AGE_0_17', importKey = 'one') => ({ importKey, dataDate: DATE, scope, scheme, cost: COST })
const sizes = (size: number) => () => [{ size, low: 0, high: 2000 }]
const spend = async (vault: Database, evaluations: number, age: string) =>
  vault.pool.query(
    `INSERT INTO draft_ledger (data_date, age, spent) VALUES ($1, $2, $3) ON CONFLICT (data_date, age) DO UPDATE SET spent = EXCLUDED.spent`,
    [DATE, age, evaluations * COST],
  )

const crosswalk = (size: number) => (): Crosswalk => {
  const one = { size, low: 0, high: 2000 }
  return { cells: [[one]], rows: [one], columns: [one] }
}

it('costs a hundredth of the allowance at epsilon 0.1', () => {
  expect(costOf({ numerator: 10, denominator: 100 })).toBe(COST)
  expect(costOf({ numerator: 1, denominator: 3 })).toBe(334)
})

onEachDatabase('the ledger of evaluations', (databases) => {
  it('has a hundred evaluations for each age group and data date', async () => {
    expect(await readBudget(await databases.vault(), DATE, COST)).toEqual({
      of: 100,
      left: { ALL: 100, AGE_0_17: 100, AGE_18_64: 100, AGE_65_PLUS: 100 },
    })
  })

  it('spends one for a new scheme and none for an equal one, which gets the stored answer', async () => {
    const vault = await databases.vault()
    const first = await bookEvaluation(vault, asked('a'), sizes(100))
    expect(first).toMatchObject({
      kind: 'sizes',
      stored: false,
      sizes: [{ size: 100 }],
      budget: { left: { AGE_0_17: 99, AGE_18_64: 100, ALL: 99 } },
    })
    const again = await bookEvaluation(vault, asked('a'), () => {
      throw new Error('an equal scheme is evaluated once')
    })
    expect(again).toMatchObject({ stored: true, sizes: [{ size: 100 }], budget: { left: { AGE_0_17: 99 } } })
  })

  it('spends of every age group for a scheme for all ages', async () => {
    const vault = await databases.vault()
    await spend(vault, 40, 'AGE_18_64')
    const booked = await bookEvaluation(vault, asked('everyone', 'ALL'), sizes(100))
    expect(booked).toMatchObject({ budget: { left: { ALL: 59, AGE_0_17: 99, AGE_18_64: 59, AGE_65_PLUS: 99 } } })
  })

  it('is not filled again where the data date is imported or released anew', async () => {
    const vault = await databases.vault()
    await bookEvaluation(vault, asked('a', 'AGE_0_17', 'one'), sizes(100))
    const booked = await bookEvaluation(vault, asked('a', 'AGE_0_17', 'two'), sizes(200))
    expect(booked).toMatchObject({ stored: false, sizes: [{ size: 200 }], budget: { left: { AGE_0_17: 98 } } })
  })

  it('refuses when it is spent, and still gives stored answers', async () => {
    const vault = await databases.vault()
    await bookEvaluation(vault, asked('a'), sizes(100))
    await spend(vault, 100, 'AGE_0_17')
    let evaluated = false
    const refused = await bookEvaluation(vault, asked('b'), () => {
      evaluated = true
      return []
    })
    expect([refused.kind, evaluated]).toEqual(['spent', false])
    expect(await bookEvaluation(vault, asked('c', 'ALL'), sizes(1))).toMatchObject({ kind: 'spent' })
    expect(await bookEvaluation(vault, asked('a'), sizes(7))).toMatchObject({ stored: true, sizes: [{ size: 100 }] })
    expect(await bookEvaluation(vault, asked('b', 'AGE_65_PLUS'), sizes(60))).toMatchObject({ kind: 'sizes' })
  })

  it('gives no more than what is left to many who ask at once, and evaluates an equal scheme once', async () => {
    const vault = await databases.vault()
    await spend(vault, 90, 'AGE_0_17')
    let evaluations = 0
    const evaluate = () => {
      evaluations++
      return sizes(100)()
    }
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => bookEvaluation(vault, asked(`scheme ${i % 20}`), evaluate)))
    expect(evaluations).toBe(10)
    expect(new Set(answers.flatMap((one, i) => (one.kind === 'sizes' && !one.stored ? [i % 20] : []))).size).toBe(10)
    expect(answers.some(({ kind }) => kind === 'spent')).toBe(true)
    expect((await readBudget(vault, DATE, COST)).left.AGE_0_17).toBe(0)
  })

  it('spends one for a crosswalk, of the same ledger as schemes, and none for one that was answered', async () => {
    const vault = await databases.vault()
    await bookEvaluation(vault, asked('a'), sizes(100))
    const first = await bookCrosswalk(vault, asked('a x b'), crosswalk(100))
    expect(first).toMatchObject({
      kind: 'answered',
      stored: false,
      answer: { cells: [[{ size: 100 }]] },
      budget: { left: { AGE_0_17: 98 } },
    })
    const again = await bookCrosswalk(vault, asked('a x b'), () => {
      throw new Error('an equal crosswalk is evaluated once')
    })
    expect(again).toMatchObject({ stored: true, answer: { rows: [{ size: 100 }] }, budget: { left: { AGE_0_17: 98 } } })
  })

  it('refuses a crosswalk when it is spent, without evaluating it', async () => {
    const vault = await databases.vault()
    await bookCrosswalk(vault, asked('a x b'), crosswalk(100))
    await spend(vault, 100, 'AGE_0_17')
    const refused = await bookCrosswalk(vault, asked('a x c'), () => {
      throw new Error('evaluated beyond the allowance')
    })
    expect(refused).toMatchObject({ kind: 'spent', budget: { left: { AGE_0_17: 0 } } })
    expect(await bookCrosswalk(vault, asked('a x c', 'ALL'), crosswalk(7))).toMatchObject({ kind: 'spent' })
    expect(await bookCrosswalk(vault, asked('a x b'), crosswalk(7))).toMatchObject({ stored: true })
  })

  it('gives schemes and crosswalks that are asked for at once no more than what is left together', async () => {
    const vault = await databases.vault()
    await spend(vault, 93, 'AGE_0_17')
    let evaluations = 0
    const counted = <T>(evaluate: () => T) => {
      evaluations++
      return evaluate()
    }
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, i) =>
        i % 2 === 0
          ? bookEvaluation(vault, asked(`scheme ${i % 16}`), () => counted(sizes(100)))
          : bookCrosswalk(vault, asked(`crosswalk ${i % 16}`), () => counted(crosswalk(100))),
      ),
    )
    expect(evaluations).toBe(7)
    expect(answers.some(({ kind }) => kind === 'spent')).toBe(true)
    expect((await readBudget(vault, DATE, COST)).left.AGE_0_17).toBe(0)
  })

  it('books nothing where the evaluation fails', async () => {
    const vault = await databases.vault()
    const failing = bookEvaluation(vault, asked('a'), () => {
      throw new Error('out of memory')
    })
    await expect(failing).rejects.toThrow('could not be booked')
    expect((await readBudget(vault, DATE, COST)).left.AGE_0_17).toBe(100)
    expect(await bookEvaluation(vault, asked('a'), sizes(100))).toMatchObject({ stored: false })
  })

  it('can not hold more than the allowance, whatever writes to it', async () => {
    await expect(spend(await databases.vault(), 101, 'AGE_0_17')).rejects.toThrow('draft_ledger_spent')
  })
})

it('is whole after a kill while an evaluation is under way: answered ones are in the books, the killed one gave no answer', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'kooste-ledger-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const place = { kind: 'embedded', folder: path.join(dir, 'vault') } as const
  const program = fileURLToPath(new URL('./killed-evaluation.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, place.folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString()
      if (said.includes('evaluating')) resolve()
    }),
  )
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
  expect(said).toContain('answered')
  const after = await openDatabase(place, VAULT_MIGRATIONS)
  onTestFinished(() => after.close())
  expect((await readBudget(after, DATE, COST)).left.AGE_0_17).toBe(99)
  const { rows } = await after.pool.query('SELECT scheme FROM draft_answer')
  expect(rows).toEqual([{ scheme: 'answered' }])
}, 120_000)

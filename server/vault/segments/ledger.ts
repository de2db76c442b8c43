/**
 * What evaluations have spent of the clients' privacy, in the vault's database. The spend and the answer are one transaction that
 * commits before the answer leaves: no crash and no race gives an answer that is not in the books.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Database } from '../../database/sql.ts'
import type { AdoptedFigures } from '../../segments/adopted.ts'
import type { Budget, NoisySize } from '../../segments/answer.ts'
import type { Crosswalk } from '../../segments/crosswalk.ts'
import type { AdoptedDetail } from '../../segments/detail.ts'
import type { Scope } from '../../segments/rule.ts'
import type { Epsilon } from './geometric.ts'

/** Where what is spent and what was answered are kept; `allowance`: what all evaluations of one data date may spend of one client, in thousandths of ε. */
interface Books {
  readonly ledger: 'draft_ledger' | 'adopted_ledger'
  readonly answers: 'draft_answer' | 'adopted_answer'
  readonly allowance: number
}

/** A hundred evaluations of 0.1. */
const DRAFTS: Books = { ledger: 'draft_ledger', answers: 'draft_answer', allowance: 10_000 }
/** Four counts of 1: figures of a scheme, or the detail of one. */
const ADOPTED: Books = { ledger: 'adopted_ledger', answers: 'adopted_answer', allowance: 4_000 }

const LEDGERS = ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'] as const
type Ledger = (typeof LEDGERS)[number]

/** A client is in the ledger of their age group; a scheme for all ages spends of all three. */
const ledgersOf = (scope: Scope): readonly Ledger[] => (scope === 'ALL' ? LEDGERS : [scope])

/** Thousandths of ε of one evaluation, rounded up. */
export const costOf = ({ numerator, denominator }: Epsilon): number => Math.ceil((1000 * numerator) / denominator)

export interface Evaluation {
  /** Of one reading of the extracts. */
  readonly importKey: string
  readonly dataDate: string
  readonly scope: Scope
  /** Canonical scheme, or two of them, or whose detail it is. */
  readonly scheme: string
  readonly cost: number
}

export type Booked =
  | { readonly kind: 'sizes'; readonly sizes: readonly NoisySize[]; readonly stored: boolean; readonly budget: Budget }
  | { readonly kind: 'spent'; readonly budget: Budget }

/** The stored answer to an equal draft scheme, or a new one by `evaluate` where the ledger bears it. */
export async function bookEvaluation(vault: Database, asked: Evaluation, evaluate: () => readonly NoisySize[]): Promise<Booked> {
  const booked = await bookIn(DRAFTS, vault, asked, evaluate)
  return booked.kind === 'spent' ? booked : { kind: 'sizes', sizes: booked.answer, stored: booked.stored, budget: booked.budget }
}

/** The same for the crosswalk of two schemes: one evaluation of the same books. */
export const bookCrosswalk = (vault: Database, asked: Evaluation, evaluate: () => Crosswalk): Promise<InBooks<Crosswalk>> =>
  bookIn(DRAFTS, vault, asked, evaluate)

/** The same for the figures of an adopted scheme, in books of their own. */
export const bookAdopted = (vault: Database, asked: Evaluation, evaluate: () => AdoptedFigures): Promise<InBooks<AdoptedFigures>> =>
  bookIn(ADOPTED, vault, asked, evaluate)

/** The same for the detail of an adopted scheme, in the books of its figures. */
export const bookDetail = (vault: Database, asked: Evaluation, evaluate: () => AdoptedDetail): Promise<InBooks<AdoptedDetail>> =>
  bookIn(ADOPTED, vault, asked, evaluate)

type InBooks<T> =
  | { readonly kind: 'answered'; readonly answer: T; readonly stored: boolean; readonly budget: Budget }
  | { readonly kind: 'spent'; readonly budget: Budget }

async function bookIn<T>(books: Books, vault: Database, asked: Evaluation, evaluate: () => T): Promise<InBooks<T>> {
  const hash = createHash('sha256').update(asked.scheme).digest('hex')
  const connection = await vault.pool.connect()
  try {
    await connection.query('BEGIN')
    const booked = await book(books, connection, asked, hash, evaluate)
    await connection.query('COMMIT')
    connection.release()
    return booked
  } catch (cause) {
    await connection.query('ROLLBACK').catch(() => {})
    connection.release(true)
    throw new Error('the evaluation could not be booked', { cause })
  }
}

/** What is left of drafts' evaluations by scope. */
export const readBudget = (vault: Database, dataDate: string, cost: number): Promise<Budget> => readBooks(DRAFTS, vault, dataDate, cost)

/** What is left of counts of adopted schemes by scope. */
export const readAdoptedBudget = (vault: Database, dataDate: string, cost: number): Promise<Budget> =>
  readBooks(ADOPTED, vault, dataDate, cost)

async function readBooks(books: Books, vault: Database, dataDate: string, cost: number): Promise<Budget> {
  const { rows } = await vault.pool.query<LedgerRow>(`SELECT age, spent FROM ${books.ledger} WHERE data_date = $1::date`, [dataDate])
  return budgetOf(books, rows, cost)
}

interface LedgerRow {
  readonly age: string
  readonly spent: number
}

async function book<T>(books: Books, connection: pg.PoolClient, asked: Evaluation, hash: string, evaluate: () => T): Promise<InBooks<T>> {
  const { importKey, dataDate, scope, scheme, cost } = asked
  const { ledger, answers } = books
  await connection.query(
    `INSERT INTO ${ledger} (data_date, age) SELECT $1::date, age FROM unnest($2::text[]) AS age ON CONFLICT DO NOTHING`,
    [dataDate, LEDGERS],
  )
  // Locks all three in one order: evaluations of a data date go one after another.
  const { rows } = await connection.query<LedgerRow>(
    `SELECT age, spent FROM ${ledger} WHERE data_date = $1::date ORDER BY age FOR UPDATE`,
    [dataDate],
  )
  const known = await connection.query<{ sizes: T }>(`SELECT sizes FROM ${answers} WHERE import_key = $1 AND scheme_hash = $2`, [
    importKey,
    hash,
  ])
  const before = budgetOf(books, rows, cost)
  const [stored] = known.rows
  if (stored) return { kind: 'answered', answer: stored.sizes, stored: true, budget: before }
  if (before.left[scope] < 1) return { kind: 'spent', budget: before }
  await connection.query(`UPDATE ${ledger} SET spent = spent + $3 WHERE data_date = $1::date AND age = ANY ($2::text[])`, [
    dataDate,
    ledgersOf(scope),
    cost,
  ])
  const answer = evaluate()
  await connection.query(`INSERT INTO ${answers} (import_key, scheme_hash, data_date, scheme, sizes) VALUES ($1, $2, $3::date, $4, $5)`, [
    importKey,
    hash,
    dataDate,
    scheme,
    JSON.stringify(answer),
  ])
  const after = rows.map((row) => (ledgersOf(scope).some((age) => age === row.age) ? { ...row, spent: row.spent + cost } : row))
  return { kind: 'answered', answer, stored: false, budget: budgetOf(books, after, cost) }
}

function budgetOf({ allowance }: Books, rows: readonly LedgerRow[], cost: number): Budget {
  const left = (scope: Scope) =>
    Math.min(...ledgersOf(scope).map((age) => Math.floor((allowance - (rows.find((row) => row.age === age)?.spent ?? 0)) / cost)))
  return {
    of: Math.floor(allowance / cost),
    left: { ALL: left('ALL'), AGE_0_17: left('AGE_0_17'), AGE_18_64: left('AGE_18_64'), AGE_65_PLUS: left('AGE_65_PLUS') },
  }
}

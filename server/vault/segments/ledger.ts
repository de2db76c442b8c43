/**
 * What evaluations have spent of the clients' privacy, in the vault's database. The spend and the answer are one transaction that
 * commits before the answer leaves: no crash and no race gives an answer that is not in the books.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Database } from '../../database/sql.ts'
import type { Budget, NoisySize } from '../../segments/answer.ts'
import type { Scope } from '../../segments/rule.ts'
import type { Epsilon } from './geometric.ts'

/** What all evaluations of one data date may spend of one client, in thousandths of ε: a hundred evaluations of 0.1. */
const ALLOWANCE = 10_000

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
  /** Canonical scheme. */
  readonly scheme: string
  readonly cost: number
}

export type Booked =
  | { readonly kind: 'sizes'; readonly sizes: readonly NoisySize[]; readonly stored: boolean; readonly budget: Budget }
  | { readonly kind: 'spent'; readonly budget: Budget }

/** The stored answer to an equal scheme, or a new one by `evaluate` where the ledger bears it. */
export async function bookEvaluation(vault: Database, asked: Evaluation, evaluate: () => readonly NoisySize[]): Promise<Booked> {
  const hash = createHash('sha256').update(asked.scheme).digest('hex')
  const connection = await vault.pool.connect()
  try {
    await connection.query('BEGIN')
    const booked = await book(connection, asked, hash, evaluate)
    await connection.query('COMMIT')
    connection.release()
    return booked
  } catch (cause) {
    await connection.query('ROLLBACK').catch(() => {})
    connection.release(true)
    throw new Error('the evaluation could not be booked', { cause })
  }
}

/** What is left by scope. */
export async function readBudget(vault: Database, dataDate: string, cost: number): Promise<Budget> {
  const { rows } = await vault.pool.query<LedgerRow>('SELECT age, spent FROM draft_ledger WHERE data_date = $1::date', [dataDate])
  return budgetOf(rows, cost)
}

interface LedgerRow {
  readonly age: string
  readonly spent: number
}

async function book(connection: pg.PoolClient, asked: Evaluation, hash: string, evaluate: () => readonly NoisySize[]): Promise<Booked> {
  const { importKey, dataDate, scope, scheme, cost } = asked
  await connection.query(
    'INSERT INTO draft_ledger (data_date, age) SELECT $1::date, age FROM unnest($2::text[]) AS age ON CONFLICT DO NOTHING',
    [dataDate, LEDGERS],
  )
  // Locks all three in one order: evaluations of a data date go one after another.
  const { rows } = await connection.query<LedgerRow>(
    'SELECT age, spent FROM draft_ledger WHERE data_date = $1::date ORDER BY age FOR UPDATE',
    [dataDate],
  )
  const known = await connection.query<{ sizes: readonly NoisySize[] }>(
    'SELECT sizes FROM draft_answer WHERE import_key = $1 AND scheme_hash = $2',
    [importKey, hash],
  )
  const before = budgetOf(rows, cost)
  const [stored] = known.rows
  if (stored) return { kind: 'sizes', sizes: stored.sizes, stored: true, budget: before }
  if (before.left[scope] < 1) return { kind: 'spent', budget: before }
  await connection.query('UPDATE draft_ledger SET spent = spent + $3 WHERE data_date = $1::date AND age = ANY ($2::text[])', [
    dataDate,
    ledgersOf(scope),
    cost,
  ])
  const sizes = evaluate()
  await connection.query('INSERT INTO draft_answer (import_key, scheme_hash, data_date, scheme, sizes) VALUES ($1, $2, $3::date, $4, $5)', [
    importKey,
    hash,
    dataDate,
    scheme,
    JSON.stringify(sizes),
  ])
  const after = rows.map((row) => (ledgersOf(scope).some((age) => age === row.age) ? { ...row, spent: row.spent + cost } : row))
  return { kind: 'sizes', sizes, stored: false, budget: budgetOf(after, cost) }
}

function budgetOf(rows: readonly LedgerRow[], cost: number): Budget {
  const left = (scope: Scope) =>
    Math.min(...ledgersOf(scope).map((age) => Math.floor((ALLOWANCE - (rows.find((row) => row.age === age)?.spent ?? 0)) / cost)))
  return {
    of: Math.floor(ALLOWANCE / cost),
    left: { ALL: left('ALL'), AGE_0_17: left('AGE_0_17'), AGE_18_64: left('AGE_18_64'), AGE_65_PLUS: left('AGE_65_PLUS') },
  }
}

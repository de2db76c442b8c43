/** The questions that wait in the portal's database, and where their answers go. */
import type { Database } from '../../database/sql.ts'
import type { Asked, Budget } from '../../segments/answer.ts'
import type { VaultAnswer } from '../../segments/vault-answer.ts'
import { answerTo, type Evaluator } from './evaluator.ts'

/** A question that was taken and not answered in this time is open again: who took it is gone. */
const PATIENCE = '15 seconds'

/** Takes the questions that wait, oldest first; each goes to one taker. */
export async function takeQuestions(portal: Database): Promise<readonly Asked[]> {
  const { rows } = await portal.pool.query<Asked>(
    `WITH taken AS (
       UPDATE draft_question SET taken_at = now()
       WHERE id IN (SELECT id FROM draft_question WHERE answered_at IS NULL AND (taken_at IS NULL OR taken_at < now() - interval '${PATIENCE}')
                    ORDER BY asked_at LIMIT 20 FOR UPDATE SKIP LOCKED)
       RETURNING id, kind, data_date, scheme, asked_at)
     SELECT id, kind, to_char(data_date, 'YYYY-MM-DD') AS "dataDate", scheme FROM taken ORDER BY asked_at, id`,
  )
  return rows
}

/** Writes the answer, and what is left for all to see. */
export async function writeAnswer(portal: Database, { id, dataDate }: Asked, answer: VaultAnswer): Promise<void> {
  await portal.pool.query('UPDATE draft_question SET answer = $2, answered_at = now() WHERE id = $1', [id, JSON.stringify(answer)])
  if ('budget' in answer) await writeBudget(portal, dataDate, answer.budget)
}

/** Answers each of the questions, one after another. */
export async function answerQuestions(portal: Database, evaluator: Evaluator, questions: readonly Asked[]): Promise<void> {
  for (const asked of questions) await writeAnswer(portal, asked, await answerTo(evaluator, asked))
}

/** `adopted` null: as it was. */
export async function writeBudget(portal: Database, dataDate: string, budget: Budget, adopted: Budget | null = null): Promise<void> {
  await portal.pool.query(
    `INSERT INTO draft_budget (data_date, budget, adopted) VALUES ($1::date, $2, $3)
     ON CONFLICT (data_date)
     DO UPDATE SET budget = EXCLUDED.budget, adopted = coalesce(EXCLUDED.adopted, draft_budget.adopted), at = now()`,
    [dataDate, JSON.stringify(budget), adopted && JSON.stringify(adopted)],
  )
}

/** Answers questions about draft schemes: finds the import, keeps its clients in memory, books before it answers. */
import type { Database } from '../../database/sql.ts'
import type { Budget, DraftAnswer, DraftAsked } from '../../segments/answer.ts'
import { canonicalScheme, schemeText } from '../../segments/canonical.ts'
import { parseSchemeRules } from '../../segments/parse-rules.ts'
import type { Vocabulary } from '../../segments/vocabulary.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { readProfiles } from '../cube/profiles.ts'
import { inSnapshot } from '../cube/snapshot.ts'
import { type DraftCounter, draftCounter } from './draft-sizes.ts'
import type { Epsilon } from './geometric.ts'
import { bookEvaluation, costOf, readBudget } from './ledger.ts'

export interface Evaluator {
  answer(asked: Omit<DraftAsked, 'id'>): Promise<DraftAnswer>
  /** Reads the newest import's clients beforehand. `null`: the vault has none; else what is left of its ledger. */
  warm(): Promise<{ readonly dataDate: string; readonly budget: Budget } | null>
}

interface Kept {
  readonly importKey: string
  readonly vocabulary: Vocabulary
  readonly counter: DraftCounter
}

/** `vault` gives the database for the time of one piece of work. */
export function openEvaluator(vault: <T>(work: (database: Database) => Promise<T>) => Promise<T>, epsilon: Epsilon): Evaluator {
  let kept: Kept | null = null
  const cost = costOf(epsilon)
  const current = async (database: Database, row: ImportRow): Promise<Kept> => {
    if (kept?.importKey !== row.key) kept = await read(database, row)
    return kept
  }
  return {
    answer: ({ dataDate, scheme }) =>
      vault(async (database) => {
        const row = await findImport(database, dataDate)
        if (!row) return { kind: 'not possible' }
        const { importKey, vocabulary, counter } = await current(database, row)
        const parsed = parseSchemeRules(fromJson(scheme), vocabulary)
        if (!parsed.ok) return { kind: 'not possible' }
        const canonical = canonicalScheme(parsed.value, vocabulary)
        return bookEvaluation(database, { importKey, dataDate, scope: canonical.scope, scheme: schemeText(canonical), cost }, () =>
          counter.sizes(canonical, epsilon),
        )
      }),
    warm: () =>
      vault(async (database) => {
        const row = await findImport(database, null)
        if (!row) return null
        await current(database, row)
        return { dataDate: row.data_date, budget: await readBudget(database, row.data_date, cost) }
      }),
  }
}

interface ImportRow {
  readonly id: number
  /** Changes with every reading of the extracts: an import of the same data date keeps its id. */
  readonly key: string
  readonly data_date: string
}

async function findImport(database: Database, dataDate: string | null): Promise<ImportRow | null> {
  const { rows } = await database.pool.query<ImportRow>(
    `SELECT id, id || '/' || extract(epoch FROM imported_at) AS key, to_char(data_date, 'YYYY-MM-DD') AS data_date FROM import WHERE $1::date IS NULL OR data_date = $1::date
     ORDER BY imported_at DESC, id DESC LIMIT 1`,
    [dataDate],
  )
  return rows[0] ?? null
}

const read = (database: Database, { id, key }: ImportRow): Promise<Kept> =>
  inSnapshot(database, async (connection) => {
    const { rows } = await connection.query<{ catalogue: Catalogue }>('SELECT catalogue FROM import WHERE id = $1', [id])
    const [found] = rows
    if (!found) throw new Error('the import went away while it was read')
    const vocabulary = vocabularyOf(found.catalogue)
    return { importKey: key, vocabulary, counter: draftCounter(await readProfiles(connection, id), vocabulary) }
  })

/** What rules may speak of, by the catalogue that the summaries were made with. */
export const vocabularyOf = ({ services, county }: Catalogue): Vocabulary => ({
  services: services.map(({ code, sector, task, use, heavy, name }) => ({
    ...{ code, sector, name },
    task: use.kind === 'DECISION_IN_FORCE' ? task : null,
    heavy: heavy !== null,
  })),
  heavyUser: { socialServices: county.socialServices, socialTasks: county.socialTasks },
})

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A portal in memory, over HTTP, beside a real vault that answers its questions. */
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import type { PrismaClient } from '../../server/portal/generated/prisma/client.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import { openPrisma } from '../../server/portal/prisma.ts'
import { type Evaluator, openEvaluator } from '../../server/vault/segments/evaluator.ts'
import { answerQuestions, takeQuestions } from '../../server/vault/segments/questions.ts'
import { ask } from './program.ts'

interface Databases {
  readonly portalDatabase: Database
  readonly vault: Database
}

export interface AnsweredPortal extends Databases {
  readonly portal: Portal
  readonly prisma: PrismaClient
  readonly evaluator: Evaluator
  /** Without the path. */
  readonly url: string
  /** Has the vault answer what waits; how many questions that were. */
  readonly answerAll: () => Promise<number>
  /** The data of an answer; throws where it has errors. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read at once by what expects them
  readonly data: (query: string, variables?: object) => Promise<any>
  readonly close: () => Promise<void>
}

/** `fill` puts releases and imports there before the portal opens; the vault answers with ε = 0.1. `webDir`: serves the built web too. */
export async function openAnsweredPortal(
  answers: 'at once' | 'when told',
  fill: (databases: Databases) => Promise<void>,
  webDir = 'nowhere',
): Promise<AnsweredPortal> {
  const portalDatabase = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  const vault = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
  await fill({ portalDatabase, vault })
  const evaluator = openEvaluator((work) => work(vault), { numerator: 10, denominator: 100 })
  const answerAll = async (): Promise<number> => {
    const waiting = await takeQuestions(portalDatabase)
    await answerQuestions(portalDatabase, evaluator, waiting)
    return waiting.length
  }
  const portal = await createPortal({
    ...{ database: portalDatabase, webDir, pollMilliseconds: 0 },
    ...(answers === 'at once' && { drafts: { asked: () => void answerAll() } }),
  })
  const prisma = openPrisma(portalDatabase.pool)
  const url = `http://127.0.0.1:${await portal.listen(0, '127.0.0.1')}`
  return {
    ...{ portalDatabase, vault, portal, prisma, evaluator, url, answerAll },
    data: (query, variables = {}) => ask(url, query, variables),
    async close() {
      await portal.stop()
      await prisma.$disconnect()
      await portalDatabase.close()
      await vault.close()
    },
  }
}

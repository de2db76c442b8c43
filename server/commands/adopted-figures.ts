/** What a publication means for adopted schemes: the vault is asked for the figures of those in force, for the newest data date. */
import type { Config } from '../config.ts'
import { openWithNote } from '../database/held-folder.ts'
import type { Database } from '../database/sql.ts'
import { VAULT_MIGRATIONS } from '../migrations.ts'
import { openPrisma } from '../portal/prisma.ts'
import { askAllFigures } from '../portal/segments/adopted.ts'
import { adoptForDemo } from '../portal/segments/demo-scheme.ts'
import { openEvaluator } from '../vault/segments/evaluator.ts'
import { answerQuestions, takeQuestions } from '../vault/segments/questions.ts'

/** Puts the questions into the queue; the demo county, which nobody works for yet, adopts a ready scheme before. */
export async function askAdopted(portal: Database, releaseId: string): Promise<void> {
  const prisma = openPrisma(portal.pool)
  try {
    await adoptForDemo(prisma, releaseId)
    await askAllFigures(prisma, releaseId)
  } finally {
    await prisma.$disconnect()
  }
}

/** Asks, and answers at once what waits. */
export async function countAdopted(config: Config, portal: Database, releaseId: string): Promise<void> {
  await askAdopted(portal, releaseId)
  const waiting = await takeQuestions(portal)
  if (waiting.length === 0) return
  const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
  try {
    const evaluator = openEvaluator((work) => work(vault), config.draftEpsilon)
    await answerQuestions(portal, evaluator, waiting)
  } finally {
    await vault.close()
  }
}

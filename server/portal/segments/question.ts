/** What the portal's questions about segments have in common. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ASKED, type QuestionKind } from '../../segments/answer.ts'
import type { VaultAnswer } from '../../segments/vault-answer.ts'
import type { AdoptedScheme, PrismaClient } from '../generated/prisma/client.ts'
import { parseImportReport } from '../release/stored.ts'
import type { RequestContext } from '../schema/context.ts'

/** Of a canonical scheme: what a question and its answer are found by. */
export const schemeHash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Calls whoever answers for the vault. */
export const callVault = (prisma: Pick<PrismaClient, '$executeRaw'>) => prisma.$executeRaw`SELECT pg_notify(${ASKED}, '')`

const TOLD = { SIZES: 'sizes', CROSSWALK: 'crosswalk' } as const satisfies Partial<Record<QuestionKind, VaultAnswer['kind']>>

/**
 * What is known of a question about the current release: else what was told of another release of the same import, whose clients are the
 * same. A release that is completed keeps what was asked of the one that it replaces, and nothing is spent for it.
 */
export async function knownQuestion({ prisma, release }: RequestContext, kind: keyof typeof TOLD, scheme: string) {
  const { id, countyCode, dataDate, importReport } = (await release()).release
  const hash = schemeHash(scheme)
  const own = await prisma.draftQuestion.findUnique({
    where: { releaseId_kind_schemeHash: { releaseId: id, kind, schemeHash: hash } },
  })
  if (own) return own
  const { importedAt } = parseImportReport(importReport)
  const others = await prisma.release.findMany({
    where: { id: { not: id }, countyCode, dataDate, importReport: { path: ['importedAt'], equals: importedAt } },
    select: { id: true },
  })
  return prisma.draftQuestion.findFirst({
    where: {
      ...{ releaseId: { in: others.map((other) => other.id) }, kind, schemeHash: hash },
      answer: { path: ['kind'], equals: TOLD[kind] },
    },
    orderBy: { answeredAt: 'desc' },
  })
}

/** How long a request waits for the vault before it says that the answer is on its way, and between two looks. */
const PATIENCE = 3000
const LOOK_EVERY = 15

/** Puts a question about the current release into the queue, again where it was answered without sizes, and waits a little for the answer. */
export async function askNow(context: RequestContext, kind: QuestionKind, scheme: string): Promise<void> {
  const { prisma, drafts } = context
  const { release } = await context.release()
  const key = { releaseId: release.id, kind, schemeHash: schemeHash(scheme) }
  const open = { askedAt: new Date(), takenAt: null, answeredAt: null }
  const { id } = await prisma.draftQuestion.upsert({
    where: { releaseId_kind_schemeHash: key },
    create: { ...key, ...open, dataDate: release.dataDate, scheme },
    update: open,
  })
  drafts.asked?.()
  await callVault(prisma)
  for (const until = Date.now() + PATIENCE; Date.now() < until; await wait(LOOK_EVERY)) {
    const { answeredAt } = await prisma.draftQuestion.findUniqueOrThrow({ where: { id }, select: { answeredAt: true } })
    if (answeredAt) return
  }
}

/** Puts a question about an adopted scheme and a release into the queue, once. */
export async function askOnce(
  prisma: PrismaClient,
  kind: 'FIGURES' | 'DETAIL',
  { schemeText }: Pick<AdoptedScheme, 'schemeText'>,
  { id, dataDate }: { readonly id: string; readonly dataDate: Date },
): Promise<void> {
  await prisma.draftQuestion.createMany({
    data: [{ releaseId: id, kind, schemeHash: schemeHash(schemeText), dataDate, scheme: schemeText }],
    skipDuplicates: true,
  })
  await callVault(prisma)
}

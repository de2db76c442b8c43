/** What the portal's questions about segments have in common. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { ASKED, type QuestionKind } from '../../segments/answer.ts'
import type { AdoptedScheme, PrismaClient } from '../generated/prisma/client.ts'
import type { RequestContext } from '../schema/context.ts'

/** Of a canonical scheme: what a question and its answer are found by. */
export const schemeHash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Calls whoever answers for the vault. */
export const callVault = (prisma: Pick<PrismaClient, '$executeRaw'>) => prisma.$executeRaw`SELECT pg_notify(${ASKED}, '')`

/** What is known of a question about the current release. */
export async function knownQuestion({ prisma, release }: RequestContext, kind: QuestionKind, scheme: string) {
  const { id } = (await release()).release
  return prisma.draftQuestion.findUnique({
    where: { releaseId_kind_schemeHash: { releaseId: id, kind, schemeHash: schemeHash(scheme) } },
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

/** Sizes of a draft version: asked of the vault through the queue in the portal's database, answered there, kept there. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Budget, type DraftAnswer, parseAnswer, parseBudget } from '../../segments/answer.ts'
import { schemeText } from '../../segments/canonical.ts'
import type { SegmentDraft, SegmentVersion } from '../generated/prisma/client.ts'
import type { RequestContext } from '../schema/context.ts'
import { demandAuthor } from './author.ts'
import { storedContent } from './stored-content.ts'
import { canonicalRules, scopeOf } from './workroom.ts'

export type SizesState = { readonly kind: 'never asked' } | { readonly kind: 'waiting' } | DraftAnswer

/** How long a request waits for the vault before it says that the answer is on its way, and between two looks. */
const PATIENCE = 3000
const LOOK_EVERY = 15

/** Asks for the sizes of a version against the current release; an equal scheme that was answered is asked no more. */
export async function askSizes(
  context: RequestContext,
  draft: SegmentDraft,
  version: SegmentVersion,
  as: string | null | undefined,
): Promise<void> {
  demandAuthor(context.viewer, scopeOf(draft), as)
  const { release } = await context.reader()
  const { hash, text } = await schemeOf(context, draft, version)
  const key = { releaseId: release.id, schemeHash: hash }
  const known = await context.prisma.draftQuestion.findUnique({ where: { releaseId_schemeHash: key } })
  if (known?.answer && parseAnswer(known.answer).kind === 'sizes') return
  const open = { askedAt: new Date(), takenAt: null, answeredAt: null }
  const { id } = await context.prisma.draftQuestion.upsert({
    where: { releaseId_schemeHash: key },
    create: { ...key, ...open, dataDate: release.dataDate, scheme: text },
    update: open,
  })
  context.drafts.asked?.()
  await context.prisma.$executeRaw`SELECT pg_notify('kooste_draft_asked', '')`
  for (const until = Date.now() + PATIENCE; Date.now() < until; await wait(LOOK_EVERY)) {
    const { answeredAt } = await context.prisma.draftQuestion.findUniqueOrThrow({ where: { id }, select: { answeredAt: true } })
    if (answeredAt) return
  }
}

/** What is known of a version's sizes against the current release. */
export async function sizesOf(context: RequestContext, draft: SegmentDraft, version: SegmentVersion): Promise<SizesState> {
  const { release } = await context.reader()
  const { hash } = await schemeOf(context, draft, version)
  const found = await context.prisma.draftQuestion.findUnique({
    where: { releaseId_schemeHash: { releaseId: release.id, schemeHash: hash } },
  })
  if (!found) return { kind: 'never asked' }
  return found.answeredAt && found.answer ? parseAnswer(found.answer) : { kind: 'waiting' }
}

/** The shared ledger as the vault last told it; null before it has said anything of the current release's data. */
export async function budgetNow(context: RequestContext): Promise<Budget | null> {
  context.drafts.opened?.()
  const { release } = await context.reader()
  const found = await context.prisma.draftBudget.findUnique({ where: { dataDate: release.dataDate } })
  return found && parseBudget(found.budget)
}

async function schemeOf(context: RequestContext, draft: SegmentDraft, version: SegmentVersion) {
  const text = schemeText(await canonicalRules(context, scopeOf(draft), storedContent(version.content)))
  return { text, hash: createHash('sha256').update(text).digest('hex') }
}

/** Sizes of a draft version: asked of the vault through the queue in the portal's database, answered there, kept there. */
import { type Budget, type DraftAnswer, parseAnswer, parseBudget } from '../../segments/answer.ts'
import { schemeText } from '../../segments/canonical.ts'
import type { SegmentDraft, SegmentVersion } from '../generated/prisma/client.ts'
import { NotGranted, type RequestContext } from '../schema/context.ts'
import { lookAt } from '../schema/look-at.ts'
import { demandAuthor, seesSizes } from './author.ts'
import { askNow, knownQuestion } from './question.ts'
import { scopeOf } from './scope-of.ts'
import { storedContent } from './stored-content.ts'
import { canonicalRules, recordSegments } from './workroom.ts'

/** `not shown`: the viewer's rights do not cover sizes of the whole county in this age group. */
export type SizesState = { readonly kind: 'not shown' } | { readonly kind: 'never asked' } | { readonly kind: 'waiting' } | DraftAnswer

/** Asks for the sizes of a version against the current release; an equal scheme that was answered is asked no more. */
export async function askSizes(
  context: RequestContext,
  draft: SegmentDraft,
  version: SegmentVersion,
  as: string | null | undefined,
): Promise<void> {
  const { viewer, asking } = context
  const scope = scopeOf(draft)
  demandAuthor(viewer, asking.now, scope, as)
  if (!seesSizes(viewer, asking.now, scope)) throw new NotGranted()
  const text = await textOf(context, draft, version)
  const known = await knownQuestion(context, 'SIZES', text)
  if (known?.answer && parseAnswer(known.answer).kind === 'sizes') return
  await recordSegments(context, 'EVALUATE', { draft: draft.id, version: version.number, scope })
  await askNow(context, 'SIZES', text)
}

/** What is known of a version's sizes against the current release; a look at sizes is audited as one at figures. */
export async function sizesOf(context: RequestContext, draft: SegmentDraft, version: SegmentVersion): Promise<SizesState> {
  const scope = scopeOf(draft)
  if (!seesSizes(context.viewer, context.asking.now, scope)) return { kind: 'not shown' }
  const found = await knownQuestion(context, 'SIZES', await textOf(context, draft, version))
  if (!found) return { kind: 'never asked' }
  const state: SizesState = found.answeredAt && found.answer ? parseAnswer(found.answer) : { kind: 'waiting' }
  if (state.kind === 'sizes')
    context.asking.looks.push(lookAt('draftSizes', { selection: scope === 'ALL' ? {} : { ageGroups: [scope] } }, state.sizes, context))
  return state
}

/** The shared books as the vault last told them: of drafts and of adopted schemes. */
export interface Budgets {
  readonly drafts: Budget
  /** Null before the vault has said. */
  readonly adopted: Budget | null
}

/** Null before the vault has said anything of the current release's data. */
export async function budgetNow(context: RequestContext): Promise<Budgets | null> {
  context.drafts.opened?.()
  const { release } = await context.release()
  const found = await context.prisma.draftBudget.findUnique({ where: { dataDate: release.dataDate } })
  return found && { drafts: parseBudget(found.budget), adopted: found.adopted === null ? null : parseBudget(found.adopted) }
}

const textOf = async (context: RequestContext, draft: SegmentDraft, version: SegmentVersion): Promise<string> =>
  schemeText(await canonicalRules(context, scopeOf(draft), storedContent(version.content)))

/** The crosswalk of two schemes of one age group, drafts or adopted: asked of the vault, answered and kept as sizes are. */
import { type Crosswalk, type CrosswalkAnswer, crossed, crosswalkText, parseCrosswalk, turnedRound } from '../../segments/crosswalk.ts'
import type { Scope } from '../../segments/rule.ts'
import type { SegmentDraft, SegmentVersion } from '../generated/prisma/client.ts'
import { NotGranted, type RequestContext } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'
import { lookAt } from '../schema/look-at.ts'
import { demandAuthor, seesSizes } from './author.ts'
import { askNow, knownQuestion } from './question.ts'
import { scopeOf } from './scope-of.ts'
import { storedContent } from './stored-content.ts'
import { canonicalRules, recordSegments } from './workroom.ts'

export interface Side {
  readonly draft: SegmentDraft
  readonly version: SegmentVersion
}

/** The first side as rows. */
export interface Sides {
  readonly from: Side
  readonly to: Side
}

/** `same`: both divide the clients by equal rules, and there is nothing to ask. */
export type CrosswalkState =
  | { readonly kind: 'not shown' | 'same' | 'never asked' | 'waiting' | 'spent' | 'not possible' }
  | { readonly kind: 'crosswalk'; readonly crosswalk: Crosswalk }

/** Asks for the crosswalk of two versions against the current release; one that was answered, in either order, is asked no more. */
export async function askCrosswalk(context: RequestContext, sides: Sides, as: string | null | undefined): Promise<void> {
  const { viewer, asking } = context
  const scope = commonScope(sides)
  demandAuthor(viewer, asking.now, scope, as)
  if (!seesSizes(viewer, asking.now, scope)) throw new NotGranted()
  const { text, same } = await questionOf(context, scope, sides)
  if (same) return
  const known = await knownQuestion(context, 'CROSSWALK', text)
  if (known?.answer && parseCrosswalk(known.answer).kind === 'crosswalk') return
  const { from, to } = sides
  const against = { against: to.draft.id, againstVersion: to.version.number }
  await recordSegments(context, 'CROSSWALK', { draft: from.draft.id, version: from.version.number, scope, ...against })
  await askNow(context, 'CROSSWALK', text)
}

/** What is known of the crosswalk of two versions against the current release; a look at it is audited as one at figures. */
export async function crosswalkOf(context: RequestContext, sides: Sides): Promise<CrosswalkState> {
  const scope = commonScope(sides)
  if (!seesSizes(context.viewer, context.asking.now, scope)) return { kind: 'not shown' }
  const { text, turned, same } = await questionOf(context, scope, sides)
  if (same) return { kind: 'same' }
  const found = await knownQuestion(context, 'CROSSWALK', text)
  if (!found) return { kind: 'never asked' }
  if (!found.answeredAt || !found.answer) return { kind: 'waiting' }
  const answer: CrosswalkAnswer = parseCrosswalk(found.answer)
  if (answer.kind !== 'crosswalk') return { kind: answer.kind }
  const crosswalk = turned ? turnedRound(answer.crosswalk) : answer.crosswalk
  const shown = crosswalk.cells.flat().filter(({ size }) => size !== null)
  context.asking.looks.push(lookAt('schemeCrosswalk', { selection: scope === 'ALL' ? {} : { ageGroups: [scope] } }, shown, context))
  return { kind: 'crosswalk', crosswalk }
}

/** Throws BAD_USER_INPUT where the two divide different clients. */
function commonScope({ from, to }: Sides): Scope {
  const scope = scopeOf(from.draft)
  if (scopeOf(to.draft) !== scope) throw new PortalError('BAD_USER_INPUT', 'Both schemes must be for the same age group.')
  return scope
}

async function questionOf(context: RequestContext, scope: Scope, { from, to }: Sides) {
  const rules = ({ version }: Side) => canonicalRules(context, scope, storedContent(version.content))
  const [one, other] = [await rules(from), await rules(to)]
  const { rules: both, turned } = crossed(one, other)
  return { text: crosswalkText(both), turned, same: JSON.stringify(one) === JSON.stringify(other) }
}

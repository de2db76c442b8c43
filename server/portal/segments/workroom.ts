/** Drafts of schemes: what a group does with them. Every change names who made it. */
import { canonicalScheme, schemeText } from '../../segments/canonical.ts'
import type { SchemeContent } from '../../segments/content.ts'
import { readySchemes } from '../../segments/ready-schemes.ts'
import type { SchemeRules, Scope } from '../../segments/rule.ts'
import { actorOf } from '../access/sign-in.ts'
import { Prisma, type SegmentDraft, type SegmentVersion } from '../generated/prisma/client.ts'
import type { RequestContext } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'
import { askFigures } from './adopted.ts'
import { type Author, demandAuthor } from './author.ts'
import { demandContent, demandWords, json, words } from './draft-input.ts'
import { scopeOf } from './scope-of.ts'
import { storedContent } from './stored-content.ts'
import { vocabularyOf } from './vocabulary.ts'

export const VOTES = ['FOR', 'AGAINST', 'ABSTAIN'] as const
export const DECISION_KINDS = ['DECISION', 'NOTE', 'ADOPTED'] as const

/** A draft of the county of the current release. Throws UNKNOWN_CODE. */
export async function findDraft(context: RequestContext, id: string): Promise<SegmentDraft> {
  const { release } = await context.release()
  const draft = await context.prisma.segmentDraft.findFirst({ where: { id, countyCode: release.countyCode } })
  if (!draft) throw new PortalError('UNKNOWN_CODE', 'There is no such draft.')
  return draft
}

/** A version of a draft, `number` null: the newest. Throws UNKNOWN_CODE. */
export async function findVersion(context: RequestContext, draftId: string, number: number | null): Promise<SegmentVersion> {
  const version = await context.prisma.segmentVersion.findFirst({
    where: { draftId, ...(number === null ? {} : { number }) },
    orderBy: { number: 'desc' },
  })
  if (!version) throw new PortalError('UNKNOWN_CODE', 'The draft has no such version.')
  return version
}

/** A version's number from what a caller sends. Throws UNKNOWN_CODE. */
export function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new PortalError('UNKNOWN_CODE', 'The draft has no such version.')
  return Number(text)
}

/** The rules that a content counts by, in canonical form. */
export async function canonicalRules(context: RequestContext, scope: Scope, content: SchemeContent): Promise<SchemeRules> {
  return canonicalScheme({ scope, rules: content.segments.map(({ rule }) => rule) }, vocabularyOf(await context.release()))
}

/** Begins a draft from a ready scheme or from a version of another draft, or blank with what is given. */
export async function createDraft(
  context: RequestContext,
  begin: {
    readonly ready?: string | null | undefined
    readonly draft?: string | null | undefined
    readonly version?: string | null | undefined
    readonly blank?: { readonly scope: Scope; readonly content: SchemeContent } | null | undefined
  },
  as: string | null | undefined,
): Promise<SegmentDraft> {
  const reader = await context.release()
  const { scope, content, basedOn } = await beginning(context, begin)
  const author = demandAuthor(context.viewer, context.asking.now, scope, as)
  const checked = demandContent(content, vocabularyOf(reader))
  return context.prisma.segmentDraft.create({
    data: {
      ...{ countyCode: reader.release.countyCode, scope, basedOn, createdById: author.id, createdByName: author.name },
      versions: { create: version(1, checked, author, '') },
    },
  })
}

/** Saves a new version on top of `base`. Throws VERSION_CONFLICT where somebody saved meanwhile. */
export async function saveVersion(
  context: RequestContext,
  saved: { readonly draft: string; readonly base: string; readonly content: SchemeContent; readonly note: string },
  as: string | null | undefined,
): Promise<SegmentDraft> {
  const { draft, author } = await openDraft(context, saved.draft, as)
  const checked = demandContent(saved.content, vocabularyOf(await context.release()))
  const base = versionNumber(saved.base)
  const conflict = () => new PortalError('VERSION_CONFLICT', 'Somebody saved a newer version meanwhile.')
  if ((await findVersion(context, draft.id, null)).number !== base) throw conflict()
  try {
    await context.prisma.segmentVersion.create({ data: { draftId: draft.id, ...version(base + 1, checked, author, words(saved.note)) } })
  } catch (cause) {
    // The key of the next version was taken between the look and the write.
    if (cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === 'P2002') throw conflict()
    throw cause
  }
  return draft
}

export async function comment(
  context: RequestContext,
  said: { readonly draft: string; readonly version: string; readonly segment?: string | null | undefined; readonly text: string },
  as: string | null | undefined,
): Promise<SegmentDraft> {
  const { draft, author } = await openDraft(context, said.draft, as)
  const about = await findVersion(context, draft.id, versionNumber(said.version))
  const key = said.segment ?? null
  if (key !== null && !storedContent(about.content).segments.some((segment) => segment.key === key))
    throw new PortalError('UNKNOWN_CODE', 'The version has no such segment.')
  await context.prisma.segmentComment.create({
    data: { draftId: draft.id, version: about.number, segmentKey: key, text: demandWords(said.text), byId: author.id, byName: author.name },
  })
  return draft
}

export async function settleComment(context: RequestContext, id: string, as: string | null | undefined): Promise<SegmentDraft> {
  const found = await context.prisma.segmentComment.findUnique({ where: { id } })
  if (!found) throw new PortalError('UNKNOWN_CODE', 'There is no such comment.')
  const { draft, author } = await openDraft(context, found.draftId, as)
  if (!found.settledAt)
    await context.prisma.segmentComment.update({ where: { id }, data: { settledAt: new Date(), settledByName: author.name } })
  return draft
}

/** The viewer's last word on a version. */
export async function vote(
  context: RequestContext,
  cast: { readonly draft: string; readonly version: string; readonly choice: (typeof VOTES)[number] },
  as: string | null | undefined,
): Promise<SegmentDraft> {
  const { draft, author } = await openDraft(context, cast.draft, as)
  const { number } = await findVersion(context, draft.id, versionNumber(cast.version))
  const key = { draftId: draft.id, version: number, voterId: author.id }
  await context.prisma.segmentVote.upsert({
    where: { draftId_version_voterId: key },
    create: { ...key, voterName: author.name, choice: cast.choice },
    update: { choice: cast.choice, voterName: author.name, at: new Date() },
  })
  return draft
}

/** Writes a decision or a note into the log that becomes minutes. */
export async function decide(
  context: RequestContext,
  made: { readonly draft: string; readonly version: string; readonly kind: 'DECISION' | 'NOTE'; readonly text: string },
  as: string | null | undefined,
): Promise<SegmentDraft> {
  const { draft, author } = await openDraft(context, made.draft, as)
  const { number } = await findVersion(context, draft.id, versionNumber(made.version))
  await context.prisma.segmentDecision.create({
    data: { draftId: draft.id, version: number, kind: made.kind, text: demandWords(made.text), byId: author.id, byName: author.name },
  })
  return draft
}

/** Stores a version as the county's scheme for its age group, in place of the one before, and asks the vault for its figures. */
export async function adopt(
  context: RequestContext,
  asked: { readonly draft: string; readonly version: string; readonly text: string },
  as: string | null | undefined,
): Promise<SegmentDraft> {
  const { draft, author } = await openDraft(context, asked.draft, as)
  const { number, content } = await findVersion(context, draft.id, versionNumber(asked.version))
  const scope = scopeOf(draft)
  const adopted = demandContent(storedContent(content), vocabularyOf(await context.release()))
  const text = schemeText(await canonicalRules(context, scope, adopted))
  const by = { byId: author.id, byName: author.name }
  const inForce = { countyCode: draft.countyCode, scope, replacedAt: null }
  await context.prisma.$transaction([
    // One adoption at a time for a county and age group: two at once would both stay in force.
    context.prisma.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`adopt ${draft.countyCode} ${scope}`}))`,
    context.prisma.adoptedScheme.updateMany({ where: inForce, data: { replacedAt: new Date() } }),
    context.prisma.adoptedScheme.create({
      data: {
        ...{ draftId: draft.id, version: number, countyCode: draft.countyCode, scope, schemeText: text },
        ...{ content: json(adopted), adoptedById: author.id, adoptedByName: author.name },
      },
    }),
    context.prisma.segmentDecision.create({
      data: { draftId: draft.id, version: number, kind: 'ADOPTED', text: words(asked.text), ...by },
    }),
  ])
  const { release } = await context.release()
  await askFigures(context.prisma, { schemeText: text }, release)
  context.drafts.asked?.()
  await recordSegments(context, 'ADOPT', { draft: draft.id, version: number, scope })
  return draft
}

/** Writes down in the audit log what was done to which version: never a rule, never a size, never typed text. */
export const recordSegments = (
  { audit, viewer }: RequestContext,
  subject: 'ADOPT' | 'EVALUATE' | 'CROSSWALK' | 'COUNT_EARLIER' | 'COUNT_DETAIL',
  detail: {
    readonly draft: string
    readonly version: number
    readonly scope: Scope
    readonly against?: string
    readonly againstVersion?: number
  },
): Promise<void> => audit.record({ ...{ kind: 'SEGMENTS', actor: actorOf(viewer), outcome: 'DONE', subject }, detail })

/** Puts a draft away: it is read, and written no more. */
export async function closeDraft(context: RequestContext, id: string, as: string | null | undefined): Promise<SegmentDraft> {
  const { draft } = await openDraft(context, id, as)
  return context.prisma.segmentDraft.update({ where: { id: draft.id }, data: { closedAt: new Date() } })
}

async function openDraft(
  context: RequestContext,
  id: string,
  as: string | null | undefined,
): Promise<{ draft: SegmentDraft; author: Author }> {
  const draft = await findDraft(context, id)
  const author = demandAuthor(context.viewer, context.asking.now, scopeOf(draft), as)
  if (draft.closedAt) throw new PortalError('DRAFT_CLOSED', 'The draft was closed: copy it to go on.')
  return { draft, author }
}

async function beginning(
  context: RequestContext,
  begin: Parameters<typeof createDraft>[1],
): Promise<{ readonly scope: Scope; readonly content: SchemeContent; readonly basedOn: string | null }> {
  const { ready: key, draft: id, version: number, blank } = begin
  const given = [key, id, blank].filter((one) => one !== undefined && one !== null)
  if (given.length !== 1) throw new PortalError('BAD_USER_INPUT', 'A draft begins from a ready scheme, from another draft, or blank.')
  if (blank) return { ...blank, basedOn: null }
  if (id) {
    const source = await findDraft(context, id)
    const from = await findVersion(context, id, number ? versionNumber(number) : null)
    return { scope: scopeOf(source), content: storedContent(from.content), basedOn: `${id}/${from.number}` }
  }
  const codes = (await context.release()).services.map(({ code }) => code)
  const found = readySchemes(codes).find((one) => one.key === key)
  if (!found) throw new PortalError('UNKNOWN_CODE', 'There is no such ready scheme.')
  return { scope: found.scope, content: found.content, basedOn: found.key }
}

const version = (number: number, content: SchemeContent, author: Author, note: string) => ({
  ...{ number, note, content: json(content), savedById: author.id, savedByName: author.name },
})

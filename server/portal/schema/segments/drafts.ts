/** Drafts as a group sees them: versions, comments, votes, the log, sizes, what was adopted. */
import { CHANGE_KINDS, type Change, changesBetween } from '../../../segments/changes.ts'
import { SCOPES } from '../../../segments/rule.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { SegmentVersion } from '../../generated/prisma/client.ts'
import { mayWrite } from '../../segments/author.ts'
import { scopeOf } from '../../segments/scope-of.ts'
import { budgetNow, sizesOf } from '../../segments/sizes.ts'
import { storedContent } from '../../segments/stored-content.ts'
import { DECISION_KINDS, findDraft, findVersion, VOTES, versionNumber } from '../../segments/workroom.ts'
import { builder } from '../builder.ts'
import { SchemeContentType, SchemeScopeEnum } from './content.ts'
import { BudgetLineType, SizesType } from './sizes.ts'

export const VoteEnum = builder.enumType('VoteChoice', { values: VOTES })
const DecisionKindEnum = builder.enumType('DecisionKind', { values: DECISION_KINDS })
const ChangeKindEnum = builder.enumType('SchemeChangeKind', { values: CHANGE_KINDS })
const ChangeType = builder.objectRef<Change>('SchemeChange').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: ChangeKindEnum }),
    segment: t.exposeID('segment', { nullable: true, description: 'Key; null for the whole scheme.' }),
  }),
})

const VersionType = builder.prismaObject('SegmentVersion', {
  fields: (t) => ({
    number: t.id({ resolve: ({ number }) => String(number) }),
    savedAt: t.expose('savedAt', { type: 'DateTime' }),
    savedBy: t.exposeString('savedByName'),
    note: t.exposeString('note'),
    content: t.field({ type: SchemeContentType, resolve: ({ content }) => storedContent(content) }),
    changes: t.field({
      type: [ChangeType],
      complexity: { multiplier: 2 },
      description: 'From the version before; empty for the first.',
      resolve: async (version, _, { prisma }) => {
        const before = await prisma.segmentVersion.findUnique({
          where: { draftId_number: { draftId: version.draftId, number: version.number - 1 } },
        })
        return before ? [...changesBetween(storedContent(before.content), storedContent(version.content))] : []
      },
    }),
    sizes: t.field({
      type: SizesType,
      description: 'As the vault answered for an equal scheme and the current release.',
      resolve: async (version, _, context) => sizesOf(context, await findDraft(context, version.draftId), version),
    }),
  }),
})

const CommentType = builder.prismaObject('SegmentComment', {
  fields: (t) => ({
    id: t.exposeID('id'),
    version: t.id({ resolve: ({ version }) => String(version) }),
    segment: t.exposeID('segmentKey', { nullable: true }),
    text: t.exposeString('text'),
    at: t.expose('at', { type: 'DateTime' }),
    by: t.exposeString('byName'),
    settledBy: t.exposeString('settledByName', { nullable: true }),
  }),
})

const VoteType = builder.prismaObject('SegmentVote', {
  fields: (t) => ({
    version: t.id({ resolve: ({ version }) => String(version) }),
    by: t.exposeString('voterName'),
    choice: t.field({ type: VoteEnum, resolve: ({ choice }) => oneOf(choice, VOTES) }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
})

const DecisionType = builder.prismaObject('SegmentDecision', {
  fields: (t) => ({
    id: t.exposeID('id'),
    version: t.id({ resolve: ({ version }) => String(version) }),
    kind: t.field({ type: DecisionKindEnum, resolve: ({ kind }) => oneOf(kind, DECISION_KINDS) }),
    text: t.exposeString('text'),
    at: t.expose('at', { type: 'DateTime' }),
    by: t.exposeString('byName'),
  }),
})

export const DraftType = builder.prismaObject('SegmentDraft', {
  fields: (t) => ({
    id: t.exposeID('id'),
    scope: t.field({ type: SchemeScopeEnum, resolve: scopeOf }),
    basedOn: t.exposeString('basedOn', { nullable: true, description: "Key of a ready scheme, or 'draft/version'." }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    createdBy: t.exposeString('createdByName'),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true }),
    version: t.field({
      type: VersionType,
      description: 'The newest, or the one with the number.',
      args: { number: t.arg.id() },
      resolve: (draft, { number }, context) => findVersion(context, draft.id, number ? versionNumber(number) : null),
    }),
    versions: t.relation('versions', { type: VersionType, complexity: { multiplier: 4 }, query: { orderBy: { number: 'desc' } } }),
    comments: t.relation('comments', { type: CommentType, complexity: { multiplier: 4 }, query: { orderBy: { at: 'asc' } } }),
    votes: t.relation('votes', { type: VoteType, complexity: { multiplier: 4 }, query: { orderBy: { at: 'asc' } } }),
    decisions: t.relation('decisions', { type: DecisionType, complexity: { multiplier: 4 }, query: { orderBy: { at: 'asc' } } }),
    adopted: t.relation('adopted', { complexity: { multiplier: 2 }, query: { orderBy: { adoptedAt: 'desc' } } }),
  }),
})

export const AdoptedType = builder.prismaObject('AdoptedScheme', {
  description: 'A scheme that the county adopted; its figures are in `segmentation`.',
  fields: (t) => ({
    id: t.exposeID('id'),
    draft: t.exposeID('draftId'),
    version: t.id({ resolve: ({ version }) => String(version) }),
    scope: t.field({ type: SchemeScopeEnum, resolve: scopeOf }),
    content: t.field({ type: SchemeContentType, resolve: ({ content }) => storedContent(content) }),
    adoptedAt: t.expose('adoptedAt', { type: 'DateTime' }),
    adoptedBy: t.exposeString('adoptedByName'),
    replacedAt: t.expose('replacedAt', { type: 'DateTime', nullable: true }),
  }),
})

const WriterType = builder.objectRef<Viewer>('SegmentWriter').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    choosesName: t.boolean({ description: 'The demo: nobody signs in, people say who they are.', resolve: ({ kind }) => kind === 'demo' }),
    scopes: t.field({
      type: [SchemeScopeEnum],
      description: 'Age groups whose segments the viewer may write.',
      resolve: (viewer, _, { asking }) => SCOPES.filter((scope) => mayWrite(viewer, asking.now, scope)),
    }),
  }),
})

builder.queryFields((t) => ({
  segmentWriter: t.field({
    type: WriterType,
    description: 'As whom the viewer writes in the segments.',
    resolve: (_, __, context) => context.viewer,
  }),
  segmentDrafts: t.prismaField({
    type: [DraftType],
    description: 'Every draft of the county, newest first.',
    complexity: { multiplier: 5 },
    resolve: async (query, _, __, context) => {
      const { release } = await context.release()
      return context.prisma.segmentDraft.findMany({ ...query, where: { countyCode: release.countyCode }, orderBy: { createdAt: 'desc' } })
    },
  }),
  segmentDraft: t.field({
    type: DraftType,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, context) => findDraft(context, id),
  }),
  adoptedSchemes: t.prismaField({
    type: [AdoptedType],
    description: 'In force: one an age group at most.',
    complexity: { multiplier: 4 },
    resolve: async (query, _, __, context) => {
      const { release } = await context.release()
      return context.prisma.adoptedScheme.findMany({
        ...query,
        where: { countyCode: release.countyCode, replacedAt: null },
        orderBy: { adoptedAt: 'desc' },
      })
    },
  }),
  evaluationBudget: t.field({
    type: [BudgetLineType],
    description: 'Evaluations left, by age group; empty before the vault has said.',
    complexity: { multiplier: 4 },
    resolve: async (_, __, context) => {
      const budgets = await budgetNow(context)
      return budgets ? SCOPES.map((scope) => ({ scope, budgets })) : []
    },
  }),
  schemeDifferences: t.field({
    type: [ChangeType],
    description: 'What differs from one version to another, of the same draft or of parallel ones.',
    complexity: { multiplier: 4 },
    args: {
      fromDraft: t.arg.id({ required: true }),
      fromVersion: t.arg.id(),
      toDraft: t.arg.id({ required: true }),
      toVersion: t.arg.id(),
    },
    resolve: async (_, { fromDraft, fromVersion, toDraft, toVersion }, context) => {
      const content = async (id: string, number: string | null | undefined): Promise<SegmentVersion> =>
        findVersion(context, (await findDraft(context, id)).id, number ? versionNumber(number) : null)
      const [from, to] = [await content(fromDraft, fromVersion), await content(toDraft, toVersion)]
      return [...changesBetween(storedContent(from.content), storedContent(to.content))]
    },
  }),
}))

function oneOf<T extends string>(value: string, values: readonly T[]): T {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new Error('a stored row has an unknown word')
  return found
}

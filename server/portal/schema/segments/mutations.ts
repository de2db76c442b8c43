/** What a group does: every change by a viewer with the role EXPERT for the age group, under their name. */
import { askSizes } from '../../segments/sizes.ts'
import {
  adopt,
  closeDraft,
  comment,
  createDraft,
  decide,
  findDraft,
  findVersion,
  saveVersion,
  settleComment,
  versionNumber,
  vote,
} from '../../segments/workroom.ts'
import { builder } from '../builder.ts'
import { contentOf, SchemeContentInput, SchemeScopeEnum } from './content.ts'
import { DraftType, VoteEnum } from './drafts.ts'

const AS = 'In the demo, where nobody signs in: who does it. Refused elsewhere.'
const NoteKindEnum = builder.enumType('NoteKind', { values: ['DECISION', 'NOTE'] as const })
const BlankInput = builder.inputType('BlankDraftInput', {
  fields: (t) => ({
    scope: t.field({ type: SchemeScopeEnum, required: true }),
    content: t.field({ type: SchemeContentInput, required: true }),
  }),
})

builder.mutationFields((t) => ({
  createSegmentDraft: t.field({
    type: DraftType,
    description: 'Begins a draft: from a ready scheme, from a version of a draft (the newest where absent), or blank.',
    args: {
      ready: t.arg.id(),
      draft: t.arg.id(),
      version: t.arg.id(),
      blank: t.arg({ type: BlankInput }),
      as: t.arg.string({ description: AS }),
    },
    resolve: (_, { ready, draft, version, blank, as }, context) =>
      createDraft(context, { ready, draft, version, blank: blank && { scope: blank.scope, content: contentOf(blank.content) } }, as),
  }),
  saveSegmentVersion: t.field({
    type: DraftType,
    description: 'Saves on top of version `base`; VERSION_CONFLICT where somebody saved meanwhile.',
    args: {
      draft: t.arg.id({ required: true }),
      base: t.arg.id({ required: true }),
      content: t.arg({ type: SchemeContentInput, required: true }),
      note: t.arg.string({ defaultValue: '' }),
      as: t.arg.string({ description: AS }),
    },
    resolve: (_, { draft, base, content, note, as }, context) =>
      saveVersion(context, { draft, base, content: contentOf(content), note: note ?? '' }, as),
  }),
  commentOnSegments: t.field({
    type: DraftType,
    args: {
      draft: t.arg.id({ required: true }),
      version: t.arg.id({ required: true }),
      segment: t.arg.id(),
      text: t.arg.string({ required: true }),
      as: t.arg.string({ description: AS }),
    },
    resolve: (_, { as, ...said }, context) => comment(context, said, as),
  }),
  settleSegmentComment: t.field({
    type: DraftType,
    args: { comment: t.arg.id({ required: true }), as: t.arg.string({ description: AS }) },
    resolve: (_, { comment: id, as }, context) => settleComment(context, id, as),
  }),
  voteOnSegments: t.field({
    type: DraftType,
    args: {
      draft: t.arg.id({ required: true }),
      version: t.arg.id({ required: true }),
      choice: t.arg({ type: VoteEnum, required: true }),
      as: t.arg.string({ description: AS }),
    },
    resolve: (_, { as, ...cast }, context) => vote(context, cast, as),
  }),
  recordDecision: t.field({
    type: DraftType,
    args: {
      draft: t.arg.id({ required: true }),
      version: t.arg.id({ required: true }),
      kind: t.arg({ type: NoteKindEnum, required: true }),
      text: t.arg.string({ required: true }),
      as: t.arg.string({ description: AS }),
    },
    resolve: (_, { as, ...made }, context) => decide(context, made, as),
  }),
  adoptSegments: t.field({
    type: DraftType,
    description: 'Stores the version as the scheme of its age group, in place of the one before, and has it counted.',
    args: {
      draft: t.arg.id({ required: true }),
      version: t.arg.id({ required: true }),
      text: t.arg.string({ defaultValue: '' }),
      as: t.arg.string({ description: AS }),
    },
    resolve: (_, { draft, version, text, as }, context) => adopt(context, { draft, version, text: text ?? '' }, as),
  }),
  closeSegmentDraft: t.field({
    type: DraftType,
    args: { draft: t.arg.id({ required: true }), as: t.arg.string({ description: AS }) },
    resolve: (_, { draft, as }, context) => closeDraft(context, draft, as),
  }),
  evaluateSegments: t.field({
    type: DraftType,
    description: 'Asks the vault for the sizes of a version; spends one evaluation unless an equal scheme was evaluated before.',
    args: { draft: t.arg.id({ required: true }), version: t.arg.id({ required: true }), as: t.arg.string({ description: AS }) },
    complexity: { field: 100, multiplier: 1 },
    resolve: async (_, { draft: id, version, as }, context) => {
      const draft = await findDraft(context, id)
      await askSizes(context, draft, await findVersion(context, id, versionNumber(version)), as)
      return draft
    },
  }),
}))

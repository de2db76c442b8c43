/** Grants that an administrator gives and ends, and tokens of machine clients. */
import { LONGEST_LIFE, MACHINE_ROLES, tokenGrants } from '../access/api-tokens.ts'
import { giveGrant, storedGrant } from '../access/grants.ts'
import { type MappedGrant, type RoleMapping, wrongLimits } from '../access/role-mapping.ts'
import { actorOf } from '../access/sign-in.ts'
import type { Grant, Limits, Role } from '../access/viewer.ts'
import { cleanText } from '../audit/clean.ts'
import type { AccessGrant, ApiToken } from '../generated/prisma/client.ts'
import type { AgeGroup } from '../release/selection.ts'
import { builder } from './builder.ts'
import type { RequestContext } from './context.ts'
import { AgeGroupEnum } from './enums.ts'
import { PortalError } from './errors.ts'
import { GrantType, RoleEnum } from './viewer.ts'

const SubjectKindEnum = builder.enumType('GrantSubjectKind', {
  description: 'ACCOUNT: one person; CLAIM: everybody with this value of the provider’s claim, from their next sign-in.',
  values: ['ACCOUNT', 'CLAIM'] as const,
})

const GivenGrantType = builder.objectRef<AccessGrant>('GivenGrant').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    subjectKind: t.field({ type: SubjectKindEnum, resolve: ({ subjectKind }) => (subjectKind === 'CLAIM' ? 'CLAIM' : 'ACCOUNT') }),
    subject: t.exposeString('subject'),
    grant: t.field({ type: GrantType, resolve: (row): Grant => storedGrant(row) }),
    givenBy: t.exposeString('givenBy'),
    givenAt: t.expose('givenAt', { type: 'DateTime' }),
    endedBy: t.exposeString('endedBy', { nullable: true }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true }),
  }),
})

const MappedGrantType = builder.objectRef<MappedGrant>('MappedGrant').implement({
  fields: (t) => ({
    value: t.exposeString('value', { description: 'Of the claim: a group or a role of the provider.' }),
    grant: t.field({
      type: GrantType,
      resolve: ({ role, ages, municipalities, services }) => ({ role, ages, municipalities, services, until: null }),
    }),
  }),
})

const MappingType = builder.objectRef<Pick<RoleMapping, 'grants'> & { readonly claim: string | null }>('RoleMapping').implement({
  description:
    'The county’s own file: which value of the provider’s claim gives which role. It is changed in the file, and read at the start.',
  fields: (t) => ({
    claim: t.exposeString('claim', { nullable: true, description: 'Null where nobody signs in: there is no file.' }),
    grants: t.field({ type: [MappedGrantType], complexity: { multiplier: 10 }, resolve: ({ grants }) => [...grants] }),
  }),
})

const TokenType = builder.objectRef<ApiToken>('ApiToken').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    grants: t.field({ type: [GrantType], resolve: (row) => [...tokenGrants(row)] }),
    createdBy: t.exposeString('createdBy'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    usedAt: t.expose('usedAt', { type: 'DateTime', nullable: true }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true }),
  }),
})

const NewTokenType = builder.objectRef<{ readonly id: string; readonly text: string }>('NewApiToken').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    text: t.exposeString('text', { description: 'Shown this once: the portal keeps its hash only.' }),
  }),
})

const LimitsInput = builder.inputType('RoleWithLimits', {
  description: 'Null: without that limit.',
  fields: (t) => ({
    role: t.field({ type: RoleEnum, required: true }),
    ages: t.field({ type: [AgeGroupEnum] }),
    municipalities: t.idList(),
    services: t.idList(),
  }),
})

builder.queryFields((t) => ({
  grants: t.field({
    type: [GivenGrantType],
    description: 'Given by administrators, the newest first, ended ones too; at most 500. Those of the county’s mapping are in its file.',
    resolve: (_, __, { prisma }) => prisma.accessGrant.findMany({ orderBy: { givenAt: 'desc' }, take: 500 }),
  }),
  roleMapping: t.field({
    type: MappingType,
    resolve: (_, __, { access: { settings } }) => (settings.kind === 'sign-in' ? settings.mapping : { claim: null, grants: [] }),
  }),
  apiTokens: t.field({
    type: [TokenType],
    description: 'The newest first, ended ones too; at most 500.',
    resolve: (_, __, { prisma }) => prisma.apiToken.findMany({ orderBy: { createdAt: 'desc' }, take: 500 }),
  }),
}))

builder.mutationFields((t) => ({
  giveGrant: t.id({
    description: 'Gives a role within limits. Nobody gives to themselves.',
    args: {
      subjectKind: t.arg({ type: SubjectKindEnum, required: true }),
      subject: t.arg.string({ required: true }),
      grant: t.arg({ type: LimitsInput, required: true }),
      until: t.arg({ type: 'DateTime' }),
    },
    resolve: async (_, { subjectKind, subject, grant, until }, context) => {
      const { prisma, viewer, access, audit } = context
      if (subjectKind === 'ACCOUNT') {
        if (subject === viewer.id) throw new PortalError('BAD_USER_INPUT', 'Nobody gives a role to themselves.')
        const known = await prisma.account.findUnique({ where: { id: subject }, select: { id: true } })
        if (!known) throw new PortalError('UNKNOWN_CODE', 'There is no such account.')
      }
      if (subject.trim() === '' || cleanText(subject) !== subject) throw new PortalError('BAD_USER_INPUT', 'This is no value of a claim.')
      const limited = await checked(context, grant)
      const end = until ?? null
      if (end !== null && end <= new Date()) throw new PortalError('BAD_USER_INPUT', 'A grant ends in the future.')
      const id = await giveGrant(prisma, { to: { kind: subjectKind, subject }, ...limited, until: end }, viewer.id)
      access.sessions?.forget()
      await audit.record({
        ...{ kind: 'GRANT', actor: actorOf(viewer), outcome: 'DONE', subject: 'GIVE' },
        detail: { id, subjectKind, subject, ...limitsAsDetail(limited), until: end?.toISOString() ?? null },
      })
      return id
    },
  }),
  endGrant: t.boolean({
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, { prisma, viewer, access, audit }) => {
      const { count } = await prisma.accessGrant.updateMany({
        where: { id, endedAt: null },
        data: { endedAt: new Date(), endedBy: viewer.id },
      })
      access.sessions?.forget()
      if (count > 0) await audit.record({ kind: 'GRANT', actor: actorOf(viewer), outcome: 'DONE', subject: 'END', detail: { id } })
      return count > 0
    },
  }),
  createApiToken: t.field({
    type: NewTokenType,
    description: 'A token for a machine client: at most a year, no role that administers.',
    args: {
      name: t.arg.string({ required: true }),
      grants: t.arg({ type: [LimitsInput], required: true }),
      expiresAt: t.arg({ type: 'DateTime', required: true }),
    },
    resolve: async (_, { name, grants, expiresAt }, context) => {
      const { access, viewer, audit } = context
      if (!access.tokens) throw new PortalError('BAD_USER_INPUT', 'Nobody signs in here.')
      if (!NAME.test(name) || cleanText(name) !== name) {
        throw new PortalError('BAD_USER_INPUT', 'A name has 1 to 60 letters, digits, spaces, dots, hyphens or underscores.')
      }
      const life = expiresAt.getTime() - Date.now()
      if (life <= 0 || life > LONGEST_LIFE) throw new PortalError('BAD_USER_INPUT', 'A token lives for a year at most.')
      if (grants.length === 0 || grants.length > 20) throw new PortalError('BAD_USER_INPUT', 'A token has one role at least.')
      if (!grants.every(({ role }) => MACHINE_ROLES.includes(role)))
        throw new PortalError('BAD_USER_INPUT', 'A machine does not administer.')
      const limited = await Promise.all(grants.map((grant) => checked(context, grant)))
      const token = await access.tokens.create({ name, grants: limited, expiresAt }, viewer.id)
      await audit.record({
        ...{ kind: 'TOKEN', actor: actorOf(viewer), outcome: 'DONE', subject: 'CREATE' },
        detail: { id: token.id, name, expiresAt: expiresAt.toISOString(), grants: limited.map(limitsAsDetail) },
      })
      return token
    },
  }),
  endApiToken: t.boolean({
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, { access, viewer, audit }) => {
      const ended = (await access.tokens?.end(id)) ?? false
      if (ended) await audit.record({ kind: 'TOKEN', actor: actorOf(viewer), outcome: 'DONE', subject: 'END', detail: { id } })
      return ended
    },
  }),
}))

const NAME = /^[\p{L}\p{N} ._-]{1,60}$/u

interface AskedGrant {
  readonly role: Role
  readonly ages?: readonly AgeGroup[] | null | undefined
  readonly municipalities?: readonly string[] | null | undefined
  readonly services?: readonly string[] | null | undefined
}

/** Limits of codes that the current release knows, fit for the role. */
async function checked(context: RequestContext, asked: AskedGrant): Promise<Limits & { readonly role: Role }> {
  const { role, ages = null, municipalities = null, services = null } = asked
  const limits = { ages, municipalities, services }
  for (const list of Object.values(limits)) {
    if (list?.length === 0) throw new PortalError('BAD_USER_INPUT', 'A limit names at least one value; leave it out for none.')
  }
  const wrong = wrongLimits(role, limits)
  if (wrong !== null) throw new PortalError('BAD_USER_INPUT', `${wrong}.`)
  if (municipalities !== null || services !== null) {
    const { layout } = await context.release()
    const unknown =
      municipalities?.some((code) => !layout.municipalities.includes(code)) || services?.some((code) => !layout.services.includes(code))
    if (unknown) throw new PortalError('UNKNOWN_CODE', 'The release knows no such municipality or service.')
  }
  return { role, ...limits }
}

const limitsAsDetail = ({ role, ages, municipalities, services }: Limits & { readonly role: Role }) => ({
  ...{ role, ages, municipalities, services },
})

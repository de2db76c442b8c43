/** Sign-ins: one's own, and everybody's for an administrator. */
import { actorOf } from '../access/sign-in.ts'
import type { Account, Session } from '../generated/prisma/client.ts'
import { builder } from './builder.ts'
import type { RequestContext } from './context.ts'
import { PortalError } from './errors.ts'

type SessionRow = Session & { readonly account: Account }

const SessionType = builder.objectRef<SessionRow>('Session').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    account: t.id({ resolve: ({ accountId }) => accountId }),
    name: t.string({ resolve: ({ account }) => account.name }),
    agent: t.exposeString('agent', { description: 'What the browser says of itself.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    usedAt: t.expose('usedAt', { type: 'DateTime', description: 'To half a minute.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    current: t.boolean({ description: 'The one that asks.', resolve: ({ id }, _, { viewer }) => viewer.session?.id === id }),
  }),
})

const AccountType = builder.objectRef<Account>('Account').implement({
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    signedInAt: t.expose('signedInAt', { type: 'DateTime' }),
  }),
})

builder.queryFields((t) => ({
  mySessions: t.field({
    type: [SessionType],
    description: 'Sessions of whoever asks that have not ended.',
    resolve: (_, __, context) => (context.viewer.kind === 'person' ? openSessionsOf(context, context.viewer.id) : []),
  }),
  sessions: t.field({
    type: [SessionType],
    description: 'Every session that has not ended, the last used first; at most 500.',
    resolve: (_, __, context) => openSessionsOf(context, null),
  }),
  accounts: t.field({
    type: [AccountType],
    description: 'Everybody who has signed in, the last first; at most 500.',
    resolve: (_, __, { prisma }) => prisma.account.findMany({ orderBy: { signedInAt: 'desc' }, take: 500 }),
  }),
}))

builder.mutationFields((t) => ({
  endMySession: t.boolean({
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const ended = await sessionsOf(context).end({ id, accountId: context.viewer.id }, 'REVOKED')
      return tell(context, ended, id)
    },
  }),
  endSession: t.boolean({
    description: 'Ends somebody’s session. Other processes see it within five seconds.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => tell(context, await sessionsOf(context).end({ id }, 'REVOKED'), id),
  }),
  endSessionsOf: t.boolean({
    description: 'Ends all sessions of an account.',
    args: { account: t.arg.id({ required: true }) },
    resolve: async (_, { account }, context) => tell(context, await sessionsOf(context).end({ accountId: account }, 'REVOKED'), account),
  }),
}))

function openSessionsOf({ prisma, access }: RequestContext, account: string | null): Promise<SessionRow[]> {
  const now = Date.now()
  const idle = access.settings.kind === 'sign-in' ? access.settings.idle : 0
  return prisma.session.findMany({
    where: {
      endedAt: null,
      expiresAt: { gt: new Date(now) },
      usedAt: { gt: new Date(now - idle) },
      ...(account === null ? {} : { accountId: account }),
    },
    include: { account: true },
    orderBy: { usedAt: 'desc' },
    take: 500,
  })
}

function sessionsOf({ access }: RequestContext) {
  if (!access.sessions) throw new PortalError('BAD_USER_INPUT', 'Nobody signs in here.')
  return access.sessions
}

/** Writes down what was ended before it is acknowledged. */
async function tell({ audit, viewer }: RequestContext, ended: number, what: string): Promise<boolean> {
  if (ended > 0) {
    await audit.record({ kind: 'SESSION', actor: actorOf(viewer), outcome: 'DONE', subject: 'END', detail: { ended: what } })
  }
  return ended > 0
}

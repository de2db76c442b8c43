/** The audit log for the auditor: search, counts by day and by what was looked at, and whether the chain holds. */
import { EVENT_KINDS } from '../audit/event.ts'
import { type AuditSearch, eventsByDay, literal, MOST_DAYS } from '../audit/events-by-day.ts'
import { verifyChain } from '../audit/verify-chain.ts'
import type { AuditEvent, Prisma } from '../generated/prisma/client.ts'
import type { EventCount } from '../release/sealed.ts'
import { auditNumbers } from '../release/told-numbers.ts'
import { builder } from './builder.ts'
import { PortalError } from './errors.ts'

const EventKindEnum = builder.enumType('AuditEventKind', { values: EVENT_KINDS })
const OutcomeEnum = builder.enumType('AuditOutcome', { values: ['DONE', 'REFUSED', 'FAILED'] as const })

const EventType = builder.objectRef<AuditEvent>('AuditEvent').implement({
  fields: (t) => ({
    seq: t.id({ resolve: ({ seq }) => String(seq) }),
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.field({ type: EventKindEnum, resolve: ({ kind }) => oneOf(kind, EVENT_KINDS) }),
    actorKind: t.exposeString('actorKind'),
    actorId: t.exposeString('actorId'),
    actorName: t.exposeString('actorName'),
    outcome: t.field({ type: OutcomeEnum, resolve: ({ outcome }) => oneOf(outcome, ['DONE', 'REFUSED', 'FAILED'] as const) }),
    subject: t.exposeString('subject', { nullable: true }),
    release: t.exposeID('releaseId', { nullable: true }),
    shown: t.field({ type: 'FigureCount', nullable: true, resolve: ({ detail }) => figures(detail, 'shown') }),
    withheld: t.field({ type: 'FigureCount', nullable: true, resolve: ({ detail }) => figures(detail, 'withheld') }),
    detail: t.string({ description: 'All that was written down, as JSON.', resolve: ({ detail }) => JSON.stringify(detail) }),
    hash: t.exposeString('hash'),
  }),
})

const SearchInput = builder.inputType('AuditSearch', {
  fields: (t) => ({
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime' }),
    kinds: t.field({ type: [EventKindEnum] }),
    outcomes: t.field({ type: [OutcomeEnum] }),
    actor: t.string({ description: 'A part of the name or of the id.' }),
    subject: t.string({ description: 'The whole of it: a view, a pattern, a format.' }),
  }),
})

const PageType = builder.objectRef<{ readonly events: AuditEvent[]; readonly next: string | null }>('AuditPage').implement({
  fields: (t) => ({
    events: t.field({ type: [EventType], resolve: ({ events }) => events }),
    next: t.id({ nullable: true, description: 'Where the next page begins; null at the end.', resolve: ({ next }) => next }),
  }),
})

interface Slice {
  readonly value: string
  readonly label: string | null
  readonly events: EventCount
  readonly refused: EventCount
}

const SliceType = builder.objectRef<Slice>('AuditSlice').implement({
  fields: (t) => ({
    value: t.exposeString('value'),
    label: t.exposeString('label', { nullable: true }),
    events: t.expose('events', { type: 'EventCount' }),
    refused: t.expose('refused', { type: 'EventCount' }),
  }),
})

const SummaryType = builder
  .objectRef<{ readonly events: EventCount; readonly days: Slice[]; readonly subjects: Slice[]; readonly actors: Slice[] }>('AuditSummary')
  .implement({
    fields: (t) => ({
      events: t.expose('events', { type: 'EventCount' }),
      days: t.field({
        type: [SliceType],
        description: `Days of Finland's time with events, oldest first; of a longer search the last ${MOST_DAYS} days.`,
        resolve: ({ days }) => days,
      }),
      subjects: t.field({
        type: [SliceType],
        description: 'What was looked at or done, most first; at most 12.',
        resolve: ({ subjects }) => subjects,
      }),
      actors: t.field({ type: [SliceType], description: 'By whom, most first; at most 12.', resolve: ({ actors }) => actors }),
    }),
  })

const ChainType = builder
  .objectRef<{
    readonly whole: boolean
    readonly seq: string
    readonly hash: string | null
    readonly reason: string | null
    readonly events: EventCount | null
  }>('AuditChain')
  .implement({
    fields: (t) => ({
      whole: t.exposeBoolean('whole'),
      seq: t.exposeID('seq', { description: 'Of the last event, or of the first that is wrong.' }),
      hash: t.exposeString('hash', { nullable: true }),
      reason: t.exposeString('reason', { nullable: true }),
      events: t.expose('events', { type: 'EventCount', nullable: true }),
    }),
  })

const PAGE = 50

builder.queryFields((t) => ({
  auditEvents: t.field({
    type: PageType,
    description: 'The newest first, fifty a page.',
    args: { search: t.arg({ type: SearchInput }), after: t.arg.id() },
    complexity: { field: 10, multiplier: 1 },
    resolve: async (_, { search, after }, { prisma, audit }) => {
      await audit.flush()
      const where: Prisma.AuditEventWhereInput = { AND: [whereOf(search ?? {}), ...(after ? [{ seq: { lt: seqOf(after) } }] : [])] }
      const events = await prisma.auditEvent.findMany({ where, orderBy: { seq: 'desc' }, take: PAGE + 1 })
      const last = events[PAGE - 1]
      return { events: events.slice(0, PAGE), next: events.length > PAGE && last ? String(last.seq) : null }
    },
  }),
  auditSummary: t.field({
    type: SummaryType,
    args: { search: t.arg({ type: SearchInput }) },
    complexity: { field: 50, multiplier: 1 },
    resolve: async (_, { search }, { prisma, audit, database }) => {
      await audit.flush()
      const where = whereOf(search ?? {})
      const [subjects, subjectsRefused, actors, actorsRefused, all] = await prisma.$transaction([
        prisma.auditEvent.groupBy({
          by: ['kind', 'subject'],
          where,
          _count: { _all: true },
          orderBy: { _count: { seq: 'desc' } },
          take: 12,
        }),
        prisma.auditEvent.groupBy({
          by: ['kind', 'subject'],
          where: { AND: [where, REFUSED] },
          _count: { _all: true },
          orderBy: { kind: 'asc' },
        }),
        prisma.auditEvent.groupBy({
          by: ['actorId', 'actorName'],
          where,
          _count: { _all: true },
          orderBy: { _count: { seq: 'desc' } },
          take: 12,
        }),
        prisma.auditEvent.groupBy({
          by: ['actorId', 'actorName'],
          where: { AND: [where, REFUSED] },
          _count: { _all: true },
          orderBy: { actorId: 'asc' },
        }),
        prisma.auditEvent.count({ where }),
      ])
      const days = await eventsByDay(database, search ?? {})
      const refusals = new Map(subjectsRefused.map((one) => [`${one.kind} ${one.subject}`, countOf(one)]))
      const refusedActors = new Map(actorsRefused.map((one) => [`${one.actorId} ${one.actorName}`, countOf(one)]))
      return {
        events: auditNumbers.events(all),
        days: days.map(({ day, events, refused }) => ({
          ...{ value: day, label: null },
          ...{ events: auditNumbers.events(events), refused: auditNumbers.events(refused) },
        })),
        subjects: subjects.map((one) => ({
          value: one.kind,
          label: one.subject,
          events: auditNumbers.events(countOf(one)),
          refused: auditNumbers.events(refusals.get(`${one.kind} ${one.subject}`) ?? 0),
        })),
        actors: actors.map((one) => ({
          value: one.actorId,
          label: one.actorName,
          events: auditNumbers.events(countOf(one)),
          refused: auditNumbers.events(refusedActors.get(`${one.actorId} ${one.actorName}`) ?? 0),
        })),
      }
    },
  }),
  auditChain: t.field({
    type: ChainType,
    description: 'Walks the whole log: whether an event was changed or is missing.',
    complexity: { field: 500, multiplier: 1 },
    resolve: async (_, __, { audit, database }) => {
      await audit.flush()
      const state = await verifyChain(database)
      return state.kind === 'whole'
        ? { whole: true, seq: String(state.head.seq), hash: state.head.hash, reason: null, events: auditNumbers.events(state.events) }
        : { whole: false, seq: String(state.seq), hash: null, reason: state.reason, events: null }
    },
  }),
}))

const REFUSED: Prisma.AuditEventWhereInput = { outcome: { not: 'DONE' } }

function whereOf({ from, to, kinds, outcomes, actor, subject }: AuditSearch): Prisma.AuditEventWhereInput {
  const part = actor && literal(actor)
  return {
    ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
    ...(kinds ? { kind: { in: [...kinds] } } : {}),
    ...(outcomes ? { outcome: { in: [...outcomes] } } : {}),
    ...(part ? { OR: [{ actorName: { contains: part, mode: 'insensitive' } }, { actorId: { contains: part } }] } : {}),
    ...(subject ? { subject } : {}),
  }
}

const countOf = ({ _count }: { readonly _count?: unknown }): number => {
  const count: unknown = typeof _count === 'object' && _count !== null && '_all' in _count ? _count._all : 0
  return typeof count === 'number' ? count : 0
}

function seqOf(after: string): bigint {
  if (!/^\d{1,18}$/.test(after)) throw new PortalError('BAD_USER_INPUT', 'after is the seq of an event.')
  return BigInt(after)
}

/** A number of figures in a detail; null where it has none. */
function figures(detail: unknown, name: 'shown' | 'withheld') {
  const found: unknown = typeof detail === 'object' && detail !== null ? Object.entries(detail).find(([key]) => key === name)?.[1] : null
  return typeof found === 'number' ? auditNumbers.figures(found) : null
}

function oneOf<T extends string>(value: string, values: readonly T[]): T {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new Error('the audit log has an event of another kind')
  return found
}

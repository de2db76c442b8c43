/** Imports and releases as orders to the vault, and how they stand. For administrators. */
import { isFolderName, isUploadId } from '../../../orders/extract-names.ts'
import { type Order, type OrderProblem, type Outcome, parseOrder, parseOutcome, REFUSALS, STAGES } from '../../../orders/order.ts'
import { actorOf } from '../../access/sign-in.ts'
import { placeOrder, type SeenDesk, seenDesk } from '../../administration/place-order.ts'
import { cleanText } from '../../audit/clean.ts'
import { calendarDay } from '../../calendar-day.ts'
import type { VaultOrder } from '../../generated/prisma/client.ts'
import { parameterOf, sealed } from '../../release/told-numbers.ts'
import { builder } from '../builder.ts'
import { PolicyKindEnum } from '../enums.ts'
import { PortalError } from '../errors.ts'
import { FEW } from '../limits.ts'
import { beside, RoughFileType, RoughReportType } from './rough-report.ts'

const KINDS = ['IMPORT', 'RELEASE', 'CATALOGUE'] as const
const STATES = ['WAITING', 'TAKEN', 'DONE', 'REFUSED', 'FAILED', 'CANCELLED'] as const
const KindEnum = builder.enumType('OrderKind', { values: KINDS })
const StateEnum = builder.enumType('OrderState', { values: STATES })
const RefusalEnum = builder.enumType('OrderRefusal', { values: REFUSALS })
const StageEnum = builder.enumType('OrderedStage', { values: ['BASE', 'LIFTED'] as const })
const ProblemType = builder.objectRef<OrderProblem>('OrderProblem').implement({
  fields: (t) => ({
    file: t.exposeString('file'),
    line: t.string({ nullable: true, resolve: ({ line }) => (line === null ? null : String(line)) }),
    reason: t.exposeString('reason'),
    remedy: t.exposeString('remedy', { nullable: true }),
  }),
})

interface Told {
  readonly row: VaultOrder
  readonly order: Order
  readonly outcome: Outcome | null
}

const OrderType = builder.objectRef<Told>('VaultOrder').implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ row }) => row.id }),
    kind: t.field({ type: KindEnum, resolve: ({ order }) => order.kind }),
    state: t.field({ type: StateEnum, resolve: ({ row }) => stateOf(row.state) }),
    orderedAt: t.field({ type: 'DateTime', resolve: ({ row }) => row.orderedAt }),
    orderedBy: t.string({ resolve: ({ row }) => row.orderedByName }),
    finishedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ row }) => row.finishedAt }),
    step: t.string({ nullable: true, resolve: ({ row }) => row.step }),
    progress: t.field({
      type: 'Progress',
      nullable: true,
      resolve: ({ row }) => (row.state === 'TAKEN' && row.share !== null ? sealed.progress(row.share) : null),
    }),
    dataDate: t.field({
      type: 'Date',
      nullable: true,
      resolve: ({ order }) => (order.kind === 'IMPORT' ? new Date(order.dataDate) : null),
    }),
    folder: t.string({
      nullable: true,
      description: 'Of an import that was pointed to; null where it was uploaded.',
      resolve: ({ order }) => (order.kind === 'IMPORT' && order.from.kind === 'folder' ? order.from.name : null),
    }),
    invented: t.boolean({ resolve: ({ order }) => order.kind === 'IMPORT' && order.invented }),
    stage: t.field({
      type: StageEnum,
      nullable: true,
      resolve: ({ order }) => (order.kind === 'RELEASE' ? (order.stage === 'base' ? 'BASE' : 'LIFTED') : null),
    }),
    policy: t.field({
      type: PolicyKindEnum,
      nullable: true,
      resolve: ({ order }) => (order.kind === 'RELEASE' ? (order.policy === 'exact' ? 'EXACT' : 'PERTURBED') : null),
    }),
    file: t.string({ nullable: true, resolve: ({ order }) => (order.kind === 'CATALOGUE' ? order.change.file : null) }),
    release: t.id({ nullable: true, resolve: ({ outcome }) => (outcome?.kind === 'built' ? outcome.release : null) }),
    refusal: t.field({ type: RefusalEnum, nullable: true, resolve: ({ outcome }) => (outcome?.kind === 'refused' ? outcome.code : null) }),
    problems: t.field({
      type: [ProblemType],
      complexity: FEW,
      resolve: ({ outcome }) => (outcome?.kind === 'refused' ? [...outcome.problems] : []),
    }),
    refusedFiles: t.field({
      type: [RoughFileType],
      complexity: FEW,
      description: 'Of an import that stopped at too many rejected rows.',
      resolve: ({ outcome }) => (outcome?.kind === 'refused' ? outcome.files.map((file) => beside(file, null)) : []),
    }),
    report: t.field({
      type: RoughReportType,
      nullable: true,
      resolve: ({ outcome }) => (outcome?.kind === 'imported' ? { now: outcome.report, before: outcome.before } : null),
    }),
  }),
})

interface Desk {
  readonly seen: SeenDesk | null
}

const ImportType = builder
  .objectRef<{ readonly dataDate: string; readonly importedAt: string; readonly demo: boolean }>('KnownImport')
  .implement({
    fields: (t) => ({
      dataDate: t.field({ type: 'Date', resolve: ({ dataDate }) => new Date(dataDate) }),
      importedAt: t.field({ type: 'DateTime', resolve: ({ importedAt }) => new Date(importedAt) }),
      demo: t.exposeBoolean('demo'),
    }),
  })

const AdministrationType = builder.objectRef<Desk>('Administration').implement({
  fields: (t) => ({
    workerSeen: t.field({ type: 'DateTime', nullable: true, resolve: ({ seen }) => seen?.seenAt ?? null }),
    workerHere: t.boolean({ description: 'Orders are taken now.', resolve: ({ seen }) => seen?.here ?? false }),
    hasKey: t.boolean({ description: 'Real clients can be imported.', resolve: ({ seen }) => seen?.desk.hasKey ?? false }),
    mayUpload: t.boolean({
      resolve: ({ seen }, _, { administration }) =>
        administration.settings.uploads === null || !seen?.here ? false : seen.desk.uploadKey !== null,
    }),
    uploadMegabytes: t.field({
      type: 'Parameter',
      description: 'Largest file of an upload.',
      resolve: (_, __, { administration }) => parameterOf(administration.settings.uploadMegabytes),
    }),
    folders: t.stringList({ description: 'With extracts that can be pointed to.', resolve: ({ seen }) => [...(seen?.desk.folders ?? [])] }),
    imports: t.field({
      type: [ImportType],
      complexity: FEW,
      description: 'In the vault, the newest first.',
      resolve: ({ seen }) => [...(seen?.desk.imports ?? [])],
    }),
    twoPersons: t.boolean({
      description: 'Who built a release may not publish it.',
      resolve: (_, __, { administration }) => administration.settings.twoPersons,
    }),
  }),
})

builder.queryFields((t) => ({
  administration: t.field({ type: AdministrationType, resolve: async (_, __, context) => ({ seen: await seenDesk(context) }) }),
  vaultOrders: t.field({
    type: [OrderType],
    complexity: FEW,
    description: 'The newest first; at most 30.',
    resolve: async (_, __, { prisma }) => (await prisma.vaultOrder.findMany({ orderBy: { orderedAt: 'desc' }, take: 30 })).map(told),
  }),
}))

builder.mutationFields((t) => ({
  orderImport: t.field({
    type: OrderType,
    description: 'Of a folder on the vault’s side, or of an upload (POST /uploads, then PUT /uploads/<id>/<file>).',
    args: {
      folder: t.arg.string(),
      upload: t.arg.id(),
      dataDate: t.arg.string({ required: true, description: 'YYYY-MM-DD: last day of the twelve months that are counted.' }),
      invented: t.arg.boolean({ required: true, description: 'The clients are invented: the demo’s key, a release that says so.' }),
    },
    resolve: async (_, { folder, upload, dataDate, invented }, context) => {
      const from =
        typeof folder === 'string' && isFolderName(folder) && !upload
          ? { kind: 'folder' as const, name: folder }
          : isUploadId(upload) && !folder
            ? { kind: 'upload' as const, id: upload }
            : null
      if (from === null) throw new PortalError('BAD_USER_INPUT', 'An import names a folder or an upload.')
      if (!isPast(dataDate)) throw new PortalError('BAD_USER_INPUT', 'The data date is a day, YYYY-MM-DD, that has passed.')
      if (from.kind === 'upload') {
        const found = await context.prisma.extractUpload.findUnique({ where: { id: from.id } })
        if (!found || found.endedAt !== null || found.begunById !== context.viewer.id)
          throw new PortalError('UNKNOWN_CODE', 'There is no such upload.')
      }
      // A folder's name is the county's own; the log keeps codes only.
      return told(await placeOrder(context, { kind: 'IMPORT', from, dataDate, invented }, { dataDate, from: from.kind, demo: invented }))
    },
  }),
  orderRelease: t.field({
    type: OrderType,
    description: 'Counts and guards the newest import. The release waits for somebody to publish it.',
    args: {
      stage: t.arg({ type: StageEnum, required: true }),
      policy: t.arg({ type: PolicyKindEnum, required: true }),
      sooner: t.arg.string({ description: 'Why, where another data date is nearer than a quarter; the certificate shows it.' }),
    },
    resolve: async (_, { stage, policy, sooner }, context) => {
      const reason = cleanText(sooner ?? '').trim() || null
      const order: Order = {
        ...{ kind: 'RELEASE', sooner: reason, policy: policy === 'EXACT' ? 'exact' : 'perturbed' },
        stage: stage === 'BASE' ? STAGES[0] : STAGES[1],
      }
      return told(await placeOrder(context, order, { stage: order.stage, policy: order.policy, sooner: reason !== null }))
    },
  }),
  cancelOrder: t.boolean({
    description: 'Of an order that nobody has taken yet.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, { prisma, audit, viewer }) => {
      const found = await prisma.vaultOrder.findUnique({ where: { id } })
      const { count } = await prisma.vaultOrder.updateMany({
        where: { id, state: 'WAITING' },
        data: { state: 'CANCELLED', finishedAt: new Date() },
      })
      const kind = KINDS.find((one) => one === found?.kind)
      if (count > 0 && kind) await audit.record({ kind, actor: actorOf(viewer), outcome: 'DONE', subject: 'CANCEL', detail: { order: id } })
      return count > 0
    },
  }),
}))

const told = (row: VaultOrder): Told => ({
  row,
  order: parseOrder(row.input),
  outcome: row.outcome === null ? null : parseOutcome(row.outcome),
})

const stateOf = (state: string) => STATES.find((one) => one === state) ?? 'FAILED'

/** A real day, not in the future. */
function isPast(text: string): boolean {
  const day = calendarDay(text)
  return day !== null && day.getTime() <= Date.now()
}

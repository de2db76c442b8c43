/** Releases and what is said about them: policy, certificate, import report, rules. */
import type { Certificate, HeavyUserRules, Policy, PublishedImportReport } from '../../release/format.ts'
import type { Count, FigureCount, Parameter, Share } from '../release/sealed.ts'
import { parseCertificate, parseImportReport, parsePolicy, parseRules } from '../release/stored.ts'
import { sealed } from '../release/told-numbers.ts'
import { builder } from './builder.ts'
import { CentreType, MunicipalityType, nameIn, ServiceTaskType, ServiceType } from './catalogue.ts'
import { LocaleEnum, PolicyKindEnum } from './enums.ts'

export const PolicyType = builder.objectRef<Policy>('ReleasePolicy').implement({
  fields: (t) => ({
    kind: t.field({ type: PolicyKindEnum, resolve: (policy) => (policy.kind === 'exact' ? 'EXACT' : 'PERTURBED') }),
    threshold: t.field({ type: 'Parameter', resolve: (policy) => sealed.policy(policy).threshold }),
    complementExempt: t.idList({ resolve: (policy) => (policy.kind === 'exact' ? [...policy.complementExempt] : []) }),
  }),
})

const RulesType = builder.objectRef<HeavyUserRules>('HeavyUserRules').implement({
  description: 'The limits of the rules by which a client is a heavy user.',
  fields: (t) => ({
    topShare: t.field({ type: 'Parameter', resolve: (rules) => sealed.rules(rules).topShare }),
    socialServices: t.field({ type: 'Parameter', resolve: (rules) => sealed.rules(rules).socialServices }),
    socialTasks: t.field({ type: 'Parameter', resolve: (rules) => sealed.rules(rules).socialTasks }),
  }),
})

const FamilyType = builder
  .objectRef<{ readonly kind: string; readonly audited: FigureCount; readonly of: FigureCount }>('AuditedFamily')
  .implement({
    fields: (t) => ({
      kind: t.exposeString('kind'),
      audited: t.expose('audited', { type: 'FigureCount' }),
      of: t.expose('of', { type: 'FigureCount' }),
    }),
  })

export const CertificateType = builder.objectRef<Certificate>('Certificate').implement({
  fields: (t) => {
    const figures = (name: 'tables' | 'cells' | 'published' | 'withheld' | 'proven') =>
      t.field({ type: 'FigureCount', resolve: (certificate) => sealed.certificate(certificate)[name] })
    return {
      programVersion: t.exposeString('programVersion'),
      stage: t.exposeString('stage'),
      tableHash: t.exposeString('tableHash'),
      tables: figures('tables'),
      cells: figures('cells'),
      published: figures('published'),
      withheld: figures('withheld'),
      families: t.field({ type: [FamilyType], resolve: (certificate) => sealed.certificate(certificate).families }),
      narrowestInterval: t.field({
        type: 'Parameter',
        nullable: true,
        resolve: (certificate): Parameter | null => sealed.certificate(certificate).narrowestInterval,
      }),
      proven: figures('proven'),
      soonerThan: t.string({
        nullable: true,
        description: 'Data date of a release nearer than the policy allows, where this one was published all the same.',
        resolve: ({ sooner }) => sooner?.than ?? null,
      }),
      soonerReason: t.string({ nullable: true, resolve: ({ sooner }) => sooner?.reason ?? null }),
    }
  },
})

interface Reason {
  readonly reason: string
  readonly rows: Count | null
}

const ReasonType = builder.objectRef<Reason>('ReasonCount').implement({
  fields: (t) => ({
    reason: t.exposeString('reason'),
    rows: t.expose('rows', { type: 'Count', nullable: true }),
  }),
})

const FileType = builder
  .objectRef<{
    readonly file: string
    readonly read: Count | null
    readonly rejected: Reason[]
    readonly leftOut: Reason[]
    readonly linkage: Share | null
  }>('ImportedFile')
  .implement({
    fields: (t) => ({
      file: t.exposeString('file'),
      read: t.expose('read', { type: 'Count', nullable: true }),
      rejected: t.expose('rejected', { type: [ReasonType] }),
      leftOut: t.expose('leftOut', { type: [ReasonType] }),
      linkage: t.expose('linkage', { type: 'Share', nullable: true }),
    }),
  })

const ReportType = builder.objectRef<{ readonly report: PublishedImportReport; readonly policy: Policy }>('ImportReport').implement({
  fields: (t) => ({
    importedAt: t.field({ type: 'DateTime', resolve: ({ report }) => new Date(report.importedAt) }),
    files: t.field({ type: [FileType], resolve: ({ report, policy }) => sealed.report(report, policy) }),
    warnings: t.idList({ resolve: ({ report }) => [...report.warnings] }),
  }),
})

const ReleaseType = builder.prismaObject('Release', {
  fields: (t) => ({
    id: t.exposeID('id'),
    current: t.boolean({ resolve: (release, _, context) => context.releases[0]?.id === release.id }),
    demo: t.exposeBoolean('demo'),
    name: t.string({
      args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) },
      resolve: (release, { locale }) => nameIn(release, locale ?? 'FI'),
    }),
    countyCode: t.exposeString('countyCode'),
    feedbackEmail: t.exposeString('feedbackEmail', { nullable: true, description: 'Where readers may write about accessibility.' }),
    dataDate: t.expose('dataDate', { type: 'Date' }),
    windowFrom: t.expose('windowFrom', { type: 'Date' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime' }),
    contentHash: t.exposeString('contentHash'),
    policy: t.field({ type: PolicyType, resolve: (release) => parsePolicy(release.policy) }),
    certificate: t.field({ type: CertificateType, resolve: (release) => parseCertificate(release.certificate) }),
    importReport: t.field({
      type: ReportType,
      resolve: (release) => ({ report: parseImportReport(release.importReport), policy: parsePolicy(release.policy) }),
    }),
    rules: t.field({ type: RulesType, resolve: (release) => parseRules(release.rules) }),
    serviceTasks: t.relation('serviceTasks', { type: ServiceTaskType, query: { orderBy: { position: 'asc' } } }),
    services: t.relation('services', { type: ServiceType, query: { orderBy: { position: 'asc' } } }),
    municipalities: t.relation('municipalities', { type: MunicipalityType, query: { orderBy: { position: 'asc' } } }),
    centres: t.relation('centres', { type: CentreType, query: { orderBy: { position: 'asc' } } }),
  }),
})

builder.queryFields((t) => ({
  release: t.prismaField({
    type: ReleaseType,
    description: 'The current release, or the one with the id.',
    args: { id: t.arg.id() },
    resolve: async (query, _, { id }, context) => {
      const { release } = await context.release(id)
      return context.prisma.release.findUniqueOrThrow({ ...query, where: { id: release.id } })
    },
  }),
  releases: t.prismaField({
    type: [ReleaseType],
    description: 'Every release that is served to whoever asks, newest data date first.',
    resolve: (query, _, __, context) =>
      context.prisma.release.findMany({
        ...query,
        where: { id: { in: context.releases.map((release) => release.id) } },
        orderBy: [{ dataDate: 'desc' }, { publishedAt: 'desc' }, { id: 'asc' }],
      }),
  }),
}))

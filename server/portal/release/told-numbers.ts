/** Numbers that are told beside the table: of policies, rules, certificates, reports, the audit log and the ledger. */
import { isRough, ROUGH, type RoughFile } from '../../orders/order.ts'
import type { Certificate, HeavyUserRules, Policy, PublishedImportReport } from '../../release/format.ts'
import { DRAFT_ROUNDING, type NoisySize as NoisySizeValue } from '../../segments/answer.ts'
import type { Estimate } from '../../segments/estimates.ts'
import type { Service } from '../generated/prisma/client.ts'
import type { EventCount, FigureCount, Parameter } from './sealed.ts'
import { seal } from './sealing.ts'
import { estimateOf, figureCount } from './sealing-figures.ts'

/** Numbers that the vault published beside the table; rows of the import report under the threshold stay withheld. */
export const sealed = {
  policy: (policy: Policy) => ({ threshold: parameterOf(policy.k) }),
  rules: (rules: HeavyUserRules) => ({
    topShare: parameterOf(rules.topShare),
    socialServices: parameterOf(rules.socialServices),
    socialTasks: parameterOf(rules.socialTasks),
  }),
  thresholds: (service: Service) => ({
    use: service.useThreshold === null ? null : parameterOf(service.useThreshold),
    heavy: service.heavyThreshold === null ? null : parameterOf(service.heavyThreshold),
  }),
  /** Numbers in rules that a working group wrote, and what the vault says of its ledger. */
  ruleNumber: (value: number) => parameterOf(value),
  noisySize: ({ size, low, high }: NoisySizeValue) => ({
    size: size === null ? null : seal('NoisySize', size, DRAFT_ROUNDING.least),
    low: seal('NoisySize', low, 0),
    high: seal('NoisySize', high, 0),
  }),
  noisyChange: ({ value, low, high }: Estimate) => ({
    value: seal('NoisyChange', value, Number.NEGATIVE_INFINITY),
    low: seal('NoisyChange', low, Number.NEGATIVE_INFINITY),
    high: seal('NoisyChange', high, Number.NEGATIVE_INFINITY),
  }),
  noisyShare: (estimate: Estimate) => estimateOf('NoisyShare', estimate),
  noisyRate: (estimate: Estimate) => estimateOf('NoisyRate', estimate),
  noisyTimes: (estimate: Estimate) => estimateOf('NoisyTimes', estimate),
  /** Rows of an import as the vault told them for its administrator; null where it told none, or told them too well. */
  roughRows: (rows: number | null) => (rows === null || !isRough(rows) ? null : seal('RoughRows', rows, ROUGH.least)),
  /** Rows of a reason, of all rows of their file; null under one per cent. */
  rowShare: (percent: number | null) => (percent === null ? null : seal('RowShare', percent, 1)),
  linkage: ({ rows, linkagePercent }: RoughFile) => (rows === null || linkagePercent === null ? null : seal('RowShare', linkagePercent, 0)),
  progress: (percent: number) => seal('Progress', Math.floor(percent / 10) * 10, 0),
  certificate: (certificate: Certificate) => ({
    tables: figureCount(certificate.tables),
    cells: figureCount(certificate.cells),
    published: figureCount(certificate.published),
    withheld: figureCount(certificate.withheld),
    families: certificate.audit.families.map((family) => ({
      kind: family.kind,
      audited: figureCount(family.audited),
      of: figureCount(family.of),
    })),
    narrowestInterval: certificate.audit.narrowestInterval === null ? null : parameterOf(certificate.audit.narrowestInterval),
    proven: figureCount(certificate.audit.proven),
  }),
  report: (report: PublishedImportReport, policy: Policy) => {
    const rows = (n: number | null) => (n === null || n < policy.k ? null : seal('Count', n, policy.k))
    const reasons = (list: readonly { readonly reason: string; readonly rows: number | null }[]) =>
      list.map((one) => ({ reason: one.reason, rows: rows(one.rows) }))
    return report.files.map((file) => ({
      file: file.file,
      read: rows(file.read),
      rejected: reasons(file.rejected),
      leftOut: reasons(file.leftOut),
      linkage: file.linkagePercent === null ? null : seal('Share', file.linkagePercent, 0),
    }))
  },
}

/** A number that a person set or that a rule has. */
export const parameterOf = (value: number): Parameter => seal('Parameter', value, Number.NEGATIVE_INFINITY)

/** Numbers of the audit log: of events, and of figures in them. */
export const auditNumbers = {
  events: (n: number): EventCount => seal('EventCount', n, 0),
  figures: (n: number): FigureCount => seal('FigureCount', n, 0),
}

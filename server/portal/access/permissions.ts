/**
 * The one place that says who sees what: every field of Query and Mutation, and those within that not everybody sees.
 * A field without a row here cannot be built; a row without a field neither.
 */
import { ROLES, type Role } from './viewer.ts'

export type Permission =
  /** Figures: within the grants of these roles. Each look is audited; equal rights share answers. */
  | { readonly kind: 'figures'; readonly roles: readonly Role[] }
  /** No figures: for everyone with a role. Equal rights share answers. */
  | { readonly kind: 'catalogue' }
  /** About whoever asks: for everyone who is signed in. */
  | { readonly kind: 'own' }
  /** Without figures, for these roles; never kept. */
  | { readonly kind: 'office'; readonly roles: readonly Role[] }

export const ALL_VIEWS: readonly Role[] = ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER']
/** Who sees more than figures of single services, each within their grants. */
export const BEYOND_ONE_SERVICE: readonly Role[] = ['EXPERT', 'LEADERSHIP', 'PUBLISHER']

const figures = (roles: readonly Role[]): Permission => ({ kind: 'figures', roles })
const office = (...roles: readonly Role[]): Permission => ({ kind: 'office', roles })

export const PERMISSIONS: Readonly<Record<string, Permission>> = {
  'Query.overview': figures(ALL_VIEWS),
  'Query.serviceCounts': figures(BEYOND_ONE_SERVICE),
  'Query.coUsage': figures(ALL_VIEWS),
  'Query.usageMatrix': figures(ALL_VIEWS),
  'Query.combinations': figures(BEYOND_ONE_SERVICE),
  'Query.combinationsCoverage': figures(BEYOND_ONE_SERVICE),
  'Query.overviewDifference': figures(ALL_VIEWS),
  'Query.coUsageDifference': figures(ALL_VIEWS),
  'Query.usageMatrixDifference': figures(ALL_VIEWS),

  'Query.series': figures(BEYOND_ONE_SERVICE),
  'Query.indicatorProfile': figures(BEYOND_ONE_SERVICE),
  'Query.indicators': { kind: 'catalogue' },
  'Query.pendingQuarters': office(...ROLES),
  'Query.mayFollow': office(...ROLES),
  'Query.targets': office(...BEYOND_ONE_SERVICE, 'ADMIN'),
  'Query.annotations': office(...BEYOND_ONE_SERVICE, 'ADMIN'),
  'Mutation.setTarget': office('ADMIN', 'LEADERSHIP'),
  'Mutation.removeTarget': office('ADMIN', 'LEADERSHIP'),
  'Mutation.annotate': office('ADMIN', 'LEADERSHIP'),
  'Mutation.removeAnnotation': office('ADMIN', 'LEADERSHIP'),

  'Query.readySchemes': { kind: 'catalogue' },
  'Query.checkSegments': office(...ALL_VIEWS),
  'Query.segmentWriter': office(...ALL_VIEWS),
  'Query.segmentDrafts': office(...ALL_VIEWS),
  'Query.segmentDraft': office(...ALL_VIEWS),
  'Query.adoptedSchemes': office(...ALL_VIEWS),
  'Query.segmentation': office(...ALL_VIEWS),
  'Query.segmentSeries': office(...ALL_VIEWS),
  'Query.segmentDetail': office(...ALL_VIEWS),
  'Query.vaultAnswers': office(...ALL_VIEWS),
  'Query.evaluationBudget': office(...ALL_VIEWS),
  'Query.schemeDifferences': office(...ALL_VIEWS),
  'Query.schemeCrosswalk': office(...ALL_VIEWS),
  'Mutation.createSegmentDraft': office('EXPERT'),
  'Mutation.saveSegmentVersion': office('EXPERT'),
  'Mutation.commentOnSegments': office('EXPERT'),
  'Mutation.settleSegmentComment': office('EXPERT'),
  'Mutation.voteOnSegments': office('EXPERT'),
  'Mutation.recordDecision': office('EXPERT'),
  'Mutation.adoptSegments': office('EXPERT'),
  'Mutation.closeSegmentDraft': office('EXPERT'),
  'Mutation.evaluateSegments': office('EXPERT'),
  'Mutation.countEarlierReleases': office('EXPERT'),
  'Mutation.countSegmentDetail': office('EXPERT'),
  'Mutation.evaluateCrosswalk': office('EXPERT'),

  'Query.release': { kind: 'catalogue' },
  'Query.releases': { kind: 'catalogue' },

  'Query.viewer': { kind: 'own' },
  'Query.mySessions': { kind: 'own' },
  'Mutation.endMySession': { kind: 'own' },
  'Mutation.recordExport': office('PUBLISHER'),

  'Query.accounts': office('ADMIN'),
  'Query.sessions': office('ADMIN'),
  'Query.apiTokens': office('ADMIN'),
  'Query.grants': office('ADMIN'),
  'Query.roleMapping': office('ADMIN'),
  'Mutation.endSession': office('ADMIN'),
  'Mutation.endSessionsOf': office('ADMIN'),
  'Mutation.createApiToken': office('ADMIN'),
  'Mutation.endApiToken': office('ADMIN'),
  'Mutation.giveGrant': office('ADMIN'),
  'Mutation.endGrant': office('ADMIN'),

  'Query.administration': office('ADMIN'),
  'Query.vaultOrders': office('ADMIN'),
  'Query.managedReleases': office('ADMIN'),
  'Query.catalogueTables': office('ADMIN'),
  'Query.catalogueChanges': office('ADMIN'),
  'Mutation.orderImport': office('ADMIN'),
  'Mutation.orderRelease': office('ADMIN'),
  'Mutation.orderCatalogueChange': office('ADMIN'),
  'Mutation.cancelOrder': office('ADMIN'),
  'Mutation.publishRelease': office('ADMIN'),
  'Mutation.withdrawRelease': office('ADMIN'),

  'Query.auditEvents': office('AUDITOR'),
  'Query.auditSummary': office('AUDITOR'),
  'Query.auditChain': office('AUDITOR'),
}

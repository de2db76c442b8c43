/**
 * Which releases a viewer sees. Exact and perturbed figures of the same data give more away together than apart (attack A5 over both), so
 * nobody who signs in sees both: PUBLISHER alone sees what may be published, the perturbed form where there is one, everybody else the exact one.
 * A form that was published once counts for ever, withdrawn, damaged or not: withdrawing it must not show the other form to those who had it.
 */
import type { ServedRelease } from '../release/store.ts'
import { holds, type Role, type Viewer } from './viewer.ts'

/** Whether figures of the release may go to a wider circle: it is perturbed, or no perturbed one of its data was ever published. */
export const isPublishable = ({ policy, published }: ServedRelease): boolean => policy === 'perturbed' || !published.includes('perturbed')

/** Newest first; the first is the viewer's current one. */
export function visibleReleases(viewer: Viewer, served: readonly ServedRelease[], now: Date): readonly ServedRelease[] {
  const any = (roles: readonly Role[]) => roles.some((role) => holds(viewer, role, now))
  if (viewer.kind === 'demo') return served
  if (any(['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP'])) return served.filter(isInside)
  return any(['ADMIN', 'AUDITOR']) ? served : served.filter(isPublishable)
}

/** Whether the release is for those who work with exact figures: it is exact, or no exact one of its data was ever published. */
const isInside = ({ policy, published }: ServedRelease): boolean => policy === 'exact' || !published.includes('exact')

/**
 * Which releases a viewer sees. Exact and perturbed figures of the same data give more away together than apart (attack A5 over both), so
 * nobody who signs in sees both: PUBLISHER alone sees what may be published, the perturbed form where there is one, everybody else the exact one.
 */
import type { ServedRelease } from '../release/store.ts'
import { holds, type Role, type Viewer } from './viewer.ts'

/** Whether figures of the release may go to a wider circle: it is perturbed, or no perturbed one has its data. */
export const isPublishable = (release: ServedRelease, served: readonly ServedRelease[]): boolean =>
  release.policy === 'perturbed' || !served.some((other) => other.policy === 'perturbed' && other.dataDate === release.dataDate)

/** Newest first; the first is the viewer's current one. */
export function visibleReleases(viewer: Viewer, served: readonly ServedRelease[], now: Date): readonly ServedRelease[] {
  const any = (roles: readonly Role[]) => roles.some((role) => holds(viewer, role, now))
  if (viewer.kind === 'demo') return served
  if (any(['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP'])) return served.filter((release) => isInside(release, served))
  return any(['ADMIN', 'AUDITOR']) ? served : served.filter((release) => isPublishable(release, served))
}

/** Whether the release is for those who work with exact figures: it is exact, or no exact one has its data. */
const isInside = (release: ServedRelease, served: readonly ServedRelease[]): boolean =>
  release.policy === 'exact' || !served.some((other) => other.policy === 'exact' && other.dataDate === release.dataDate)

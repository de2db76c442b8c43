/** Which releases a viewer sees. PUBLISHER alone sees what may be published: the perturbed form where there is one. */
import type { ServedRelease } from '../release/store.ts'
import { holds, type Viewer } from './viewer.ts'

/** Whether figures of the release may go to a wider circle: it is perturbed, or no perturbed one has its data. */
export const isPublishable = (release: ServedRelease, served: readonly ServedRelease[]): boolean =>
  release.policy === 'perturbed' || !served.some((other) => other.policy === 'perturbed' && other.dataDate === release.dataDate)

/** Newest first; the first is the viewer's current one. */
export function visibleReleases(viewer: Viewer, served: readonly ServedRelease[], now: Date): readonly ServedRelease[] {
  const all = (['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'ADMIN', 'AUDITOR'] as const).some((role) => holds(viewer, role, now))
  return all ? served : served.filter((release) => isPublishable(release, served))
}

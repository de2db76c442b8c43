import type { ReleaseName } from './catalogue.ts'
import { quarterOf } from './release-label.ts'

/** A line shows at most so many quarters. */
const QUARTERS = 8

/** One release a quarter, oldest first, up to the one on screen: that one itself, else the last published of its quarter. */
export function releaseHistory<R extends ReleaseName>(releases: readonly R[], shown: R | ReleaseName): readonly ReleaseName[] {
  const last = new Map<string, ReleaseName>()
  for (const release of [...releases, shown].sort((a, b) => a.publishedAt.localeCompare(b.publishedAt))) {
    if (release.dataDate <= shown.dataDate) last.set(quarterOf(release.dataDate), release)
  }
  last.set(quarterOf(shown.dataDate), shown)
  return [...last.values()].sort((a, b) => a.dataDate.localeCompare(b.dataDate)).slice(-QUARTERS)
}

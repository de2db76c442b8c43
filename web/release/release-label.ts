import type { ReleaseQuery } from '../generated/graphql.ts'

export type ReleaseName = ReleaseQuery['releases'][number]

export interface ReleaseKey {
  readonly id: string
  readonly dataDate: string
  readonly current: boolean
}

/** A release by the quarter of its data, '2025/3'; of several with the same data the current one is called so, the others by their id too. */
export function releaseLabel(release: ReleaseKey, releases: readonly ReleaseName[]): string {
  const label = quarterOf(release.dataDate)
  const alone = releases.every((other) => other.id === release.id || quarterOf(other.dataDate) !== label)
  return alone || release.current ? label : `${label} \u00b7 ${release.id.slice(0, 4)}`
}

/** '2025/3' of '2025-09-30'. */
export function quarterOf(date: string): string {
  const [year = '', month = '1'] = date.split('-')
  return `${year}/${Math.ceil(Number(month) / 3)}`
}

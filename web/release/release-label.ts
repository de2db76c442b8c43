import type { ReleaseName } from './catalogue.ts'

/** A release by the quarter of its data, '2025/3'; where others share it, the beginning of its id tells them apart. */
export function releaseLabel(release: { readonly id: string; readonly dataDate: string }, releases: readonly ReleaseName[]): string {
  const label = quarterOf(release.dataDate)
  const alone = releases.every((other) => other.id === release.id || quarterOf(other.dataDate) !== label)
  return alone ? label : `${label} \u00b7 ${release.id.slice(0, 4)}`
}

/** '2025/3' of '2025-09-30'. */
export function quarterOf(date: string): string {
  const [year = '', month = '1'] = date.split('-')
  return `${year}/${Math.ceil(Number(month) / 3)}`
}

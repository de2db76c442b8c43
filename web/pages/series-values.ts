import type { LineScale, LineValue } from '../charts/series/line-layout.ts'
import type { Formats } from '../format.ts'
import type { PointPartsFragment } from '../generated/graphql.ts'

export type Point = PointPartsFragment

/** What a line of several shows; `clients` grows with the area, the others compare. */
export type Unit = 'share' | 'rate' | 'clients'

/** In which of them a target is drawn. */
export const TARGET_UNITS = { CLIENTS: 'clients', SHARE: 'share' } as const satisfies Record<string, Unit>

/** The exact figure of a point in a unit; null is withheld, or known as 'at least' only. */
export function figureOf(point: Point, unit: Unit): number | null {
  switch (unit) {
    case 'share':
      return point.share ?? null
    case 'rate':
      return point.perThousand ?? null
    case 'clients':
      return point.clients.atLeast ? null : (point.clients.count ?? null)
  }
}

/** A figure in a unit as its reader writes it. */
export function written(formats: Formats, value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return formats.share(value)
    case 'rate':
      return formats.lift(value)
    case 'clients':
      return formats.count(value)
  }
}

/** The top of a scale in a unit: never 'under one'. */
export const writtenTop = (formats: Formats, top: number, unit: Unit): string =>
  unit === 'share' ? formats.percent(top) : written(formats, top, unit)

export const lineValues = (points: readonly Point[], unit: Unit): readonly LineValue[] =>
  points.map((point) => ({ date: point.release.dataDate, value: figureOf(point, unit), broken: point.breaks.length > 0 }))

/** One scale for all lines of a page, from zero to the largest of them. */
export function commonScale(lines: readonly (readonly Point[])[], unit: Unit): LineScale {
  const dates = lines.flatMap((points) => points.map(({ release }) => release.dataDate)).sort()
  const top = Math.max(1, ...lines.flatMap((points) => points.map((point) => figureOf(point, unit) ?? 0)))
  return { from: dates[0] ?? '', to: dates.at(-1) ?? '', top }
}

/** Position of the release whose twelve months end a year before the last one's; null where there is none with a figure. */
export function yearAgoOf(points: readonly Point[]): number | null {
  const last = points.at(-1)
  if (!last) return null
  const date = last.release.dataDate
  const at = points.findIndex(({ release }) => isYearBefore(release.dataDate, date))
  return at >= 0 && points[at]?.clients.count != null && !points[at].clients.atLeast ? at : null
}

/** Whether there is a release of a year before the last one, with a figure or without. */
export function hasYearAgo(points: readonly Point[]): boolean {
  const last = points.at(-1)
  return last !== undefined && points.some(({ release }) => isYearBefore(release.dataDate, last.release.dataDate))
}

/** Whether the twelve months that end on `earlier` are those just before the twelve that end on `later`: as the server judges it. */
export function isYearBefore(earlier: string, later: string): boolean {
  // By the day after, so that a 29 February is met by a 28 February.
  const [a, b] = [nextDay(earlier), nextDay(later)]
  return a.slice(4) === b.slice(4) && Number(a.slice(0, 4)) === Number(b.slice(0, 4)) - 1
}

const nextDay = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)

/** Quarters from the first release to the last, whether or not there is one for each between them. */
export function quartersOf(points: readonly Point[]): number {
  const months = (point: Point | undefined) => {
    const [year = 0, month = 0] = point?.release.dataDate.split('-').map(Number) ?? []
    return 12 * year + month
  }
  return Math.round((months(points.at(-1)) - months(points[0])) / 3)
}

/** How the number has gone, by the signs of the server's differences; 'ever' is said of every quarter. */
export type Trend = 'everUp' | 'everDown' | 'up' | 'down' | 'same' | 'unknown'

export function trendOf(points: readonly Point[]): Trend {
  const steps = points.slice(1).map(({ sincePrevious }) => sincePrevious ?? null)
  const quarterly = steps.every((_, at) => quartersOf(points.slice(at, at + 2)) === 1)
  const all = (test: (step: number) => boolean) => quarterly && steps.length > 1 && steps.every((step) => step !== null && test(step))
  if (all((step) => step > 0)) return 'everUp'
  if (all((step) => step < 0)) return 'everDown'
  const year = points.at(-1)?.sinceYear ?? null
  if (year === null) return 'unknown'
  return year > 0 ? 'up' : year < 0 ? 'down' : 'same'
}

import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import { hasYearAgo, type Point, trendOf } from './series-values.ts'

/** How the number has gone, in a heading: of one release nothing, of less than a year since when. */
export function trendWords(points: readonly Point[], t: TFunction, formats: Formats): string {
  const [first] = points
  if (!first || points.length < 2) return t('lead.trend.unknown')
  const trend = trendOf(points)
  if (hasYearAgo(points) || (trend !== 'everUp' && trend !== 'everDown')) return t(`lead.trend.${trend}`)
  const date = formats.date(first.release.dataDate)
  return t(trend === 'everUp' ? 'lead.trend.upSince' : 'lead.trend.downSince', { date })
}

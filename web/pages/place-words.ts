import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { listed } from '../selection/describe.ts'
import { hasYearAgo, type Point } from './series-values.ts'

interface Line {
  readonly code: string
  readonly points: readonly Point[]
}

/**
 * Places by the sign of the server's difference, in the order given: over a year, or since the release before while there is none of a
 * year ago. `whole`: the releases of the page; of one release nothing is told.
 */
export function placeSentences(
  places: readonly Line[],
  whole: readonly Point[],
  { placeName }: Pick<Catalogue, 'placeName'>,
  t: TFunction,
  formats: Formats,
): string {
  const before = whole.at(-2)
  if (!before) return ''
  const year = hasYearAgo(whole)
  const changes = places.map(({ code, points }) => {
    const last = points.at(-1)
    return { name: placeName(code), change: (year ? last?.sinceYear : last?.sincePrevious) ?? null }
  })
  const named = (test: (change: number | null) => boolean, withChange: boolean) =>
    changes
      .filter(({ change }) => test(change))
      .map(({ name, change }) =>
        withChange && change !== null ? t('lead.place', { name, change: formats.countDifference(change) }) : name,
      )
  const groups = [
    [year ? 'lead.grew' : 'lead.grewSince', named((change) => change !== null && change > 0, true)],
    ['lead.fell', named((change) => change !== null && change < 0, true)],
    ['lead.level', named((change) => change === 0, false)],
    ['lead.untold', named((change) => change === null, false)],
  ] as const
  return [
    ...(year ? [] : [t('lead.sincePrevious', { date: formats.date(before.release.dataDate) })]),
    ...groups.flatMap(([key, names]) => (names.length > 0 ? [t(key, { places: listed(t, names) })] : [])),
  ].join(' ')
}

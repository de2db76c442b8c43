/** An indicator release by release: figures, shares and their changes, each null unless all that it rests on is published exactly. */
import type { Figure } from '../release/figure.ts'
import { countDifference, ratePerThousand, shareDifference, shareOf, shareOfResidents } from '../release/ratios.ts'
import type { CountDifference, Rate, Share, ShareDifference } from '../release/sealed.ts'
import type { Selection } from '../release/selection.ts'
import type { ResidentCount, SeriesRelease } from '../release/series-release.ts'
import { type Break, breaksBetween } from './breaks.ts'
import { figuresOfIndicator, type IndicatorMeasure } from './indicators.ts'

export interface SeriesPoint {
  readonly release: SeriesRelease
  readonly clients: Figure
  /** All clients of the selection. */
  readonly of: Figure
  readonly share: Share | null
  readonly residents: ResidentCount | null
  readonly shareOfResidents: Share | null
  readonly perThousand: Rate | null
  readonly sincePrevious: CountDifference | null
  readonly shareSincePrevious: ShareDifference | null
  readonly sinceYear: CountDifference | null
  readonly shareSinceYear: ShareDifference | null
  /** Why the line is broken before this point; empty where it is not. */
  readonly breaks: readonly Break[]
}

/** One point a release, oldest first. Changes across a break are null: they would compare what is not the same. */
export function seriesPoints(releases: readonly SeriesRelease[], measure: IndicatorMeasure, selection: Selection): readonly SeriesPoint[] {
  const bare = releases.map((release, at) => {
    const { clients, of } = figuresOfIndicator(release.reader, measure, selection)
    const before = releases[at - 1]
    return {
      release,
      clients,
      of,
      share: shareOf(clients, of),
      breaks: before ? breaksBetween(before.reader, release.reader, measure, selection) : [],
    }
  })
  const comparable = (from: number, to: number) => from >= 0 && bare.slice(from + 1, to + 1).every(({ breaks }) => breaks.length === 0)
  return bare.map((point, at) => {
    const other = (from: number) => (comparable(from, at) ? bare[from] : undefined)
    const previous = other(at - 1)
    const year = other(bare.findIndex(({ release }) => isYearBefore(dataDateOf(release), dataDateOf(point.release))))
    const residents = point.release.residents(selection)
    return {
      ...point,
      residents,
      shareOfResidents: shareOfResidents(point.clients, residents?.persons ?? null),
      perThousand: ratePerThousand(point.clients, residents?.persons ?? null),
      sincePrevious: previous ? countDifference(point.clients, previous.clients) : null,
      shareSincePrevious: previous ? shareDifference(point.share, previous.share) : null,
      sinceYear: year ? countDifference(point.clients, year.clients) : null,
      shareSinceYear: year ? shareDifference(point.share, year.share) : null,
    }
  })
}

/** The last point minus the first; null across a break. */
export function sinceFirst(points: readonly SeriesPoint[]): CountDifference | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || first === last || points.slice(1).some(({ breaks }) => breaks.length > 0)) return null
  return countDifference(last.clients, first.clients)
}

export const dataDateOf = ({ reader }: SeriesRelease): Date => reader.release.dataDate

/** Whether the twelve months that end on `earlier` are those just before the twelve that end on `later`. */
export function isYearBefore(earlier: Date, later: Date): boolean {
  // By the day after, so that a 29 February is met by a 28 February.
  const [a, b] = [nextDay(earlier), nextDay(later)]
  return a.getUTCFullYear() === b.getUTCFullYear() - 1 && a.getUTCMonth() === b.getUTCMonth() && a.getUTCDate() === b.getUTCDate()
}

const nextDay = (date: Date): Date => new Date(date.getTime() + 86_400_000)

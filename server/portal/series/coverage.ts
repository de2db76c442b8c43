/** How much of a page on one indicator is published, and which small widening of its selection would publish more. */
import { bestWidening, type Coverage } from '../release/coverage.ts'
import { type Figure, tally } from '../release/figure.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { Selection } from '../release/selection.ts'
import type { SeriesRelease } from '../release/series-release.ts'
import { figuresOfIndicator, type IndicatorMeasure, needOfIndicator, tooManyServices } from './indicators.ts'
import { type PartDimension, partsOf } from './parts.ts'
import { profileGroups, profileServices } from './profile.ts'

/** What the page shows. */
export interface SeriesPage {
  /** Oldest first. */
  readonly releases: readonly SeriesRelease[]
  readonly measure: IndicatorMeasure
  /** Parts whose lines it has, beside that of the whole. */
  readonly by: readonly PartDimension[]
  /** The release whose profile it has; null where it has none. */
  readonly profile: ReleaseReader | null
}

/**
 * Counts the indicator's clients and all clients that they are a share of: in every release the whole and each part; and in the profile the
 * clients of each group and each service.
 */
export function seriesCoverage(page: SeriesPage, selection: Selection): Coverage {
  const { shown, of } = tally(figuresOfPage(page, selection, selection))
  const reader = page.releases.at(-1)?.reader
  const needed = (wider: Selection) => (tooManyServices(page.measure, wider) === null ? needOfIndicator(page.measure) : null)
  const widening = reader ? bestWidening(reader, selection, shown, needed, (wider) => tally(figuresOfPage(page, wider, selection))) : null
  return { shown, of, widening }
}

/** Of the kinds that the page shows for `asked`, so that selections compare. */
function figuresOfPage({ releases, measure, by, profile }: SeriesPage, selection: Selection, asked: Selection): readonly Figure[] {
  const newest = releases.at(-1)
  if (!newest) return []
  const need = needOfIndicator(measure)
  const parts = by.flatMap((dimension) => partsOf(newest.reader.layout, selection, dimension))
  const lines = [selection, ...parts.map((part) => part.selection).filter((part) => newest.reader.allows(part, need))]
  return [
    ...lines.flatMap((line) => releases.flatMap(({ reader }) => pointFigures(reader, measure, line))),
    ...(profile === null ? [] : profileFigures(profile, measure, selection, asked)),
  ]
}

/** All clients are a share of nothing. */
function pointFigures(reader: ReleaseReader, measure: IndicatorMeasure, line: Selection): readonly Figure[] {
  const { clients, of } = figuresOfIndicator(reader, measure, line)
  return measure.kind === 'CLIENTS' ? [clients] : [clients, of]
}

function profileFigures(reader: ReleaseReader, measure: IndicatorMeasure, selection: Selection, asked: Selection): readonly Figure[] {
  const listed = new Set(profileServices(reader, measure, asked)?.map(({ service }) => service.code))
  const services = profileServices(reader, measure, selection)?.filter(({ service }) => listed.has(service.code)) ?? []
  return [...profileGroups(reader, measure, selection), ...services].map(({ clients }) => clients)
}

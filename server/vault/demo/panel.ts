import { civilDate, dayOf, formatDay, parseDay } from '../summary/day.ts'
import { type DemoSource, readDemoSource } from './demo-source.ts'
import { type LifeCourse, lifeCourses } from './life-course.ts'
import { needModels } from './need-model.ts'
import { randomStream } from './random.ts'
import { type UseSink, yearsOfUse } from './years-of-use.ts'

export interface PanelOptions {
  /** The same seed gives the same people. */
  readonly seed?: number
  /** How many live in the county on the data date; by default its published population. */
  readonly residents?: number
  /** The newest data date, YYYY-MM-DD. */
  readonly dataDate?: string
  /** Another county than the built-in one; see `countyOf`. */
  readonly source?: DemoSource
}

/** The invented people of a county over the years before its newest data date. Nobody in it exists. */
export interface Panel {
  readonly source: DemoSource
  /** Residents of the newest data date: the first of `people`. */
  readonly count: number
  /** Data dates, the newest first, as day numbers. */
  readonly dataDates: readonly number[]
  /** Those of the newest data date, by number from 0; then, where `all`, those who left before it. One at a time. */
  people(all: boolean): Iterable<LifeCourse>
  /** Contacts and decisions of a person in the first `years` years back. */
  eventsOf(person: LifeCourse, years: number, sink: UseSink): void
}

export const DEMO_DATA_DATE = '2025-09-30'
/** Quarterly releases of the demo county. */
export const DEMO_QUARTERS = 8
const DEMO_SEED = 20250930

export async function demoPanel(options: PanelOptions = {}): Promise<Panel> {
  const source = options.source ?? (await readDemoSource())
  const dataDate = parseDay(options.dataDate ?? DEMO_DATA_DATE)
  if (dataDate === null) throw new Error('the data date is a date written YYYY-MM-DD')
  const count = options.residents ?? source.populations.reduce((sum, { population }) => sum + population, 0)
  const random = randomStream(options.seed ?? DEMO_SEED)
  const eventsOf = yearsOfUse(source, needModels(source), dataDate, random)
  return {
    ...{ source, count, eventsOf },
    dataDates: Array.from({ length: DEMO_QUARTERS }, (_, back) => quartersBefore(dataDate, back)),
    people: (all) => lifeCourses(source, count, dataDate, all ? DEMO_QUARTERS - 1 : 0, random),
  }
}

/** A source identifier: a letter and nine digits, all different, in no order that tells anything. */
export const identifierOf = ({ number }: LifeCourse): string =>
  `K${String((number * 104_729 + 7_654_321) % 1_000_000_000).padStart(9, '0')}`

/** By the code set: 1 male, 2 female. Nobody's is unknown: personal identity codes tell it, and a county completes it from them. */
export const sexCodeOf = ({ woman }: LifeCourse): '1' | '2' => (woman ? '2' : '1')

/** The demo's data dates, YYYY-MM-DD, the newest first. */
export const demoDataDates = (): readonly string[] => {
  const newest = parseDay(DEMO_DATA_DATE)
  if (newest === null) throw new Error('the demo has a data date')
  return Array.from({ length: DEMO_QUARTERS }, (_, back) => formatDay(quartersBefore(newest, back)))
}

/** The same day so many quarters earlier; the last of a month stays the last. */
function quartersBefore(day: number, back: number): number {
  const next = civilDate(day + 1)
  const months = next.year * 12 + next.month - 1 - 3 * back
  for (let date = next.day; date > 0; date--) {
    const found = dayOf(Math.floor(months / 12), (months % 12) + 1, date)
    if (found !== null) return found - 1
  }
  throw new Error('every month has a first day')
}

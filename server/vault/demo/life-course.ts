import type { DemoSource } from './demo-source.ts'
import type { RandomStream } from './random.ts'
import { agesOn, drawCentres, LIFE, type Resident, residents } from './residents.ts'

/** Where a resident lives; `centre` is a code, or empty. */
export interface Home {
  readonly municipality: number
  readonly centre: string
}

/** A resident over the years of the panel: born, moved in, moved within the county, moved away or died. */
export interface LifeCourse extends Resident {
  /** Whether the resident is one of the county on a day. */
  readonly livesHere: (day: number) => boolean
  readonly homeOn: (day: number) => Home
}

/** Share of an age group that moves in within a quarter. */
const MOVES_IN = [0.004, 0.008, 0.0015, 0.001] as const
/** Share of residents who move within the county in a quarter, and of those moves the share to another municipality. */
const MOVES_WITHIN = 0.01
const TO_ANOTHER = 0.4
/** Share of residents who leave the county or die in a quarter. */
const LEAVES = 0.0093
/** Of those who leave, the share who die; ages of those who die and of those who move away. */
const DIES = 0.28
const AGES_OF_DEATH = [0.005, 0.08, 0.26, 1] as const
const AGES_OF_MOVING = [0.2, 0.92, 0.97, 1] as const
const QUARTER_DAYS = 91.31

/**
 * The `count` residents of the data date, numbered from 0, then those who left in the `quarters` before it. The streams of chance
 * are of their own, so that the residents of the data date are those of `residents`.
 */
export function* lifeCourses(
  source: DemoSource,
  count: number,
  dataDate: number,
  quarters: number,
  random: RandomStream,
): Generator<LifeCourse> {
  const centre = drawCentres(source)
  let upTo = 0
  const sums = source.catalogue.municipalities.map(({ code }) => {
    upTo += source.populations.find((row) => row.code === code)?.population ?? 0
    return upTo
  })
  const drawMunicipality = (): number => {
    const chance = random.next() * upTo
    return sums.findIndex((sum) => chance < sum)
  }

  for (const resident of residents(source, count, dataDate, random)) {
    random.seek(resident.number, LIFE)
    const arrived = dataDate - daysBack(MOVES_IN[resident.ageGroup] ?? 0, random)
    yield { ...resident, livesHere: (day) => day >= resident.birthDay && day >= arrived, homeOn: homes(resident) }
  }
  const left = Math.round(count * LEAVES * quarters)
  const births = agesOn(dataDate)
  for (let i = 0; i < left; i++) {
    const number = count + i
    random.seek(number, LIFE)
    const leaves = dataDate - random.below(Math.ceil(quarters * QUARTER_DAYS))
    const ages: readonly number[] = random.next() < DIES ? AGES_OF_DEATH : AGES_OF_MOVING
    const age = random.next()
    const ageGroup = ages.findIndex((upTo) => age < upTo)
    const person = births.person(ageGroup, random.next())
    const municipality = drawMunicipality()
    const resident = {
      ...{ number, ageGroup, municipality, ...person },
      woman: random.next() < 0.5,
      centre: centre(municipality, random),
    }
    yield { ...resident, livesHere: (day) => day >= resident.birthDay && day < leaves, homeOn: homes(resident) }
  }

  /** One move at most: before it the resident lived elsewhere. */
  function homes(resident: Resident): (day: number) => Home {
    const moved = dataDate - daysBack(MOVES_WITHIN, random)
    const another = random.next() < TO_ANOTHER
    const municipality = another ? drawMunicipality() : resident.municipality
    const before = { municipality, centre: centre(municipality, random) }
    return (day) => (day >= moved ? resident : before)
  }
}

/** Days since an event that happens at a rate a quarter (exponential). */
const daysBack = (rate: number, random: RandomStream): number => Math.floor((-Math.log(1 - random.next()) / rate) * QUARTER_DAYS)

import { type Window, windowOf } from '../summary/window.ts'
import type { DemoSource, ServiceNeed } from './demo-source.ts'
import type { LifeCourse } from './life-course.ts'
import { FIRST_SERVICE, GENERAL, type NeedModel } from './need-model.ts'
import { needPath } from './need-path.ts'
import type { RandomStream } from './random.ts'
import { A_YEAR_BACK, agesOn, CONTACTS, DECISIONS, PHASES } from './residents.ts'

/** Services as positions in the catalogue, days as numbers; `to` null is still in force. */
export interface UseSink {
  contact(service: number, day: number, procedure: string): void
  decision(service: number, from: number, to: number | null): void
}

/** Years that the panel has contacts of, the newest first; one more is only known by who used what. */
export const YEARS = 3

/** How far the number of contacts follows the person's general need: the same few are heavy in many services. */
const SHARED_INTENSITY = 0.78
/** And how much closer a year earlier: over the years much use has spread to more people. */
const SHARED_MORE = 0.07
/** How far that, beside the need in general, is the same a year earlier. */
const INTENSITY_STAYS = 0.7
/** Contacts in the half year before a year, as a share of those in it. */
const EARLIER_CONTACTS = 0.04
const EARLIER_DAYS = 180
/** Chances drawn and not used, so that the streams of the newest year stay as they are. */
const UNUSED_CHANCE = 0.08
/** Growth of need a year, in standard deviations of the need in general; and how far a municipality's own may lie from it. */
const GROWTH = 0.1
const LOCAL_GROWTH = 0.07
/** Demanding procedures a contact: of specialised oral care, and of other. */
const DEMANDING_SPECIALIST = 0.06
const DEMANDING_OTHER = 0.002
const COMMON_PROCEDURES = ['SAA01', 'SAA02', 'SDA02', 'SFA10', 'SFA20', 'SCA02', 'WYA01', 'EBA00'] as const

/**
 * Makes residents' contacts and decisions in the first `years` years back from the data date, the newest year first. Contacts lie
 * evenly over the time in which a person uses a service, at a phase that stays: a window of twelve months over two years of the
 * same use holds as many as a year. Who starts has the first contact, who stops the last, at a random day.
 */
export function yearsOfUse(
  source: DemoSource,
  models: readonly NeedModel[],
  dataDate: number,
  random: RandomStream,
): (resident: LifeCourse, years: number, sink: UseSink) => void {
  const windows = windowsBack(dataDate)
  const calendars = windows.map(calendar)
  const ages = windows.map(({ to }) => agesOn(to))
  const services = source.catalogue.services.map((row, position) => {
    const need = source.needs[position]
    if (!need) throw new Error('every service has its assumptions')
    return { row, need, decided: row.use.kind === 'DECISION_IN_FORCE', least: row.use.kind === 'CONTACT_GT_N' ? row.use.threshold + 1 : 1 }
  })
  const local = source.catalogue.municipalities.map(({ code }) => {
    random.seek(Number.parseInt(code, 10), PHASES * A_YEAR_BACK)
    return LOCAL_GROWTH * (2 * random.next() - 1)
  })
  const rows = services.length + FIRST_SERVICE
  const needs = Array.from({ length: YEARS + 1 }, () => new Float64Array(rows))
  const uses = Array.from({ length: YEARS + 1 }, () => new Uint8Array(services.length))
  const some = Array.from({ length: YEARS + 1 }, () => new Uint8Array(services.length))
  const phases = new Float64Array(services.length)
  /** How much a person uses each service beside the need in general, as last drawn. */
  const intensities = new Float64Array(services.length)
  const newestDecisions = new Float64Array(2 * services.length)
  const draw = needPath(rows, random)

  /** Who uses what in each year. A person who is not born yet uses nothing. */
  function drawUse(resident: LifeCourse): void {
    for (let back = 0; back <= YEARS; back++) {
      const [used, contacted, need] = [uses[back], some[back], needs[back]]
      const age = back === 0 ? resident : ages[back]?.ageOf(resident.birthDay)
      const model = age && models[age.ageGroup]
      used?.fill(0)
      contacted?.fill(0)
      if (!used || !contacted || !need || !age || !model) continue
      draw(resident.number, back, age.ageRank, model, need)
      const growth = back * (GROWTH + (local[resident.municipality] ?? 0))
      for (let service = 0; service < services.length; service++) {
        const assumed = services[service]?.need
        if (!assumed) continue
        const shift = (resident.woman ? assumed.women : -assumed.women) - growth * assumed.need - back * assumed.change
        const z = (need[FIRST_SERVICE + service] ?? 0) + shift
        used[service] = z > (model.use[service] ?? Number.POSITIVE_INFINITY) ? 1 : 0
        contacted[service] = z > (model.contact[service] ?? Number.POSITIVE_INFINITY) ? 1 : 0
      }
    }
  }

  /** Contacts beyond the least: lognormal about the mean, rounded by chance so that the mean stays. */
  function beyond(need: ServiceNeed, least: number, back: number, service: number): number {
    const mean = Math.max(0, need.contacts - least)
    const later = intensities[service] ?? Number.NaN
    const chance = random.normal()
    const own = Number.isNaN(later) ? chance : INTENSITY_STAYS * later + Math.sqrt(1 - INTENSITY_STAYS ** 2) * chance
    intensities[service] = own
    const shared = SHARED_INTENSITY + back * SHARED_MORE
    const y = shared * (needs[back]?.[GENERAL] ?? 0) + Math.sqrt(1 - shared ** 2) * own
    return Math.floor(mean * Math.exp(need.spread * y - need.spread ** 2 / 2) + random.next())
  }

  function contactsOf(resident: LifeCourse, back: number, sink: UseSink): void {
    const [days, window] = [calendars[back], windows[back]]
    if (!days || !window) return
    random.seek(resident.number, CONTACTS + back * A_YEAR_BACK)
    for (let service = 0; service < services.length; service++) {
      const about = services[service]
      if (!about) continue
      const { row, need, decided, least } = about
      const used = uses[back]?.[service] === 1
      if (decided) {
        if (back === 0) drawNewestDecision(resident, service, used, window)
        continue
      }
      if (some[back]?.[service] !== 1) continue
      const visits = used ? least + beyond(need, least, back, service) : 1 + random.below(least - 1)
      // Contacts drawn together would reach a least number that no year reaches.
      const before = least > 1 || some[back + 1]?.[service] === 1
      const after = least > 1 || back === 0 || some[back - 1]?.[service] === 1
      const phase = phases[service] ?? 0
      for (let visit = 0; visit < visits; visit++) {
        random.next()
        const day = days.at(need.anyDay, positionOf(visit, visits, phase, before, after))
        sink.contact(service, Math.max(day, resident.birthDay), row.sector === 'DENTAL' ? procedureOf(source, row.slug, random) : '')
        if (random.next() < EARLIER_CONTACTS) {
          const earlier = window.from - EARLIER_DAYS + random.below(EARLIER_DAYS)
          if (before && least === 1 && earlier >= resident.birthDay) sink.contact(service, earlier, '')
        }
      }
    }
  }

  /** Begin and end of the decision in force in the newest year; the end is NaN where it is open. */
  function drawNewestDecision(resident: LifeCourse, service: number, used: boolean, window: Window): void {
    if (used) {
      const from = random.next() < 0.6 ? window.from - random.below(1_500) : window.from + random.below(window.to - window.from + 1)
      const open = random.next() < 0.6
      newestDecisions[2 * service] = from
      newestDecisions[2 * service + 1] = open ? Number.NaN : Math.max(from, window.from) + random.below(500)
    } else if (random.next() < UNUSED_CHANCE * (services[service]?.need.shares[resident.ageGroup] ?? 0)) {
      random.below(200)
      random.below(700)
    }
  }

  /** A run of years with a decision in force is one decision; where it begins or ends within the panel, at a random day of that year. */
  function decisionsOf(resident: LifeCourse, sink: UseSink): void {
    random.seek(resident.number, DECISIONS)
    for (let service = 0; service < services.length; service++) {
      if (!services[service]?.decided) continue
      const phase = phases[service] ?? 0
      for (let first = YEARS - 1; first >= 0; first--) {
        if (uses[first]?.[service] !== 1) continue
        let last = first
        while (last > 0 && uses[last - 1]?.[service] === 1) last--
        const [began, ended] = [windows[first], windows[last]]
        if (began && ended) {
          const drawn = newestDecisions[2 * service] ?? 0
          const older = uses[first + 1]?.[service] === 1
          const from = older ? began.from - 1 - random.below(900) : dayIn(began, phase * (1 - BRIEF))
          const within = last === 0 && first === 0 && !older && drawn >= began.from
          const start = Math.max(within ? drawn : from, resident.birthDay)
          const end =
            last === 0 ? (newestDecisions[2 * service + 1] ?? Number.NaN) : dayIn(ended, phase * (1 - BRIEF) + (last === first ? BRIEF : 0))
          sink.decision(service, start, Number.isNaN(end) ? null : Math.max(end, start))
        }
        first = last
      }
    }
  }

  return (resident, years, sink) => {
    drawUse(resident)
    random.seek(resident.number, PHASES)
    for (let service = 0; service < phases.length; service++) phases[service] = random.next()
    intensities.fill(Number.NaN)
    for (let back = 0; back < years; back++) contactsOf(resident, back, sink)
    decisionsOf(resident, sink)
  }
}

/** The year of the data date and those before it, one more than has contacts. */
function windowsBack(dataDate: number): readonly Window[] {
  const windows = [windowOf(dataDate)]
  while (windows.length <= YEARS) windows.push(windowOf((windows.at(-1)?.from ?? 0) - 1))
  return windows
}

/** Share of a year in which all contacts of one who uses a service in that year alone lie. */
const BRIEF = 0.1

/** Where in a year the contact lies, 0 to 1. */
function positionOf(visit: number, visits: number, phase: number, before: boolean, after: boolean): number {
  if (!before && !after) return phase * (1 - BRIEF) + (BRIEF * visit) / visits
  if (before && after) return (visit + phase) / visits
  return before ? (phase * (visit + 1)) / visits : phase + ((1 - phase) * visit) / visits
}

const dayIn = (window: Window, position: number): number => window.from + Math.floor(position * (window.to - window.from + 1))

function procedureOf(source: DemoSource, slug: string, random: RandomStream): string {
  const { procedures } = source.catalogue
  const demanding = random.next() < (slug === 'dental-specialist' ? DEMANDING_SPECIALIST : DEMANDING_OTHER)
  const common = COMMON_PROCEDURES[random.below(COMMON_PROCEDURES.length)] ?? ''
  if (demanding && procedures.length > 0) return `${common};${procedures[random.below(procedures.length)] ?? ''}`
  return common
}

/** Days of a window, working days apart. */
function calendar(window: Window) {
  const all = Array.from({ length: window.to - window.from + 1 }, (_, i) => window.from + i)
  // Day 0 was a Thursday.
  const working = all.filter((day) => (day + 4) % 7 > 0 && (day + 4) % 7 < 6)
  return {
    at(anyDay: boolean, position: number): number {
      const days = anyDay ? all : working
      return days[Math.min(days.length - 1, Math.floor(position * days.length))] ?? window.to
    },
  }
}

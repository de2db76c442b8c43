import { formatDay } from '../summary/day.ts'
import type { Window } from '../summary/window.ts'
import type { DemoSource, ServiceNeed } from './demo-source.ts'
import { AGE, FIRST_SERVICE, GENERAL, type NeedModel } from './need-model.ts'
import { normalQuantile } from './normal.ts'
import type { RandomStream } from './random.ts'
import { CONTACTS, NEEDS, type Resident } from './residents.ts'

export interface UseSink {
  contact(service: string, day: string, procedure: string): void
  decision(service: string, from: string, to: string): void
}

/** How far the number of contacts follows the person's general need: the same few are heavy in many services. */
const SHARED_INTENSITY = 0.78
/** Contacts in the half year before the window, as a share of those in it: an extract reaches back a little. */
const EARLIER_CONTACTS = 0.04
const EARLIER_DAYS = 180
/** Share of non-users with a decision that ended before the window, as a share of users. */
const EARLIER_DECISIONS = 0.08
/** Demanding procedures a contact: of specialised oral care, and of other. */
const DEMANDING_SPECIALIST = 0.06
const DEMANDING_OTHER = 0.002
const COMMON_PROCEDURES = ['SAA01', 'SAA02', 'SDA02', 'SFA10', 'SFA20', 'SCA02', 'WYA01', 'EBA00'] as const

/** Makes a resident's contacts and decisions of a window, from needs that the model correlates. */
export function yearOfUse(
  source: DemoSource,
  models: readonly NeedModel[],
  window: Window,
  random: RandomStream,
): (resident: Resident, sink: UseSink) => void {
  const days = calendar(window)
  const services = source.catalogue.services.map((row, position) => {
    const need = source.needs[position]
    if (!need) throw new Error('every service has its assumptions')
    return { row, need, least: row.use.kind === 'CONTACT_GT_N' ? row.use.threshold + 1 : 1 }
  })
  const needs = new Float64Array(services.length + FIRST_SERVICE)
  const chance = new Float64Array(services.length + FIRST_SERVICE)

  function drawNeeds(resident: Resident, model: NeedModel): void {
    random.seek(resident.number, NEEDS)
    chance[AGE] = normalQuantileOf(resident.ageRank)
    for (let i = GENERAL; i < chance.length; i++) chance[i] = random.normal()
    for (let i = 0; i < needs.length; i++) {
      const row = model.factor[i]
      let sum = 0
      if (row) for (let k = 0; k <= i; k++) sum += (row[k] ?? 0) * (chance[k] ?? 0)
      needs[i] = sum
    }
  }

  /** Contacts beyond the least: lognormal about the mean, rounded by chance so that the mean stays. */
  function beyond(need: ServiceNeed, least: number): number {
    const mean = Math.max(0, need.contacts - least)
    const y = SHARED_INTENSITY * (needs[GENERAL] ?? 0) + Math.sqrt(1 - SHARED_INTENSITY ** 2) * random.normal()
    return Math.floor(mean * Math.exp(need.spread * y - need.spread ** 2 / 2) + random.next())
  }

  return (resident, sink) => {
    const model = models[resident.ageGroup]
    if (!model) throw new Error('every age group has a model')
    drawNeeds(resident, model)
    random.seek(resident.number, CONTACTS)
    for (let position = 0; position < services.length; position++) {
      const service = services[position]
      if (!service) continue
      const { row, need, least } = service
      const z = (needs[FIRST_SERVICE + position] ?? 0) + (resident.woman ? need.women : -need.women)
      const uses = z > (model.use[position] ?? Number.POSITIVE_INFINITY)
      if (row.use.kind === 'DECISION_IN_FORCE') {
        if (uses) decide(row.code, window, random, sink)
        else if (random.next() < EARLIER_DECISIONS * (need.shares[resident.ageGroup] ?? 0)) decideEarlier(row.code, window, random, sink)
        continue
      }
      const some = z > (model.contact[position] ?? Number.POSITIVE_INFINITY)
      if (!some) continue
      const visits = uses ? least + beyond(need, least) : 1 + random.below(least - 1)
      for (let visit = 0; visit < visits; visit++) {
        sink.contact(row.code, days.draw(need.anyDay, random), row.sector === 'DENTAL' ? procedureOf(source, row.slug, random) : '')
        if (random.next() < EARLIER_CONTACTS) sink.contact(row.code, days.drawEarlier(random), '')
      }
    }
  }
}

function decide(service: string, window: Window, random: RandomStream, sink: UseSink): void {
  const from = random.next() < 0.6 ? window.from - random.below(1_500) : window.from + random.below(window.to - window.from + 1)
  const open = random.next() < 0.6
  const earliestEnd = Math.max(from, window.from)
  sink.decision(service, formatDay(from), open ? '' : formatDay(earliestEnd + random.below(500)))
}

function decideEarlier(service: string, window: Window, random: RandomStream, sink: UseSink): void {
  const to = window.from - 1 - random.below(200)
  sink.decision(service, formatDay(to - random.below(700)), formatDay(to))
}

function procedureOf(source: DemoSource, slug: string, random: RandomStream): string {
  const { procedures } = source.catalogue
  const demanding = random.next() < (slug === 'dental-specialist' ? DEMANDING_SPECIALIST : DEMANDING_OTHER)
  const common = COMMON_PROCEDURES[random.below(COMMON_PROCEDURES.length)] ?? ''
  if (demanding && procedures.length > 0) return `${common};${procedures[random.below(procedures.length)] ?? ''}`
  return common
}

/** Days of a window as text, working days apart. */
function calendar(window: Window) {
  const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const all = between(window.from, window.to)
  // Day 0 was a Thursday.
  const working = all.filter((day) => (day + 4) % 7 > 0 && (day + 4) % 7 < 6)
  const texts = { all: all.map(formatDay), working: working.map(formatDay) }
  const earlier = between(window.from - EARLIER_DAYS, window.from - 1).map(formatDay)
  const one = (list: readonly string[], random: RandomStream) => list[random.below(list.length)] ?? ''
  return {
    draw: (anyDay: boolean, random: RandomStream) => one(anyDay ? texts.all : texts.working, random),
    drawEarlier: (random: RandomStream) => one(earlier, random),
  }
}

const QUANTILES = Float64Array.from({ length: 1_024 }, (_, i) => normalQuantile((i + 0.5) / 1_024))
const normalQuantileOf = (rank: number): number => QUANTILES[Math.min(1_023, Math.floor(rank * 1_024))] ?? 0

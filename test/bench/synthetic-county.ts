/** Invented clients at the size of a county, a region or a nation, as summaries: no extract is written for them. */
import type { Catalogue } from '../../server/vault/catalogue/catalogue.ts'
import { countyOf } from '../../server/vault/demo/county-of.ts'
import { type DemoSource, readDemoSource } from '../../server/vault/demo/demo-source.ts'
import { AGE, FIRST_SERVICE, GENERAL, needModels } from '../../server/vault/demo/need-model.ts'
import { normalQuantile } from '../../server/vault/demo/normal.ts'
import { randomStream } from '../../server/vault/demo/random.ts'
import { NEEDS, residents } from '../../server/vault/demo/residents.ts'
import { heavyByRule } from '../../server/vault/guard/heavy-rule.ts'
import type { SummaryRow } from '../../server/vault/ingest/summary-row.ts'
import { heavyByOf } from '../../server/vault/release/counted-import.ts'

export interface CountySize {
  readonly name: string
  readonly clients: number
  /** Places at which triples are counted: municipalities, or the counties of a nation. */
  readonly municipalities: number
  /** Places within them: centres, or the municipalities of a nation. */
  readonly centres: number
  /** Share of the clients who are at any centre of the county, alike often at each; nobody where absent. */
  readonly anywhere?: number
}

/**
 * The sizes measured. A nation has the same closed table one level higher: its 21 counties stand where municipalities do and
 * its 309 municipalities where centres do.
 */
export const SIZES = {
  small: { name: 'small', clients: 10_000, municipalities: 8, centres: 8 },
  county: { name: 'county', clients: 67_723, municipalities: 8, centres: 8 },
  region: { name: 'region', clients: 1_700_000, municipalities: 12, centres: 36 },
  nation: { name: 'nation', clients: 5_600_000, municipalities: 21, centres: 309 },
} as const satisfies Record<string, CountySize>

export interface SyntheticCounty {
  readonly size: CountySize
  readonly catalogue: Catalogue
  /** The same rows at each call. */
  readonly summaries: () => Iterable<SummaryRow>
}

const SEED = 20_251_231
const DATA_DATE = 20_361
/** Share of a service's users who are heavy in it, where contacts count. */
const HEAVY_NEED = 1.55

/** Standard normal quantiles in the middle of 1,024 equal shares. */
const QUANTILES = Float64Array.from({ length: 1024 }, (_, i) => normalQuantile((i + 0.5) / 1024))

/** A county of the size; `services` limits the catalogue to its first ones. */
export async function syntheticCounty(size: CountySize, services = Number.POSITIVE_INFINITY): Promise<SyntheticCounty> {
  const source = await sourceOf(size, services)
  return { size, catalogue: source.catalogue, summaries: () => summariesOf(source, size) }
}

/** What such a county is made from. */
export async function sourceOf(size: CountySize, services = Number.POSITIVE_INFINITY): Promise<DemoSource> {
  const whole = countyOf(await readDemoSource(), places(size))
  return withServices(whole, Math.min(services, whole.needs.length))
}

/** Populations fall off as real ones do (about 1/rank); centres are dealt out in turn. */
function places({ municipalities, centres }: CountySize): { code: string; population: number; centres: number }[] {
  return Array.from({ length: municipalities }, (_, i) => ({
    code: String(100 + i),
    population: Math.round(1_000_000 / (i + 1.5)),
    centres: Math.floor((centres + municipalities - 1 - i) / municipalities),
  }))
}

function withServices(source: DemoSource, count: number): DemoSource {
  return {
    ...source,
    catalogue: { ...source.catalogue, services: source.catalogue.services.slice(0, count) },
    needs: source.needs.slice(0, count),
    lifts: source.lifts.filter(({ a, b }) => a < count && b < count),
  }
}

/** Draws who uses what from the demo's model of needs; a pseudonym is the client's number. */
function* summariesOf(source: DemoSource, { clients, anywhere = 0 }: CountySize): Generator<SummaryRow> {
  const { catalogue, needs } = source
  const { centres } = catalogue
  const models = needModels(source)
  const random = randomStream(SEED)
  const people = randomStream(SEED)
  const centreOf = new Map(catalogue.centres.map(({ code }, position) => [code, position]))
  const rules = { social: catalogue.services.map(({ sector }) => sector === 'SOCIAL'), heavyBy: heavyByOf(catalogue) }
  const counted = catalogue.services.map(({ use }) => use.kind !== 'DECISION_IN_FORCE')
  const chance = new Float64Array(needs.length + FIRST_SERVICE)
  for (const person of residents(source, clients, DATA_DATE, people)) {
    const model = models[person.ageGroup]
    if (!model) throw new Error('every age group has a model')
    random.seek(person.number, NEEDS)
    chance[AGE] = QUANTILES[Math.floor(person.ageRank * QUANTILES.length)] ?? 0
    for (let i = GENERAL; i < chance.length; i++) chance[i] = random.normal()
    const services: number[] = []
    const heavyServices: number[] = []
    for (let service = 0; service < needs.length; service++) {
      const row = model.factor[service + FIRST_SERVICE]
      if (!row) throw new Error('every service has its row')
      let need = person.woman ? (needs[service]?.women ?? 0) : -(needs[service]?.women ?? 0)
      for (let k = 0; k <= service + FIRST_SERVICE; k++) need += (row[k] ?? 0) * (chance[k] ?? 0)
      if (!(need > (model.use[service] ?? Number.POSITIVE_INFINITY))) continue
      services.push(service)
      if (counted[service] && 0.8 * (chance[GENERAL] ?? 0) + 0.6 * random.normal() > HEAVY_NEED) heavyServices.push(service)
    }
    const recordKey = Math.floor(random.next() * 2 ** 32)
    const [moves, where] = [random.next() < anywhere, random.next()]
    yield {
      ...{ services, heavyServices, heavyUser: heavyServices.length > 0 || heavyByRule(services, rules), recordKey },
      ...{ sex: person.woman ? 2 : 1, ageGroup: person.ageGroup, municipality: person.municipality },
      centre: moves ? Math.floor(where * centres.length) : (centreOf.get(person.centre) ?? -1),
      pseudonym: pseudonymOf(person.number),
    }
  }
}

function pseudonymOf(number: number): Uint8Array {
  const bytes = Buffer.alloc(32)
  // The program's pseudonyms are spread evenly: so are these.
  bytes.writeUInt32BE(Math.imul(number + 1, 0x9e3779b1) >>> 0, 0)
  bytes.writeUInt32BE(number, 28)
  return bytes
}

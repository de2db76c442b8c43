/** What a series follows: a number of clients that each release publishes, by a key that a link and a target can carry. */
import type { ReleaseLayout } from '../../release/lattice.ts'
import { type Figure, WITHHELD } from '../release/figure.ts'
import type { ReleaseReader } from '../release/reader.ts'
import { canonical, type Refusal, type Selection, type ServiceNeed } from '../release/selection.ts'

/** Topics of the national minimum data content for following health and social services. */
export const TOPICS = ['NEED', 'AVAILABILITY', 'QUALITY', 'EQUALITY', 'EFFECT', 'COST', 'PRODUCTIVITY', 'COORDINATION'] as const
export type Topic = (typeof TOPICS)[number]

/** Services by code. */
export type IndicatorMeasure =
  /** Every client of the selection. */
  | { readonly kind: 'CLIENTS' }
  /** Heavy users among them. */
  | { readonly kind: 'HEAVY_USERS' }
  /** Those who use all of one or two services. */
  | { readonly kind: 'USING'; readonly services: readonly string[] }
  | { readonly kind: 'HEAVY_IN'; readonly service: string }
  /** Those with so many services; `to` null is 'or more'. */
  | { readonly kind: 'SERVICE_COUNT'; readonly from: number; readonly to: number | null }

export interface Indicator {
  readonly key: string
  /** Whether it is one of the ready ones. */
  readonly ready: boolean
  readonly topics: readonly Topic[]
  readonly measure: IndicatorMeasure
}

/** Ready indicators; a service is named by its slug, since codes are a county's own. */
const READY: readonly {
  readonly key: string
  readonly topics: readonly Topic[]
  readonly measure: IndicatorMeasure
  readonly slug?: string
}[] = [
  { key: 'several-services', topics: ['NEED', 'COORDINATION', 'COST'], measure: { kind: 'HEAVY_USERS' } },
  { key: 'four-services', topics: ['NEED', 'COORDINATION'], measure: { kind: 'SERVICE_COUNT', from: 4, to: null } },
  { key: 'few-services', topics: ['AVAILABILITY', 'EQUALITY'], measure: { kind: 'SERVICE_COUNT', from: 0, to: 1 } },
  { key: 'housing-24h', topics: ['NEED', 'COST', 'QUALITY'], measure: { kind: 'USING', services: [] }, slug: 'service-housing-24h' },
  {
    key: 'institutional-care',
    topics: ['COST', 'PRODUCTIVITY', 'AVAILABILITY'],
    measure: { kind: 'USING', services: [] },
    slug: 'primary-inpatient',
  },
  {
    key: 'psychiatric-wards',
    topics: ['NEED', 'EFFECT', 'QUALITY'],
    measure: { kind: 'USING', services: [] },
    slug: 'psychiatric-inpatient',
  },
]

/** What of a release says which indicators it has. */
export type Catalogued = Pick<ReleaseReader, 'layout' | 'services'>

/** The ready indicators whose services the release has. */
export const readyIndicators = (reader: Catalogued): readonly Indicator[] =>
  READY.flatMap(({ key }) => {
    const indicator = indicatorOf(reader, key)
    return indicator ? [indicator] : []
  })

/**
 * An indicator by its key: a ready one, `clients`, `using:CODE`, `using:CODE+CODE`, `heavy:CODE`, `count:2`, `count:2-3` or
 * `count:4+`. Null where the release lacks it.
 */
export function indicatorOf(reader: Catalogued, key: string): Indicator | null {
  const ready = READY.find((one) => one.key === key)
  if (ready) {
    const service = ready.slug && reader.services.find(({ slug }) => slug === ready.slug)
    if (ready.slug && !service) return null
    const measure: IndicatorMeasure = service ? { kind: 'USING', services: [service.code] } : ready.measure
    return countsFit(reader.layout, measure) ? { key, ready: true, topics: ready.topics, measure } : null
  }
  const measure = measureOf(key)
  const known = measure && servicesOf(measure).every((code) => reader.layout.services.includes(code)) && countsFit(reader.layout, measure)
  return known ? { key, ready: false, topics: [], measure } : null
}

function measureOf(key: string): IndicatorMeasure | null {
  if (key === 'clients') return { kind: 'CLIENTS' }
  const [kind, rest = ''] = key.split(/:(.*)/s)
  switch (kind) {
    case 'using': {
      const services = [...new Set(rest.split('+'))].sort()
      return services.length <= 2 && key === `using:${services.join('+')}` ? { kind: 'USING', services } : null
    }
    case 'heavy':
      return { kind: 'HEAVY_IN', service: rest }
    case 'count': {
      const match = /^(\d{1,2})(?:(\+)|-(\d{1,2}))?$/.exec(rest)
      if (!match) return null
      const from = Number(match[1])
      return { kind: 'SERVICE_COUNT', from, to: match[2] ? null : Number(match[3] ?? from) }
    }
    default:
      return null
  }
}

/** Services of which the indicator tells, by code. */
export function servicesOf(measure: IndicatorMeasure): readonly string[] {
  switch (measure.kind) {
    case 'USING':
      return measure.services
    case 'HEAVY_IN':
      return [measure.service]
    default:
      return []
  }
}

/** A number of services within the histogram: the last, open bin cannot be divided. */
const countsFit = ({ tops }: ReleaseLayout, measure: IndicatorMeasure): boolean =>
  measure.kind !== 'SERVICE_COUNT' || (measure.from <= (measure.to ?? tops.all) && (measure.to === null || measure.to < tops.all))

/** What the indicator needs of a selection. */
export const needOfIndicator = (measure: IndicatorMeasure): ServiceNeed => ({
  named: servicesOf(measure),
  free: 0,
  serviceCounts: measure.kind === 'SERVICE_COUNT' || measure.kind === 'HEAVY_IN',
})

/** Series read no triples. */
export const tooManyServices = (measure: IndicatorMeasure, selection: Selection): Refusal | null =>
  new Set([...servicesOf(measure), ...selection.services]).size > 2
    ? { refused: 'SELECTION_NOT_PUBLISHED', rule: 'A series stands for at most two services used together.' }
    : null

/** The indicator's clients and all clients that they are a share of, in one release. A selection that the release lacks is withheld. */
export function figuresOfIndicator(
  reader: ReleaseReader,
  measure: IndicatorMeasure,
  selection: Selection,
): { readonly clients: Figure; readonly of: Figure } {
  const asked = (list: readonly string[]) => (list.length > 0 ? list : null)
  const admitted = reader.admit(
    {
      ageGroups: selection.ageGroups.length > 0 ? selection.ageGroups : null,
      sexes: selection.sexes.length > 0 ? selection.sexes : null,
      ...{ municipalities: asked(selection.municipalities), centres: asked(selection.centres), services: asked(selection.services) },
      cohort: selection.cohort,
    },
    needOfIndicator(measure),
  )
  if ('refused' in admitted) return { clients: WITHHELD, of: WITHHELD }
  const figures = reader.figuresOf(admitted)
  switch (measure.kind) {
    case 'CLIENTS':
      return { clients: figures.using(), of: figures.using() }
    case 'HEAVY_USERS': {
      const of = reader.figuresOf(canonical(reader.layout, { ...admitted, cohort: 'ALL' }))
      return { clients: reader.figuresOf({ ...admitted, cohort: 'HEAVY' }).using(), of: of.using() }
    }
    case 'USING':
      return { clients: figures.using(...reader.positions(measure.services)), of: figures.using() }
    case 'HEAVY_IN': {
      const [service = 0] = reader.positions([measure.service])
      return { clients: figures.measure({ kind: 'heavyIn', service }), of: figures.using() }
    }
    case 'SERVICE_COUNT': {
      const { all: top } = reader.layout.tops
      const { from, to } = measure
      if (from > top || (to !== null && to >= top)) return { clients: WITHHELD, of: figures.using() }
      return { clients: figures.measure({ kind: 'bins', histogram: 'all', from, to: to ?? top }), of: figures.using() }
    }
    default: {
      const never: never = measure
      throw new Error(`unknown measure ${String(never)}`)
    }
  }
}

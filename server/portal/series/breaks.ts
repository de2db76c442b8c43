/** Where two releases after one another do not count the same: the line is broken there, with the reason. */
import type { Service } from '../generated/prisma/client.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { Selection } from '../release/selection.ts'
import { parseRules } from '../release/stored.ts'
import { type IndicatorMeasure, servicesOf } from './indicators.ts'

export const BREAK_REASONS = ['RULES', 'SERVICES', 'AREAS', 'POLICY', 'SCHEME'] as const
export type BreakReason = (typeof BREAK_REASONS)[number]

export interface Break {
  readonly reason: BreakReason
  /** Codes of the services or areas that changed; empty for rules, policy and scheme. */
  readonly codes: readonly string[]
}

/** Every reason for which the indicator in the selection is not the same figure in both releases; empty where it is. */
export function breaksBetween(
  before: ReleaseReader,
  after: ReleaseReader,
  measure: IndicatorMeasure,
  selection: Selection,
): readonly Break[] {
  return [
    ...rulesChanged(before, after, measure, selection),
    ...servicesChanged(before, after, measure, selection),
    ...areasChanged(before, after, selection),
    ...(samePolicy(before, after) ? [] : [{ reason: 'POLICY' as const, codes: [] }]),
  ]
}

function rulesChanged(before: ReleaseReader, after: ReleaseReader, measure: IndicatorMeasure, selection: Selection): readonly Break[] {
  const limitsMatter = measure.kind === 'HEAVY_USERS' || selection.cohort === 'HEAVY'
  return limitsBroken(before.release.rules, after.release.rules, limitsMatter || measure.kind === 'HEAVY_IN', limitsMatter)
}

/** Limits by which a client is a heavy user: the share of a service's users, and the numbers of social services and tasks. */
export function limitsBroken(before: unknown, after: unknown, shareMatters: boolean, limitsMatter: boolean): readonly Break[] {
  const [a, b] = [parseRules(before), parseRules(after)]
  const changed =
    (shareMatters && a.topShare !== b.topShare) ||
    (limitsMatter && (a.socialServices !== b.socialServices || a.socialTasks !== b.socialTasks))
  return changed ? [{ reason: 'RULES', codes: [] }] : []
}

/** Services that came, went or are counted otherwise, as far as the indicator rests on them. */
function servicesChanged(before: ReleaseReader, after: ReleaseReader, measure: IndicatorMeasure, selection: Selection): readonly Break[] {
  const named = new Set([...servicesOf(measure), ...selection.services])
  const all = measure.kind === 'HEAVY_USERS' || measure.kind === 'SERVICE_COUNT' || selection.cohort === 'HEAVY'
  const heavyMatters = measure.kind === 'HEAVY_USERS' || measure.kind === 'HEAVY_IN' || selection.cohort === 'HEAVY'
  return servicesBroken(before.services, after.services, (code) => all || named.has(code), heavyMatters)
}

/** Of the services that matter, those that came, went or are counted otherwise. */
export function servicesBroken(
  before: readonly Service[],
  after: readonly Service[],
  matters: (code: string) => boolean,
  heavyMatters: boolean,
): readonly Break[] {
  const [a, b] = [byCode(before), byCode(after)]
  const codes = [...new Set([...a.keys(), ...b.keys()])]
    .filter((code) => matters(code) && ruleText(a.get(code), heavyMatters) !== ruleText(b.get(code), heavyMatters))
    .sort()
  return codes.length > 0 ? [{ reason: 'SERVICES', codes }] : []
}

const byCode = (services: readonly Service[]): ReadonlyMap<string, Service> => new Map(services.map((service) => [service.code, service]))

const ruleText = (service: Service | undefined, heavyMatters: boolean): string =>
  service === undefined
    ? ''
    : JSON.stringify([
        ...[service.useRule, service.useThreshold, service.sector, service.taskSlug],
        ...(heavyMatters ? [service.heavyRule, service.heavyThreshold] : []),
      ])

/** The county's municipalities for the whole county; the selected places themselves otherwise, a centre with where it stands. */
function areasChanged(before: ReleaseReader, after: ReleaseReader, selection: Selection): readonly Break[] {
  const municipalities = ({ layout }: ReleaseReader) => layout.municipalities
  const centre = ({ layout }: ReleaseReader, code: string) => {
    const position = layout.centres.indexOf(code)
    return position < 0 ? '' : `${code} ${layout.municipalities[layout.centreMunicipality[position] ?? -1]}`
  }
  const has = (reader: ReleaseReader, code: string) => municipalities(reader).includes(code)
  const codes =
    selection.centres.length > 0
      ? selection.centres.filter((code) => centre(before, code) !== centre(after, code))
      : selection.municipalities.length > 0
        ? selection.municipalities.filter((code) => has(before, code) !== has(after, code))
        : unsharedBy(municipalities(before), municipalities(after))
  return areasBroken(codes)
}

/** Municipalities that came to a county, or left it. */
export const countyBroken = (before: readonly string[], after: readonly string[]): readonly Break[] =>
  areasBroken(unsharedBy(before, after))

const areasBroken = (codes: readonly string[]): readonly Break[] => (codes.length > 0 ? [{ reason: 'AREAS', codes }] : [])

const unsharedBy = (before: readonly string[], after: readonly string[]): readonly string[] =>
  [...new Set([...before, ...after])].filter((code) => before.includes(code) !== after.includes(code)).sort()

/** Exact and perturbed figures differ by the noise alone. What is exempt decides what is shown, not how much it is. */
const samePolicy = (before: ReleaseReader, after: ReleaseReader): boolean => before.policy.kind === after.policy.kind

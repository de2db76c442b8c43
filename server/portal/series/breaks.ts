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
    ...rulesChanged(before, after, measure),
    ...servicesChanged(before, after, measure, selection),
    ...areasChanged(before, after, selection),
    ...(samePolicy(before, after) ? [] : [{ reason: 'POLICY' as const, codes: [] }]),
  ]
}

/** Limits by which a client is a heavy user. */
function rulesChanged(before: ReleaseReader, after: ReleaseReader, measure: IndicatorMeasure): readonly Break[] {
  const [a, b] = [parseRules(before.release.rules), parseRules(after.release.rules)]
  const shareMatters = measure.kind === 'HEAVY_USERS' || measure.kind === 'HEAVY_IN'
  const limitsMatter = measure.kind === 'HEAVY_USERS'
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
        : [...new Set([...municipalities(before), ...municipalities(after)])]
            .filter((code) => has(before, code) !== has(after, code))
            .sort()
  return codes.length > 0 ? [{ reason: 'AREAS', codes }] : []
}

/** Exact and perturbed figures differ by the noise alone. What is exempt decides what is shown, not how much it is. */
const samePolicy = (before: ReleaseReader, after: ReleaseReader): boolean => before.policy.kind === after.policy.kind

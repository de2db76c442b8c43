/** Which families are decided when, and what is asked of each: clients, then one service, two, three; histograms beside. */
import { measureColumns, type ReleaseLayout } from '../../release/lattice.ts'
import type { FamilyJob } from './family-job.ts'
import type { SuppressionOptions } from './suppress-family.ts'

export interface FamilyLevel {
  readonly jobs: readonly FamilyJob[]
  readonly options: (job: FamilyJob, position: number) => SuppressionOptions
  /** Rough cost of a job, for progress. */
  readonly weight: number
}

/** Closed along its lines, the attacker not yet let in. */
const LINES: SuppressionOptions = { audit: false, lift: false, limited: false, again: false }

/** Levels of a release, in order. */
export function familyLevels(layout: ReleaseLayout, stage: 'base' | 'lifted'): readonly FamilyLevel[] {
  const services = layout.services.map((_, i) => i)
  const lift = stage === 'lifted'
  const whole = { audit: true, lift, limited: !lift, again: true }
  const pairs: FamilyJob[] = services.flatMap((i) =>
    services.slice(i + 1).map((j) => ({ kind: 'pair' as const, services: [i, j] as const })),
  )
  const triples: FamilyJob[] = services.flatMap((i) =>
    services.slice(i + 1).flatMap((j) => services.slice(j + 1).map((k) => ({ kind: 'triple' as const, services: [i, j, k] as const }))),
  )
  const { health, width } = measureColumns(layout)
  const bins: FamilyJob[] = Array.from({ length: width - health }, (_, n) => ({ kind: 'bin' as const, column: health + n }))
  return [
    { jobs: [{ kind: 'clients' }], options: () => whole, weight: 1 },
    { jobs: services.map((i) => ({ kind: 'single', services: [i] })), options: () => whole, weight: 5 },
    { jobs: services.map((i) => ({ kind: 'heavyIn', services: [i] })), options: () => ({ ...whole, lift: false }), weight: 5 },
    { jobs: [{ kind: 'health' }, { kind: 'social' }, { kind: 'all' }], options: () => LINES, weight: 5 },
    { jobs: [{ kind: 'grid' }], options: () => LINES, weight: 20 },
    { jobs: bins, options: () => ({ ...whole, lift: false }), weight: 5 },
    { jobs: pairs, options: () => whole, weight: 10 },
    { jobs: triples, options: () => ({ ...whole, lift: false, again: false }), weight: 1 },
  ]
}

/** Which families are decided when, and what is asked of each: clients, then one service, two, three; histograms beside. */
import { measureColumns, type ReleaseLayout } from '../../release/lattice.ts'
import { HISTOGRAMS } from './client-patterns.ts'
import type { FamilyJob } from './family-job.ts'
import { fitsOneProgram } from './joint-lines.ts'
import { listSlices } from './number-slice.ts'
import type { Selections } from './selections.ts'
import type { SuppressionOptions } from './suppress-family.ts'
import { listNumberFamilies, listWideFamilies, WHOLE } from './wide-family.ts'

/** The base of a large catalogue shows no triples, and no pair with fewer cells than this: it is there to be quick. */
const BASE_PAIR = 30
/** Wide families of a lifted release whose catalogue is too large for all of them. */
const SAMPLES = 60

export interface FamilyLevel {
  readonly jobs: readonly FamilyJob[]
  readonly options: (job: FamilyJob, position: number) => SuppressionOptions
  /** Rough cost of a job, for progress. */
  readonly weight: number
}

/** Closed along its lines, the attacker not yet let in. */
const LINES: SuppressionOptions = { audit: false, lift: false, again: false, least: 1 }

/** Levels of a release, in order. */
export function familyLevels(
  layout: ReleaseLayout,
  selections: Selections,
  stage: 'base' | 'lifted',
  clients: number,
): readonly FamilyLevel[] {
  const services = layout.services.map((_, i) => i)
  const lift = stage === 'lifted'
  const large = services.length > WHOLE
  const joint = lift && fitsOneProgram(services.length, selections, clients)
  const whole = { audit: true, lift, again: true, least: 1 }
  const pairs: FamilyJob[] = services.flatMap((i) =>
    services.slice(i + 1).map((j) => ({ kind: 'pair' as const, services: [i, j] as const })),
  )
  const triples: FamilyJob[] = services.flatMap((i) =>
    services.slice(i + 1).flatMap((j) => services.slice(j + 1).map((k) => ({ kind: 'triple' as const, services: [i, j, k] as const }))),
  )
  const { health, width } = measureColumns(layout)
  const bins: FamilyJob[] = Array.from({ length: width - health }, (_, n) => ({ kind: 'bin' as const, column: health + n }))
  const wide: FamilyJob[] = listWideFamilies(services.length, selections, lift ? SAMPLES : 0).map((family) => ({ kind: 'wide', family }))
  const numbers: FamilyJob[] = large ? listNumberFamilies(selections).map((family) => ({ kind: 'numbers', family })) : []
  const histograms: FamilyJob[] = HISTOGRAMS.map((of) => ({ kind: 'histogram', of }))
  const unlifted = { ...whole, lift: false }
  const pairwise = large && !lift ? { ...whole, least: BASE_PAIR } : whole
  /** Pairs closed along their lines, then all at once; elsewhere one by one, beside the histograms, one of which takes as long as many pairs. */
  const jointly: FamilyLevel[] = [
    { jobs: pairs, options: () => LINES, weight: 10 },
    { jobs: [{ kind: 'joint' }], options: () => whole, weight: 400 },
  ]
  return [
    { jobs: [{ kind: 'clients' }], options: () => whole, weight: 1 },
    { jobs: services.map((i) => ({ kind: 'single', services: [i] })), options: () => whole, weight: 5 },
    ...(joint ? jointly : []),
    { jobs: services.map((i) => ({ kind: 'heavyIn', services: [i] })), options: () => unlifted, weight: 5 },
    { jobs: [{ kind: 'grid', narrowed: lift || !large ? 1 : 0 }], options: () => LINES, weight: 20 },
    { jobs: joint ? histograms : [...histograms, ...pairs], options: ({ kind }) => (kind === 'pair' ? pairwise : unlifted), weight: 10 },
    { jobs: bins, options: () => unlifted, weight: 5 },
    { jobs: lift || !large ? triples : [], options: () => ({ ...whole, lift: false, again: false }), weight: 1 },
    // Slices of one level have no figure in common.
    ...listSlices(selections).map((slices) => ({
      jobs: slices.map((slice): FamilyJob => ({ kind: 'slice', slice })),
      ...{ options: () => whole, weight: 20 },
    })),
    { jobs: [{ kind: 'nested' }], options: () => whole, weight: 20 },
    { jobs: numbers, options: () => whole, weight: 1 },
    { jobs: wide, options: () => whole, weight: 10 },
  ]
}

/** The county that `npm test` and `npm run attack` attack, and its releases. */
import { crawl } from './crawl.ts'
import type { Exam } from './finding.ts'
import { county, laterCounty } from './fixture/county.ts'
import { LATER_DATA_DATE } from './fixture/extracts.ts'
import { EXACT, exactGuard, PERTURBED, perturbedGuard, rotated, setKeyed, withoutAtoms, withoutComplement } from './guards.ts'
import { type Truth, truthOf } from './truth.ts'
import { openWorld, type World } from './world.ts'

export type ReleaseName =
  | 'exact'
  | 'perturbed'
  | 'exact later'
  | 'perturbed later'
  | 'without complement'
  | 'without atoms'
  | 'set-keyed'
  | 'rotated later'

export interface Examined {
  readonly world: World
  readonly truths: { readonly now: Truth; readonly later: Truth }
  /** Crawls a release once. */
  exam(name: ReleaseName): Promise<Exam>
  /** What the crawl of a release found contradictory. */
  contradictions(name: ReleaseName): readonly string[]
}

/** Serves the county of a seed and its later self, both policies, with the mutants of the guard beside them. */
export async function examine(seed: number, size?: number): Promise<Examined> {
  const clients = county(seed, size)
  const later = laterCounty(clients, seed + 1)
  const world = await openWorld([
    {
      clients,
      releases: [
        { name: 'exact', policy: EXACT, guard: exactGuard },
        { name: 'perturbed', policy: PERTURBED, guard: perturbedGuard },
        { name: 'without complement', policy: EXACT, guard: withoutComplement },
        { name: 'without atoms', policy: EXACT, guard: withoutAtoms },
        { name: 'set-keyed', policy: PERTURBED, guard: setKeyed },
      ],
    },
    {
      clients: later,
      dataDate: LATER_DATA_DATE,
      releases: [
        { name: 'rotated later', policy: PERTURBED, guard: rotated },
        { name: 'perturbed later', policy: PERTURBED, guard: perturbedGuard },
        { name: 'exact later', policy: EXACT, guard: exactGuard },
      ],
    },
  ])
  const truths = { now: truthOf(clients), later: truthOf(later) }
  const exams = new Map<ReleaseName, Promise<Exam>>()
  const found = new Map<ReleaseName, readonly string[]>()
  const look = async (name: ReleaseName): Promise<Exam> => {
    const release = world.releases.get(name)
    if (release === undefined) throw new Error(`no release ${name}`)
    const { published, contradictions } = await crawl(world, release)
    found.set(name, contradictions)
    const exact = name.startsWith('exact') || name.startsWith('without')
    return {
      portal: world,
      release,
      published,
      truth: name.endsWith('later') ? truths.later : truths.now,
      policy: exact ? 'exact' : 'perturbed',
      noise: exact ? 0 : PERTURBED.d,
    }
  }
  return {
    world,
    truths,
    exam(name) {
      const known = exams.get(name) ?? look(name)
      exams.set(name, known)
      return known
    },
    contradictions: (name) => found.get(name) ?? [],
  }
}

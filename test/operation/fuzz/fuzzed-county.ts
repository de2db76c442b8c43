/** The attacked county, served with two releases: one of each policy. */
import type { Published } from '../../attack/cells.ts'
import { crawl } from '../../attack/crawl.ts'
import { county } from '../../attack/fixture/county.ts'
import { EXACT, PERTURBED, perturbedGuard, withoutComplement } from '../../attack/guards.ts'
import { openWorld } from '../../attack/world.ts'

export interface FuzzedCounty {
  readonly port: number
  /** By release id, the current one first. */
  readonly cells: ReadonlyMap<string, Published>
  readonly log: readonly string[]
  close(): Promise<void>
}

const RELEASES = [
  { name: 'exact', policy: EXACT, guard: withoutComplement },
  { name: 'perturbed', policy: PERTURBED, guard: perturbedGuard },
] as const

/** Serves it and crawls every published cell of the named releases. */
export async function openFuzzedCounty(
  names: readonly (typeof RELEASES)[number]['name'][] = ['exact', 'perturbed'],
): Promise<FuzzedCounty> {
  const releases = RELEASES.filter(({ name }) => names.includes(name))
  const world = await openWorld([{ clients: county(7, 2000), releases }])
  const cells = new Map<string, Published>()
  // The release that was published last is the current one.
  for (const { name } of releases.toReversed()) {
    const id = world.releases.get(name) ?? ''
    cells.set(id, (await crawl(world, id)).published)
  }
  return { port: Number(new URL(world.url).port), cells, log: world.log, close: world.close }
}

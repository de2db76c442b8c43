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

/** Serves it and crawls every published cell. */
export async function openFuzzedCounty(): Promise<FuzzedCounty> {
  const world = await openWorld([
    {
      clients: county(7, 2000),
      releases: [
        { name: 'exact', policy: EXACT, guard: withoutComplement },
        { name: 'perturbed', policy: PERTURBED, guard: perturbedGuard },
      ],
    },
  ])
  const ids = [world.releases.get('perturbed'), world.releases.get('exact')].filter((id) => id !== undefined)
  const cells = new Map<string, Published>()
  for (const id of ids) cells.set(id, (await crawl(world, id)).published)
  return { port: Number(new URL(world.url).port), cells, log: world.log, close: world.close }
}

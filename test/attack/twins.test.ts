import { expect, test } from 'vitest'
import { twins } from './attacks/a13-twins.ts'
import { findingLine } from './finding.ts'
import { type TwinKind, twinCounties } from './fixture/twins.ts'
import { EXACT, exactGuard } from './guards.ts'
import { openWorld } from './world.ts'

test.each<TwinKind>(['small', 'empty'])(
  'A13: two counties that differ in withheld cells only (%s) are served alike, byte for byte',
  async (kind) => {
    const worlds = []
    for (const clients of twinCounties(21, 1200, kind))
      worlds.push(await openWorld([{ clients, releases: [{ name: 'exact', policy: EXACT, guard: exactGuard }] }]))
    const [a, b] = worlds
    if (!a || !b) throw new Error('two worlds')
    try {
      const finding = await twins(a, b)
      console.info(findingLine(finding))
      expect(finding.recovered).toEqual([])
    } finally {
      for (const world of worlds) await world.close()
    }
  },
  300_000,
)

import { guardOf, type Stage } from '../../server/commands/guards.ts'
import { readConfig } from '../../server/config.ts'
import type { Policy } from '../../server/release/format.ts'
import type { VaultFacts } from '../../server/vault/release.ts'
import { counting } from './counted-county.ts'
import { exponent, median, processorTime } from './measure.ts'
import { type CountySize, SIZES, syntheticCounty } from './synthetic-county.ts'

/** One thing against another that grows, the others held: y ~ x^exponent by least squares over the logarithms. Times are of the processor. */
export interface Series {
  readonly name: string
  readonly x: string
  readonly y: 'milliseconds' | 'solver calls'
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly exponent: number
}

const POLICY: Policy = { kind: 'exact', k: 5, complementExempt: [] }

/** The cube (counting from profiles in memory) against clients, services and places; guards against cells. */
export async function benchGrowth(rounds: number, say: (line: string) => void): Promise<readonly Series[]> {
  const base: CountySize = { ...SIZES.small, clients: 30_000 }
  const cube = async (name: string, x: string, cases: readonly { x: number; size: CountySize; services?: number }[]) => {
    const points: [number, number][] = []
    for (const one of cases) {
      say(`growth: ${name}, ${one.x} ${x}`)
      const counted = counting(await syntheticCounty(one.size, one.services))
      counted.count() // the first run is compiled as it goes
      const times: number[] = []
      for (let round = 0; round < Math.max(3, rounds); round++) times.push((await processorTime(counted.count)).cpuMs)
      points.push([one.x, median(times)])
    }
    return series(name, x, 'milliseconds', points)
  }
  return [
    await cube(
      'cube',
      'clients',
      [30_000, 100_000, 300_000, 1_000_000].map((clients) => ({ x: clients, size: { ...base, clients } })),
    ),
    await cube(
      'cube',
      'services',
      [5, 10, 20, 40].map((services) => ({ x: services, services, size: base })),
    ),
    await cube(
      'cube',
      'municipalities',
      [4, 16, 64, 256].map((municipalities) => ({ x: municipalities, size: { ...base, municipalities, centres: 0 } })),
    ),
    ...(await guard('guard, rules', 'rules', [5, 10, 20, 40], rounds, say)),
    ...(await guard('guard, audited base', 'base', [4, 6, 8, 12], 1, say)),
  ]
}

/** The certificate's time against the number of cells, by more and more services; where a solver is called, its calls too. */
async function guard(
  name: string,
  stage: Stage,
  services: readonly number[],
  rounds: number,
  say: (line: string) => void,
): Promise<readonly Series[]> {
  const config = readConfig({})
  if (config.kind !== 'config') throw new Error('no setting is needed')
  const found: { cells: number; ms: number; calls: number }[] = []
  // The first one is compiled as it goes: it is measured again.
  for (const count of [services[0] ?? 0, ...services]) {
    const { count: countAll, cells } = counting(await syntheticCounty({ ...SIZES.small, municipalities: 4, centres: 4 }, count))
    const work = guardOf(config.config, POLICY, stage, true)
    if (typeof work === 'string') throw new Error(work)
    const times: number[] = []
    let calls = 0
    for (let round = 0; round < rounds; round++) {
      const cube = countAll()
      const { cpuMs, value } = await processorTime(async () => work(cube, POLICY, () => {}))
      times.push(cpuMs)
      calls = solverCalls(value.vaultCertificate)
    }
    if (found.at(-1)?.cells === cells) found.pop()
    found.push({ cells, ms: median(times), calls })
    say(`growth: ${name}, ${cells} cells: ${Math.round(median(times))} ms, ${calls} solver calls`)
  }
  const byCells = series(
    name,
    'cells',
    'milliseconds',
    found.map(({ cells, ms }) => [cells, ms]),
  )
  if (found.some(({ calls }) => calls === 0)) return [byCells]
  return [
    byCells,
    series(
      name,
      'cells',
      'solver calls',
      found.map(({ cells, calls }) => [cells, calls]),
    ),
    series(
      name,
      'solver calls',
      'milliseconds',
      found.map(({ calls, ms }) => [calls, ms]),
    ),
  ]
}

/** Of every family of a certificate that has families. */
function solverCalls(facts: VaultFacts): number {
  if (!('families' in facts) || !Array.isArray(facts.families)) return 0
  return facts.families.reduce((sum: number, family: { readonly solverCalls?: number }) => sum + (family.solverCalls ?? 0), 0)
}

const series = (name: string, x: string, y: Series['y'], points: readonly (readonly [number, number])[]): Series => ({
  ...{ name, x, y, points },
  exponent: exponent(points),
})

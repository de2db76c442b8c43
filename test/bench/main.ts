/**
 * `npm run bench -- [--size small|county|region|nation] [--only cube,questions,ingest,guard,guardCentres,guardElsewhere,growth,stalls,pipeline] [--rounds N] [--json]`,
 * or `--plots` to draw them anew from what is in `bench/`.
 * How fast Kooste is, as ratios against peers measured in the same run, written to `bench/` with the machine's description and
 * plots. Results are checked equal before they are timed; medians of interleaved rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { benchCube } from './cube.ts'
import { benchGrowth } from './growth.ts'
import { subjects } from './growth-subjects.ts'
import { benchGuard } from './guard.ts'
import { benchIngest, type IngestFigures } from './ingest.ts'
import { benchPipeline } from './pipeline.ts'
import { drawPlots } from './plots.ts'
import { benchQuestions } from './questions.ts'
import { textOf } from './report.ts'
import { describeMachine, keep, type Parts } from './results.ts'
import { benchStalls } from './stalls.ts'
import { SIZES, syntheticCounty } from './synthetic-county.ts'
import { openWorld } from './world.ts'

const PARTS = ['cube', 'questions', 'ingest', 'guard', 'guardCentres', 'guardElsewhere', 'growth', 'stalls', 'pipeline'] as const
type Part = (typeof PARTS)[number]
type Size = keyof typeof SIZES

/** What each size measures unless told otherwise, how often, and how many contacts it imports. */
const PLANS: Readonly<Record<Size, { parts: readonly Part[]; rounds: number; contacts: readonly number[] }>> = {
  small: { parts: ['cube', 'questions', 'ingest'], rounds: 3, contacts: [100_000] },
  county: { parts: PARTS.filter((part) => part !== 'guardCentres' && part !== 'guardElsewhere'), rounds: 5, contacts: [1_000_000] },
  region: { parts: ['cube', 'questions', 'ingest', 'guard', 'guardCentres'], rounds: 3, contacts: [10_000_000] },
  nation: { parts: ['cube', 'questions', 'ingest'], rounds: 3, contacts: [50_000_000] },
}

const say = (line: string) => process.stderr.write(`${line}\n`)
const isSize = (text: string): text is Size => text in SIZES
const isPart = (text: string): text is Part => PARTS.some((part) => part === text)

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'small' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'boolean' },
      plots: { type: 'boolean' },
    },
  })
  const folder = path.resolve(import.meta.dirname, '../../bench')
  if (values.plots) return drawPlots(folder)
  const { size } = values
  if (!isSize(size)) throw new Error(`--size is one of ${Object.keys(SIZES).join(', ')}`)
  const plan = PLANS[size]
  const parts = values.only?.split(',') ?? plan.parts
  if (!parts.every(isPart)) throw new Error(`--only lists some of ${PARTS.join(', ')}`)
  const rounds = Number(values.rounds ?? plan.rounds)
  const work = mkdtempSync(path.join(tmpdir(), 'kooste-bench-'))
  const machine = describeMachine()
  // Each part is kept as soon as it is there: a long run that breaks off loses one part.
  let results = keep(folder, size, machine, {})
  const add = (found: Parts) => {
    results = keep(folder, size, machine, found)
    drawPlots(folder)
  }
  try {
    if (parts.includes('cube') || parts.includes('questions')) {
      say(`${size}: ${SIZES[size].clients} clients into PostgreSQL …`)
      const world = await openWorld(await syntheticCounty(SIZES[size]), work)
      try {
        if (parts.includes('cube')) add({ cube: await benchCube(world, rounds, say) })
        if (parts.includes('questions')) add({ questions: await benchQuestions(world, rounds, say) })
      } finally {
        await world.close()
      }
    }
    if (parts.includes('ingest')) {
      const ingest: IngestFigures[] = []
      for (const contacts of plan.contacts) ingest.push(await benchIngest(contacts, work, rounds, say))
      add({ ingest })
    }
    if (parts.includes('guard')) {
      if (size !== 'county' && size !== 'region') throw new Error('the guard is measured at the sizes county and region')
      add({ guard: await benchGuard(size, work, say) })
    }
    if (parts.includes('guardCentres')) {
      if (size !== 'region') throw new Error('the guard with centres apart is measured at the size region')
      add({ guardCentres: await benchGuard('region with centres', work, say) })
    }
    if (parts.includes('guardElsewhere')) {
      if (size !== 'county') throw new Error('the guard with centres elsewhere is measured at the size county')
      add({ guardElsewhere: await benchGuard('county with centres elsewhere', work, say) })
    }
    if (parts.includes('growth')) add({ growth: await benchGrowth(subjects(work, rounds), say) })
    if (parts.includes('stalls')) add({ stalls: await benchStalls(work, say) })
    if (parts.includes('pipeline')) add({ pipeline: await benchPipeline(work, say) })
    process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${textOf(results)}\n`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

await main()

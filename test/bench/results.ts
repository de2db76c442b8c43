/** What the benchmark found, on disk: one file a size, each part replaced when it is run again. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import type { CubeFigures } from './cube.ts'
import type { Series } from './growth.ts'
import type { GuardFigures } from './guard.ts'
import type { IngestFigures } from './ingest.ts'
import type { PipelineFigures } from './pipeline.ts'
import type { QuestionFigures } from './questions.ts'
import type { StallFigures } from './stalls.ts'

export interface Parts {
  readonly pipeline?: PipelineFigures
  readonly cube?: CubeFigures
  readonly questions?: QuestionFigures
  readonly ingest?: readonly IngestFigures[]
  readonly guard?: GuardFigures
  /** The same with a region's centres. */
  readonly guardCentres?: GuardFigures
  /** Of a county in which some clients have their centre in another municipality. */
  readonly guardElsewhere?: GuardFigures
  readonly growth?: readonly Series[]
  readonly stalls?: StallFigures
}

export interface Results extends Parts {
  readonly size: string
  /** When and where each part was measured last: ratios of different machines are not compared. */
  readonly runs: Readonly<Partial<Record<keyof Parts, PartRun>>>
}

export interface PartRun {
  /** Day. */
  readonly measured: string
  readonly machine: Machine
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGib: number
  readonly system: string
  readonly node: string
  /** Processes that wanted to run, on the average of the last minute before the run: above the cores, figures are noise. */
  readonly load: number
}

export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch}`,
  node: process.version,
  load: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
})

/** Adds parts to the size's file; the whole of the size. */
export function keep(folder: string, size: string, machine: Machine, parts: Parts): Results {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${size}.json`)
  // Written by this function, in this shape.
  const before: Partial<Results> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const run: PartRun = { measured: new Date().toISOString().slice(0, 10), machine }
  const runs = { ...before.runs, ...Object.fromEntries(Object.keys(parts).map((part) => [part, run])) }
  const results = { ...before, size, runs, ...parts }
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  return results
}

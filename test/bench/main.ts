/**
 * `npm run bench`: how fast Kooste is, as ratios against peers measured in the same run. `--json` prints one document.
 * Results are checked equal before they are timed; medians of interleaved runs.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { benchCube, type CubeFigures } from './cube.ts'
import { benchPipeline, type PipelineFigures } from './pipeline.ts'
import { benchQuestions, type QuestionFigures } from './questions.ts'

export interface Figures {
  readonly machine: { readonly cores: number; readonly memoryGib: number; readonly node: string }
  readonly pipeline: PipelineFigures
  readonly cube: CubeFigures
  readonly questions: QuestionFigures
}

const json = process.argv.includes('--json')
const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'kooste-bench-'))
  try {
    const machine = { cores: cpus().length, memoryGib: Math.round(totalmem() / 2 ** 30), node: process.version }
    const pipeline = await benchPipeline(work, say)
    const cube = await benchCube(work, say)
    const questions = await benchQuestions(work, say)
    const figures: Figures = { machine, pipeline, cube, questions }
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `${text(figures)}\n`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function text({ machine, pipeline, cube, questions }: Figures): string {
  const fixed = (n: number, digits = 1) => n.toFixed(digits)
  return [
    `${machine.cores} cores, ${machine.memoryGib} GiB, Node ${machine.node}; demo county`,
    '',
    `write the extracts   ${fixed(pipeline.demoSeconds)} s`,
    `import               ${fixed(pipeline.importSeconds)} s`,
    `release, exact       ${fixed(pipeline.releaseSeconds)} s`,
    `release, perturbed   ${fixed(pipeline.perturbedSeconds)} s`,
    `import + release     ${fixed(pipeline.importSeconds + pipeline.releaseSeconds)} s`,
    '',
    `cube, pairs of every selection (equal results checked, ${cube.cells} cells)`,
    `  Kooste from profiles          ${fixed(cube.koosteMs)} ms`,
    `  Kooste with reading profiles  ${fixed(cube.koosteWithReadMs)} ms`,
    `  PostgreSQL                    ${fixed(cube.postgresMs)} ms`,
    `  PostgreSQL : Kooste           ${fixed(cube.postgresMs / cube.koosteMs)} × from profiles, ${fixed(cube.postgresMs / cube.koosteWithReadMs)} × with reading`,
    '',
    'over HTTP, medians of interleaved rounds',
    ...questions.rows.map(
      ({ name, p50Ms, p99Ms, perSecond, share }) =>
        `  ${name.padEnd(34)} p50 ${fixed(p50Ms, 2)} ms  p99 ${fixed(p99Ms, 2)} ms  ${Math.round(perSecond)} requests/s  ${fixed(share, 2)} of { __typename }`,
    ),
  ].join('\n')
}

await main()

import path from 'node:path'
import { kooste } from '../support/program.ts'

/** Whole commands on the demo county, process start included, seconds. */
export interface PipelineFigures {
  readonly demoSeconds: number
  readonly importSeconds: number
  readonly baseSeconds: number
  readonly baseSolverCalls: number
  readonly liftedSeconds: number
  readonly liftedSolverCalls: number
}

export const DATA_DATE = '2025-09-30'
export const settingsIn = (work: string) => ({ KOOSTE_DATA: path.join(work, 'data') })

/** Makes, imports and releases the demo county; leaves it in `work` for the parts that follow. */
export async function benchPipeline(work: string, say: (line: string) => void): Promise<PipelineFigures> {
  const extracts = path.join(work, 'extracts')
  const timed = async (...words: readonly string[]) => {
    say(`kooste ${words[0]} …`)
    const started = performance.now()
    const { code, stdout, stderr } = await kooste([...words, '--json'], settingsIn(work))
    if (code !== 0) throw new Error(`kooste ${words.join(' ')} ended with ${code}:\n${stderr}`)
    const result: { certificate?: { audit: { solverCalls: number } } } = JSON.parse(stdout)
    return { seconds: (performance.now() - started) / 1000, solverCalls: result.certificate?.audit.solverCalls ?? 0 }
  }
  await kooste(['--help'], {}) // builds what is out of date before anything is timed
  const demo = await timed('demo', extracts)
  const imported = await timed('import', extracts, '--data-date', DATA_DATE, '--demo')
  const base = await timed('release', '--stage', 'base')
  const lifted = await timed('release', '--stage', 'lifted')
  return {
    demoSeconds: demo.seconds,
    importSeconds: imported.seconds,
    baseSeconds: base.seconds,
    baseSolverCalls: base.solverCalls,
    liftedSeconds: lifted.seconds,
    liftedSolverCalls: lifted.solverCalls,
  }
}

import path from 'node:path'
import { DEMO_DATA_DATE } from '../../server/vault/demo/panel.ts'
import { kooste } from '../support/program.ts'
import { command } from './command.ts'

/** Whole commands on the demo county, process start included, seconds. */
export interface PipelineFigures {
  readonly demoSeconds: number
  readonly importSeconds: number
  /** Policy exact, by stage. */
  readonly rulesSeconds: number
  readonly baseSeconds: number
  readonly liftedSeconds: number
  readonly perturbedSeconds: number
}

export const settingsIn = (work: string) => ({ KOOSTE_DATA: path.join(work, 'data') })

/** Makes, imports and releases the demo county; leaves it in `work` for the parts that follow. */
export async function benchPipeline(work: string, say: (line: string) => void): Promise<PipelineFigures> {
  const extracts = path.join(work, 'extracts')
  const timed = async (...words: readonly string[]) => {
    say(`kooste ${words[0]} …`)
    const started = performance.now()
    JSON.parse(await command([...words, '--json'], settingsIn(work)))
    return (performance.now() - started) / 1000
  }
  await kooste(['--help'], {}) // builds what is out of date before anything is timed
  const demoSeconds = await timed('demo', extracts)
  const importSeconds = await timed('import', extracts, '--data-date', DEMO_DATA_DATE, '--demo')
  const perturbedSeconds = await timed('release', '--policy', 'perturbed')
  const rulesSeconds = await timed('release', '--stage', 'rules')
  const baseSeconds = await timed('release', '--stage', 'base')
  const liftedSeconds = await timed('release', '--stage', 'lifted')
  return { demoSeconds, importSeconds, rulesSeconds, baseSeconds, liftedSeconds, perturbedSeconds }
}

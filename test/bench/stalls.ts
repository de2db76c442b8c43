import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ask, kooste, startServer } from '../support/program.ts'

/** Longest time for which the serving process' event loop did nothing else, milliseconds. */
export interface StallFigures {
  /** While nothing ran beside it: what the machine itself does to it. */
  readonly idleMs: number
  /** While the demo county was imported beside it. */
  readonly importMs: number
  /** While a second release was counted, guarded, published and loaded beside it, and the first served. */
  readonly releaseMs: number
  /** Requests answered during both, and how many of them failed. */
  readonly asked: number
  readonly failed: number
}

/**
 * Writes the longest delay since the last line, each tenth of a second. The delay of the loop is told apart from the machine's by
 * `idleMs`: on a busy machine a process waits for a processor too.
 */
const WATCH = `
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { appendFileSync } from 'node:fs'
if (process.argv.includes('serve')) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  setInterval(() => { appendFileSync(process.env.KOOSTE_DATA + '/delays', (delay.max / 1e6).toFixed(1) + '\\n'); delay.reset() }, 100).unref()
}`

/** Serves a county, then imports and releases another year of it beside the server, asking all the while. */
export async function benchStalls(work: string, say: (line: string) => void): Promise<StallFigures> {
  const data = mkdtempSync(path.join(work, 'stalls-'))
  const watch = path.join(data, 'watch.mjs')
  writeFileSync(watch, WATCH)
  const settings = { KOOSTE_DATA: data, NODE_OPTIONS: `--import ${watch}` }
  const extracts = path.join(data, 'extracts')
  const command = async (...words: readonly string[]) => {
    const { code, stderr } = await kooste(words, { KOOSTE_DATA: data })
    if (code !== 0) throw new Error(`kooste ${words.join(' ')} ended with ${code}:\n${stderr}`)
  }
  say('stalls: a county, its server …')
  await command('demo', extracts)
  await command('import', extracts, '--data-date', '2025-09-30', '--demo')
  await command('release', '--policy', 'perturbed')
  const server = await startServer(settings)
  let asked = 0
  let failed = 0
  let asking = true
  const questions = (async () => {
    for (; asking; asked++)
      await ask(server.url, '{ overview { clients { count } } }').then(
        () => wait(20),
        () => failed++,
      )
  })()
  try {
    await wait(2000)
    const longest = async (name: string, during: () => Promise<unknown>) => {
      say(`stalls: ${name}`)
      const from = delays(data).length
      await during()
      await wait(500)
      return Math.max(...delays(data).slice(from))
    }
    const idleMs = await longest('nothing beside it', () => wait(5000))
    const importMs = await longest('an import beside it', () => command('import', extracts, '--data-date', '2025-09-30', '--demo'))
    const releaseMs = await longest('a release beside it', () => command('release'))
    return { idleMs, importMs, releaseMs, asked, failed }
  } finally {
    asking = false
    await questions
    await server.stop()
  }
}

const delays = (data: string): readonly number[] => readFileSync(path.join(data, 'delays'), 'utf8').trim().split('\n').map(Number)

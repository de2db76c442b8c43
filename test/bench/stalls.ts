import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ask, startServer } from '../support/program.ts'
import { command } from './command.ts'

/** Longest time that the serving process' main thread worked without letting anything else through, milliseconds of processor time. */
export interface StallFigures {
  /** While nothing ran beside it. */
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
 * Writes, each tenth of a second, the most processor time that the main thread took between two turns of a timer of one
 * millisecond: a stall of its own making. Time in which the machine gave it no processor is not counted (Linux's schedstat).
 */
const WATCH = `
import { appendFileSync, openSync, readSync } from 'node:fs'
if (process.argv.includes('serve')) {
  const stat = openSync('/proc/self/schedstat', 'r')
  const bytes = Buffer.alloc(100)
  const used = () => Number(bytes.toString('latin1', 0, readSync(stat, bytes, 0, 100, 0)).split(' ')[0]) / 1e6
  let [before, most] = [used(), 0]
  setInterval(() => { const now = used(); most = Math.max(most, now - before); before = now }, 1).unref()
  setInterval(() => { appendFileSync(process.env.KOOSTE_DATA + '/delays', most.toFixed(1) + '\\n'); most = 0 }, 100).unref()
}`

/** The server's own worker has the embedded vault now and then, to count what segments ask: commands beside it wait their turn. */
const TRIES = 120

/** Serves a county, then imports and releases another year of it beside the server, asking all the while. */
export async function benchStalls(work: string, say: (line: string) => void): Promise<StallFigures> {
  const data = mkdtempSync(path.join(work, 'stalls-'))
  const watch = path.join(data, 'watch.mjs')
  writeFileSync(watch, WATCH)
  const settings = { KOOSTE_DATA: data, NODE_OPTIONS: `--import ${watch}` }
  const extracts = path.join(data, 'extracts')
  const run = (...words: readonly string[]) => command(words, { KOOSTE_DATA: data }, TRIES)
  say('stalls: a county, its server …')
  await run('demo', extracts)
  await run('import', extracts, '--data-date', '2025-09-30', '--demo')
  await run('release', '--policy', 'perturbed')
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
    const importMs = await longest('an import beside it', () => run('import', extracts, '--data-date', '2025-09-30', '--demo'))
    const releaseMs = await longest('a release beside it', () => run('release', '--stage', 'rules', '--sooner', 'the benchmark'))
    return { idleMs, importMs, releaseMs, asked, failed }
  } finally {
    asking = false
    await questions
    await server.stop()
  }
}

const delays = (data: string): readonly number[] => readFileSync(path.join(data, 'delays'), 'utf8').trim().split('\n').map(Number)

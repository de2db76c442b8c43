/**
 * `npm run bench:web`: how fast the web is for a reader with a slow machine: the production build, the CPU slowed down four
 * times by the browser, nothing in its cache. `--json` prints one document, `--runs 9` measures more often (5). Medians; the
 * load of this machine is printed beside them. KOOSTE_E2E_DEMO_URL names a server that already runs.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { kooste, startServer } from '../support/program.ts'

const SLOWDOWN = 4
/** Aims of the first view and of every press. */
const AIM = { lcpMs: 1500, inpMs: 100, scriptKb: 230 }
/** A picture at 60 a second, and half of one for a clock that trembles. */
const FRAME_MS = 25
const VIEWS = { overview: '/', matrix: '/matrix?age=80plus' } as const

/** One opening of a view: milliseconds, and kilobytes (1,000 bytes) as they are sent. */
interface Opening {
  readonly fcpMs: number
  readonly lcpMs: number
  readonly blockingMs: number
  readonly scriptKb: number
  readonly styleKb: number
  readonly fontKb: number
}

/** Presses and hovers on the matrix: milliseconds until the next paint, the worst of a run. */
interface Interactions {
  readonly hoverMs: number
  readonly reorderMs: number
  readonly filterMs: number
  /** From the press until the figures of the other selection stand. */
  readonly filterFiguresMs: number
}

/** Pictures of the matrix without a slowdown: milliseconds between two, of which 19 in 20 are quicker. */
interface Frames {
  readonly hoverFrameMs: number
  readonly reorderFrameMs: number
}

interface Figures {
  readonly machine: { readonly cores: number; readonly load: number; readonly node: string; readonly browser: string }
  readonly runs: number
  readonly views: Readonly<Record<keyof typeof VIEWS, Opening>>
  readonly matrix: Interactions
  readonly frames: Frames
}

const argument = (name: string) => process.argv[process.argv.indexOf(name) + 1]
const json = process.argv.includes('--json')
const runs = process.argv.includes('--runs') ? Math.max(1, Number(argument('--runs'))) : 5
const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'kooste-bench-web-'))
  const { url, stop } = await serve(work)
  const browser = await launchBrowser()
  try {
    await measureOpening(browser, url) // the server's first answers are nobody's first view
    const openings = { overview: [] as Opening[], matrix: [] as Opening[] }
    const interactions: Interactions[] = []
    const frames: Frames[] = []
    for (let run = 1; run <= runs; run++) {
      say(`run ${run} of ${runs} …`)
      openings.overview.push(await measureOpening(browser, url + VIEWS.overview))
      openings.matrix.push(await measureOpening(browser, url + VIEWS.matrix))
      interactions.push(await measureInteractions(browser, url + VIEWS.matrix))
      frames.push(await measureFrames(browser, url + VIEWS.matrix))
    }
    const figures: Figures = {
      machine: { cores: cpus().length, load: Math.round((loadavg()[0] ?? 0) * 10) / 10, node: process.version, browser: browser.version() },
      runs,
      views: { overview: medians(openings.overview), matrix: medians(openings.matrix) },
      matrix: medians(interactions),
      frames: medians(frames),
    }
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : `${text(figures)}\n`)
  } finally {
    await browser.close()
    await stop()
    rmSync(work, { recursive: true, force: true })
  }
}

async function serve(work: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const running = process.env.KOOSTE_E2E_DEMO_URL
  if (running) return { url: running, stop: async () => undefined }
  const settings = { KOOSTE_DATA: path.join(work, 'data') }
  const extracts = path.join(work, 'extracts')
  for (const words of [
    ['demo', extracts],
    ['import', extracts, '--data-date', '2025-09-30', '--demo'],
    ['release', '--stage', 'rules'],
  ]) {
    say(`kooste ${words[0]} …`)
    const { code, stderr } = await kooste(words, settings)
    if (code !== 0) throw new Error(`kooste ${words[0]} ended with ${code}:\n${stderr}`)
  }
  const server = await startServer(settings)
  return { url: server.url, stop: () => server.stop() }
}

/** A fresh browser window on a slow machine. */
async function slowPage(browser: Browser): Promise<{ readonly page: Page; readonly protocol: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fi-FI' })
  const page = await context.newPage()
  // functions that are compiled here and run there name themselves by this
  await page.addInitScript({ content: 'globalThis.__name ??= (it) => it' })
  const protocol = await context.newCDPSession(page)
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  return { page, protocol }
}

const isReady = () =>
  document.querySelector('h1') && !document.querySelector('.skeleton, .stale, [aria-busy="true"], .matrix-thumbnail-space')

async function measureOpening(browser: Browser, url: string): Promise<Opening> {
  const { page } = await slowPage(browser)
  await page.addInitScript(() => {
    const seen = { lcp: 0, tasks: [] as { start: number; duration: number }[] }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.lcp = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ start: startTime, duration })
    }).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(url)
  await page.waitForFunction(isReady)
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
  const opening = await page.evaluate(() => {
    // put there by the script above
    const { seen } = window as unknown as { seen: { lcp: number; tasks: { start: number; duration: number }[] } }
    const fcp = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    const files = performance.getEntriesByType('resource').flatMap((entry) => (entry instanceof PerformanceResourceTiming ? [entry] : []))
    const kilobytes = (ending: RegExp) =>
      files.filter(({ name }) => ending.test(new URL(name).pathname)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000
    return {
      fcpMs: fcp,
      lcpMs: seen.lcp,
      blockingMs: seen.tasks.filter(({ start }) => start >= fcp).reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
      scriptKb: kilobytes(/\.js$/),
      styleKb: kilobytes(/\.css$/),
      fontKb: kilobytes(/\.woff2$/),
    }
  })
  await page.context().close()
  return opening
}

async function measureInteractions(browser: Browser, url: string): Promise<Interactions> {
  const { page } = await slowPage(browser)
  await page.goto(url)
  await page.waitForFunction(isReady)
  await page.waitForLoadState('networkidle')
  // From the event's own time to the task after the paint that follows it: what 'interaction to next paint' measures,
  // for the moves of the pointer too, which the browser leaves out of it.
  await page.evaluate(() => {
    const paints: { type: string; ms: number }[] = []
    Object.assign(window, { paints })
    for (const type of ['pointermove', 'click'])
      window.addEventListener(
        type,
        ({ timeStamp }) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => paints.push({ type, ms: performance.now() - timeStamp })
            port2.postMessage(null)
          }),
        { capture: true },
      )
  })
  const worst = async (type: string) => {
    await page.waitForTimeout(200)
    return page.evaluate((type) => {
      const { paints } = window as unknown as { paints: { type: string; ms: number }[] } // put there above
      const measured = paints.splice(0).filter((paint) => paint.type === type)
      return Math.max(...measured.map(({ ms }) => ms))
    }, type)
  }
  const square = await page.locator('svg.matrix > g > rect[fill="none"]').boundingBox()
  if (!square) throw new Error('no matrix on the page')
  const at = (part: number) => [square.x + square.width * part, square.y + Math.min(square.height, 600) * (1 - part)] as const
  await page.mouse.move(...at(0.5))
  await worst('pointermove')
  for (let step = 1; step < 30; step++) {
    await page.mouse.move(...at(step / 30))
    await page.waitForTimeout(40)
  }
  const hoverMs = await worst('pointermove')
  const press = async (words: string) => {
    await page.locator('.segments').getByText(words, { exact: true }).first().click()
    return worst('click')
  }
  const orders: number[] = []
  for (const words of ['Koko', 'Samankaltaisuus', 'Sektori']) {
    orders.push(await press(words))
    await page.waitForTimeout(600)
  }
  const before = await page.locator('.view-sentence').innerText()
  const started = performance.now()
  const filtered = page
    .waitForFunction((before) => document.querySelector<HTMLElement>('.view-sentence')?.innerText !== before, before, { polling: 'raf' })
    .then(() => performance.now() - started)
  const filterMs = await press('18–64')
  const filterFiguresMs = await filtered
  await page.context().close()
  return { hoverMs, reorderMs: Math.max(...orders), filterMs, filterFiguresMs }
}

async function measureFrames(browser: Browser, url: string): Promise<Frames> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fi-FI' })
  const page = await context.newPage()
  await page.addInitScript({ content: 'globalThis.__name ??= (it) => it' })
  await page.goto(url)
  await page.waitForFunction(isReady)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => {
    const steps: number[] = []
    Object.assign(window, { steps })
    let before = performance.now()
    const frame = (now: number) => {
      steps.push(now - before)
      before = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  const slow = () =>
    page.evaluate(() => {
      const { steps } = window as unknown as { steps: number[] } // put there above
      const sorted = steps.splice(0).sort((a, b) => a - b)
      return sorted[Math.floor(sorted.length * 0.95)] ?? 0
    })
  const square = await page.locator('svg.matrix > g > rect[fill="none"]').boundingBox()
  if (!square) throw new Error('no matrix on the page')
  await page.mouse.move(square.x + 5, square.y + 5)
  await slow()
  await page.mouse.move(square.x + square.width - 5, square.y + Math.min(square.height, 600) - 5, { steps: 120 })
  const hoverFrameMs = await slow()
  const reorders: number[] = []
  for (const words of ['Koko', 'Samankaltaisuus', 'Sektori']) {
    await page.waitForTimeout(400)
    await slow()
    await page.locator('.segments').getByText(words, { exact: true }).first().click()
    await page.waitForTimeout(500)
    reorders.push(await slow())
  }
  await context.close()
  return { hoverFrameMs, reorderFrameMs: Math.max(...reorders) }
}

/** The median of each figure. */
function medians<T extends object>(rows: readonly T[]): T {
  const first = rows[0]
  if (!first) throw new Error('nothing was measured')
  const median = (name: string) => {
    const values = rows.map((row) => Number(Object.entries(row).find(([key]) => key === name)?.[1])).sort((a, b) => a - b)
    return Math.round((values[Math.floor(values.length / 2)] ?? 0) * 10) / 10
  }
  return Object.fromEntries(Object.keys(first).map((name) => [name, median(name)])) as T // the same names, all of them numbers
}

function text({ machine, runs, views, matrix, frames }: Figures): string {
  const against = (value: number, aim: number, unit: string) =>
    `${value.toFixed(0).padStart(5)} ${unit}  ${value <= aim ? 'within' : 'OVER'} ${aim} ${unit}`
  const opening = (name: string, { fcpMs, lcpMs, blockingMs, scriptKb, styleKb, fontKb }: Opening) => [
    '',
    name,
    `  first contentful paint    ${fcpMs.toFixed(0).padStart(5)} ms`,
    `  largest contentful paint  ${against(lcpMs, AIM.lcpMs, 'ms')}`,
    `  total blocking time       ${blockingMs.toFixed(0).padStart(5)} ms`,
    `  JavaScript sent           ${against(scriptKb, AIM.scriptKb, 'kB')}`,
    `  styles, fonts             ${styleKb.toFixed(0).padStart(5)} kB, ${fontKb.toFixed(0)} kB`,
  ]
  return [
    `${machine.cores} cores (load ${machine.load}), Node ${machine.node}, Chromium ${machine.browser}; demo county; CPU slowed ${SLOWDOWN} times; medians of ${runs} runs`,
    ...opening('overview, first view', views.overview),
    ...opening('matrix, first view', views.matrix),
    '',
    'matrix, until the next paint (the worst of a run)',
    `  hover, 29 cells           ${against(matrix.hoverMs, AIM.inpMs, 'ms')}`,
    `  reorder, 3 orders         ${against(matrix.reorderMs, AIM.inpMs, 'ms')}`,
    `  filter change             ${against(matrix.filterMs, AIM.inpMs, 'ms')}`,
    `  filter change, figures    ${matrix.filterFiguresMs.toFixed(0).padStart(5)} ms`,
    '',
    'matrix without a slowdown, from picture to picture (19 of 20)',
    `  hover, 120 steps          ${against(frames.hoverFrameMs, FRAME_MS, 'ms')}`,
    `  reorder, 3 orders         ${against(frames.reorderFrameMs, FRAME_MS, 'ms')}`,
  ].join('\n')
}

await main()

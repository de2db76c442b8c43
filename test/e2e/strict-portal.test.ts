/** The web against a portal as it is run in production: listed operations only, under its Content-Security-Policy. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { kooste, type RunningServer, startServer } from '../support/program.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-strict-'))
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  const settings = { KOOSTE_DATA: path.join(work, 'data'), KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all' }
  const extracts = path.join(work, 'extracts')
  for (const words of [
    ['demo', extracts, '--residents', '3000'],
    ['import', extracts, '--data-date', '2025-09-30'],
    ['release', '--stage', 'rules'],
  ]) {
    const ran = await kooste(words, settings)
    expect(ran.code, ran.stderr).toBe(0)
  }
  server = await startServer({
    ...settings,
    KOOSTE_MODE: 'local',
    KOOSTE_OPERATIONS: 'listed',
    KOOSTE_REQUESTS_PER_MINUTE: '600',
    KOOSTE_POINTS_PER_MINUTE: '100000',
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(work, { recursive: true, force: true })
})

it.each(['/', '/counts', '/service', '/matrix', '/combinations', '/compare', '/lead', '/about'])(
  '%s shows its figures, and nothing is refused',
  async (where) => {
    const page = await browser.newPage()
    const refused: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text())
    })
    page.on('pageerror', (error) => refused.push(error.message))
    const answers: Promise<string>[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`)
      else if (response.url().endsWith('/graphql')) answers.push(response.text())
    })
    await page.goto(`${server.url}${where}`, { waitUntil: 'networkidle' })
    expect(await page.locator('main h1').first().textContent()).toBeTruthy()
    expect(refused).toEqual([])
    expect(answers.length).toBeGreaterThan(0)
    expect((await Promise.all(answers)).filter((answer) => answer.includes('OPERATION_NOT_LISTED'))).toEqual([])
    await page.close()
  },
)

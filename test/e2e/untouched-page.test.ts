/** Pages that look again by themselves, while nobody is at them: their session ends as it would. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { withBrowser } from './open-page.ts'
import { soon } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
/** Longer than between two looks of the page. */
const A_WHILE = 6_000

/** The requests of a page from now on. */
function watched(page: Page): () => number {
  let requests = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) requests += 1
  })
  return () => requests
}

describe('a page that looks again by itself', () => {
  it('asks nothing while it is hidden, and again once it is seen', async () => {
    const page = await open(`${url}/segments`)
    const hide = (hidden: boolean) =>
      page.evaluate((now) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => now })
        document.dispatchEvent(new Event('visibilitychange'))
      }, hidden)
    await hide(true)
    await page.waitForLoadState('networkidle')
    const requests = watched(page)
    await page.waitForTimeout(A_WHILE)
    expect(requests()).toBe(0)
    await hide(false)
    await soon(requests).toBeGreaterThan(0)
    await page.context().close()
    quiet()
  })

  it('asks nothing once it was not touched for some minutes, and again when it is', async () => {
    const page = await open(`${url}/segments`)
    // As five minutes later.
    await page.evaluate(() => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + 5 * 60_000
    })
    await page.waitForLoadState('networkidle')
    const requests = watched(page)
    await page.waitForTimeout(A_WHILE)
    expect(requests()).toBe(0)
    await page.mouse.move(200, 300)
    await soon(requests).toBeGreaterThan(0)
    await page.context().close()
    quiet()
  })
})

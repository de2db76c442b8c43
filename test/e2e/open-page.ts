/** One browser for a test file; every page watches for errors. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { launchBrowser } from '../support/browser.ts'

export type Open = (url: string, options?: BrowserContextOptions) => Promise<Page>

/** Declares the browser; `open` waits until the view has its figures. `quiet` fails where a page said anything on its console but what is expected. */
export function withBrowser(): { readonly open: Open; readonly quiet: (expected?: RegExp) => void } {
  let browser: Browser
  const complaints: string[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  return {
    async open(url, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'fi-FI',
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(20_000)
      const page = await context.newPage()
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(url)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      return page
    },
    quiet: (expected) => expect(complaints.splice(0).filter((text) => !expected?.test(text))).toEqual([]),
  }
}

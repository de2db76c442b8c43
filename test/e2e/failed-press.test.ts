/** Presses that come to nothing say so; what a workshop takes out is written down like every export. */
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { soon, speak } from './words.ts'

const { open, quiet } = withBrowser()
const { say } = speak('fi')
let opened: AnsweredPortal
let release: SyntheticRelease

beforeAll(async () => {
  inject('demoUrl') // the built web is there
  const web = path.resolve(import.meta.dirname, '../../dist/web')
  opened = await openAnsweredPortal(
    'when told',
    async ({ portalDatabase }) => {
      release = await publishSynthetic(portalDatabase, { clients: 9_000, services: 6, seed: 71 })
    },
    web,
  )
})
afterAll(() => opened.close())

const failure = (page: Page) => page.getByRole('alert').filter({ hasText: say('failure.text') })
const exportsOf = async () => {
  const { rows } = await opened.portalDatabase.pool.query(
    "SELECT subject, release_id AS release, outcome, detail FROM audit_event WHERE kind = 'EXPORT' ORDER BY seq",
  )
  return rows
}
/** Counts the times that the page would have been printed. */
const countPrints = (page: Page) =>
  page.evaluate(() => {
    Object.assign(window, { printed: 0 })
    window.print = () => Object.assign(window, { printed: Number(Reflect.get(window, 'printed')) + 1 })
  })
const printed = (page: Page) => page.evaluate(() => Number(Reflect.get(window, 'printed')))
const choose = async (page: Page, kind: string) => {
  await page.getByRole('button', { name: say('selection.export'), exact: true }).click()
  await page.getByRole('menuitem', { name: say(`export.kind.${kind}`), exact: true }).click()
}

describe('a press that comes to nothing', () => {
  it('says so, and no longer once it is repeated with success', async () => {
    const page = await open(`${opened.url}/report`)
    await countPrints(page)
    const print = page.getByRole('button', { name: say('report.print') })
    await page.context().setOffline(true)
    await print.click()
    await failure(page).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await printed(page)).toBe(0)
    await page.context().setOffline(false)
    await print.click()
    await soon(() => printed(page)).toBe(1)
    expect(await failure(page).count()).toBe(0)
    await page.context().close()
    quiet(/^Failed to load resource/)
  })

  it('is none where the browser has no clipboard of its own, as over plain HTTP: the link is copied all the same', async () => {
    const page = await open(opened.url)
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await page.evaluate(() => document.addEventListener('copy', () => Object.assign(window, { copied: true })))
    await choose(page, 'link')
    await soon(() => page.evaluate(() => Reflect.get(window, 'copied'))).toBe(true)
    await soon(() =>
      page
        .getByRole('status')
        .filter({ hasText: say('selection.copied') })
        .count(),
    ).toBe(1)
    expect(await failure(page).count()).toBe(0)
    await page.context().close()
    quiet()
  })
})

describe('a part of the page that cannot be fetched', () => {
  it.each([
    ['a field', 'overlay', () => new RegExp(`^${say('field.age')}`)],
    ['the export menu', 'export-menu', () => say('selection.export')],
  ] as const)('is said of %s, and leaves the page', async (_, chunk, name) => {
    const page = await open(opened.url)
    const parts = new RegExp(`/assets/${chunk}-[^/]*\\.js`)
    await page.route(parts, (route) => route.abort())
    const button = page.getByRole('button', { name: name() }).first()
    await button.click()
    await failure(page).waitFor()
    expect(await page.locator('.overview-row').count()).toBeGreaterThan(0)
    expect(await button.getAttribute('aria-expanded')).not.toBe('true')
    await page.context().close()
    quiet(/^Failed to load resource/)
  })

  it('is said of a language', async () => {
    const page = await open(opened.url)
    await page.route(/\/assets\/sv-[^/]*\.js/, (route) => route.abort())
    await page.locator('.languages button', { hasText: 'SV' }).click()
    await failure(page).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('fi')
    await page.context().close()
    quiet(/^Failed to load resource/)
  })
})

describe('a withdrawal that is refused', () => {
  it('keeps the reason that was written', async () => {
    const page = await open(`${opened.url}/releases`)
    await page.route('**/graphql', (route) =>
      (route.request().postData() ?? '').includes('"WithdrawRelease"') ? route.fulfill({ status: 500, body: 'no' }) : route.continue(),
    )
    await page.getByRole('button', { name: new RegExp(`^${say('administration.releases.withdraw')}`) }).click()
    const reason = page.getByLabel(say('administration.releases.reason'))
    await reason.fill('väärä aineisto')
    await page.getByRole('button', { name: say('administration.releases.withdraw'), exact: true }).click()
    await soon(() => page.getByText(say('access.failed')).count()).toBe(1)
    expect(await reason.inputValue()).toBe('väärä aineisto')
    await page.context().close()
    quiet(/^Failed to load resource/)
  })
})

describe('the steps of a workshop', () => {
  it('are printed once each is written down: view, selection and release', async () => {
    const page = await open(`${opened.url}/counts?age=80plus`)
    await page.getByRole('button', { name: say('workshop.name') }).click()
    await page.getByRole('button', { name: say('workshop.save') }).click()
    await page.getByRole('link', { name: say('workshop.stepsOf', { count: 1 }) }).click()
    await countPrints(page)
    const before = (await exportsOf()).length
    await page.getByRole('button', { name: say('workshop.print') }).click()
    await soon(() => printed(page)).toBe(1)
    const written = (await exportsOf()).slice(before)
    expect(written).toMatchObject([{ subject: 'COUNTS', release: release.id, outcome: 'DONE', detail: { format: 'PRINT' } }])
    expect(JSON.stringify(written)).toContain('AGE_80_PLUS')
    await page.context().close()
    quiet()
  })
})

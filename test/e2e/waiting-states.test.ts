/** What a reader meets while figures are slow, lost or out of reach: what is on screen stays. */
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { hold } from './hold.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, settled, soon, speak, tidy } from './words.ts'

interface Clients {
  readonly overview: { readonly clients: { readonly count: number | null; readonly atLeast: boolean } }
}

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say, formats } = speak('fi')
/** What a browser itself writes about a request that failed; nothing of the page's own. */
const LOST = /^Failed to load resource/

const preset = (page: Page, name: string) =>
  page.getByRole('group', { name: say('selection.presets') }).getByRole('button', { name, exact: true })
const sentence = (page: Page) => read(page.locator('.view-sentence'))
const figures = (page: Page) => readAll(page.locator('.overview-row'))
const clientsOf = async (selection: object) => {
  const { overview } = await ask<Clients>(url, 'query ($s: Selection) { overview(selection: $s) { clients { count atLeast } } }', {
    s: selection,
  })
  return tidy(`${formats.figure(overview.clients)} asiakasta`)
}
/** Answers one operation with a fault of the server, the others as they are. */
const fail = (page: Page, operation: string) =>
  page.route('**/graphql', (route) =>
    route.request().postDataJSON().operationName === operation ? route.fulfill({ status: 500, body: 'no' }) : route.continue(),
  )
describe('a slow answer', () => {
  afterEach(() => quiet())

  it('shows nothing in place of figures for 300 ms, and then their shape', async () => {
    const page = await open(`${url}/about`, { reducedMotion: 'no-preference' })
    const answer = await hold(page)
    await page.evaluate(() => {
      const seen: { first: number; visible: number } = { first: 0, visible: 0 }
      Object.assign(window, { seen })
      const look = () => {
        const skeleton = document.querySelector('.view-head ~ .skeleton')
        if (skeleton) {
          seen.first ||= performance.now()
          if (getComputedStyle(skeleton).opacity === '1') seen.visible ||= performance.now()
        }
        if (!seen.visible) requestAnimationFrame(look)
      }
      look()
    })
    await page.getByRole('link', { name: say('nav.overview'), exact: true }).click()
    const waited = await page.waitForFunction(() => {
      const { seen } = window as unknown as { seen: { first: number; visible: number } } // put there above
      return seen.visible > 0 && seen.visible - seen.first
    })
    expect(await waited.jsonValue()).toBeGreaterThanOrEqual(280)
    expect(
      await read(
        page
          .getByRole('status')
          .filter({ hasText: say('state.loading') })
          .first(),
      ),
    ).toBe(say('state.loading'))
    expect(await page.locator('.skeleton').first().getAttribute('aria-hidden')).toBe('true')
    await answer.release()
    await soon(() => sentence(page)).toContain(await clientsOf({}))
    expect(await page.locator('.skeleton').count()).toBe(0)
    await page.context().close()
  })

  it('keeps the earlier figures, dimmed, until the next ones come', async () => {
    const page = await open(url)
    const before = await figures(page)
    const answer = await hold(page)
    await preset(page, say('age.AGE_0_17')).click()
    await soon(() => page.url()).toContain('age=0-17')
    await soon(() => answer.held.length).toBeGreaterThan(0)
    expect(await figures(page)).toEqual(before)
    expect(await sentence(page)).toContain(await clientsOf({}))
    const body = page.locator('[aria-busy]')
    expect(await body.getAttribute('aria-busy')).toBe('true')
    await soon(async () =>
      Number(
        await body
          .locator('> .dimmable')
          .first()
          .evaluate((element) => getComputedStyle(element).opacity),
      ),
    ).toBeLessThan(0.6)
    expect(
      await page
        .getByRole('status')
        .filter({ hasText: say('state.loading') })
        .count(),
    ).toBe(1)
    await answer.release()
    await soon(() => sentence(page)).toContain(await clientsOf({ ageGroups: ['AGE_0_17'] }))
    await settled(page)
    expect(await figures(page)).not.toEqual(before)
    await page.context().close()
  })

  it('shows the last selection asked for, whatever order the answers come in', async () => {
    const page = await open(url)
    const answer = await hold(page)
    for (const age of ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS']) await preset(page, say(`age.${age}`)).click()
    await soon(() => answer.held.length).toBeGreaterThanOrEqual(3)
    answer.held.reverse()
    await answer.release()
    await soon(() => sentence(page)).toContain(await clientsOf({ ageGroups: ['AGE_65_PLUS'] }))
    await page.waitForTimeout(300)
    expect(await sentence(page)).toContain(await clientsOf({ ageGroups: ['AGE_65_PLUS'] }))
    await page.context().close()
  })
})

describe('a lost answer', () => {
  it('says so, keeps the earlier figures, and tries again when asked', async () => {
    const page = await open(url)
    const before = await figures(page)
    await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: 'no' }))
    await preset(page, say('age.AGE_18_64')).click()
    const alert = page.getByRole('alert')
    await soon(() => read(alert)).toContain(say('state.failed.title'))
    expect(await read(alert)).toContain(say('state.failed.kept'))
    expect(await figures(page)).toEqual(before)
    expect(page.url()).toContain('age=18-64')
    await page.unroute('**/graphql')
    await alert.getByRole('button', { name: say('state.failed.retry') }).click()
    await soon(() => sentence(page)).toContain(await clientsOf({ ageGroups: ['AGE_18_64'] }))
    expect(await alert.count()).toBe(0)
    await page.context().close()
    quiet(LOST)
  })

  it('says so on the first page too, in the frame of the view', async () => {
    const page = await open(`${url}/about`)
    await page.route('**/graphql', (route) => route.fulfill({ status: 500, body: 'no' }))
    await page.getByRole('link', { name: say('nav.counts'), exact: true }).click()
    await soon(() => read(page.getByRole('alert'))).toContain(say('state.failed.title'))
    expect(await read(page.locator('h1'))).toBe(say('counts.title'))
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: say('state.failed.retry') }).click()
    await soon(() => sentence(page)).toContain(await clientsOf({}))
    await page.context().close()
    quiet(LOST)
  })

  it('keeps the figures offline, and fetches the new ones when the connection is back', async () => {
    const page = await open(url)
    const before = await figures(page)
    await page.context().setOffline(true)
    await preset(page, say('age.AGE_65_PLUS')).click()
    await soon(() => read(page.getByRole('alert'))).toContain(say('state.offline.title'))
    expect(await figures(page)).toEqual(before)
    await page.context().setOffline(false)
    await soon(() => sentence(page)).toContain(await clientsOf({ ageGroups: ['AGE_65_PLUS'] }))
    await soon(() => page.getByRole('alert').count()).toBe(0)
    await page.context().close()
    quiet(LOST)
  })
  it('is not told as if there were no targets and no annotations', async () => {
    const page = await open(`${url}/about`)
    await fail(page, 'Followed')
    await page.getByRole('link', { name: say('nav.following'), exact: true }).click()
    const written = page.locator('.following-written')
    await soon(() => written.getByRole('alert').count()).toBe(2)
    expect(await read(written)).not.toContain(say('following.noTargets'))
    expect(await read(written)).not.toContain(say('following.noAnnotations'))
    await page.unroute('**/graphql')
    await written
      .getByRole('button', { name: say('state.failed.retry') })
      .first()
      .click()
    await soon(() => read(written)).toContain(say('following.noTargets'))
    expect(await written.getByRole('alert').count()).toBe(0)
    await page.context().close()
    quiet(LOST)
  })

  it('is forgotten by a form that is opened again', async () => {
    const page = await open(`${url}/following`)
    await settled(page)
    for (const [add, field, text, operation] of [
      ['addTarget', 'owner', 'value', 'SetTarget'],
      ['addAnnotation', 'text', 'on', 'Annotate'],
    ] as const) {
      await fail(page, operation)
      await page.getByRole('button', { name: say(`following.${add}`) }).click()
      const form = page.locator('form.follow-form')
      await form.getByLabel(say(`following.form.${text}`)).fill(text === 'on' ? '2025-01-15' : '600')
      if (text === 'value') await form.getByLabel(say('following.form.due')).fill('2026-06-30')
      await form.getByLabel(say(`following.form.${field}`)).fill('Palvelujohtaja')
      await form.getByRole('button', { name: say('following.form.save') }).click()
      await soon(() => form.getByRole('alert').count()).toBe(1)
      await form.getByRole('button', { name: say('following.form.cancel') }).click()
      await page.getByRole('button', { name: say(`following.${add}`) }).click()
      expect(await form.getByRole('alert').count()).toBe(0)
      await form.getByRole('button', { name: say('following.form.cancel') }).click()
      await page.unroute('**/graphql')
    }
    await page.context().close()
    quiet(LOST)
  })

  it('is no refusal of the segments', async () => {
    const page = await open(`${url}/about`)
    await fail(page, 'SegmentWorkroom')
    await page.getByRole('link', { name: say('nav.segments'), exact: true }).click()
    const said = page.locator('main .muted[role="status"]')
    await soon(() => read(said)).toBe(say('segments.problem.other'))
    await page.context().close()
    quiet(LOST)
  })
})

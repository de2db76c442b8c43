/** What is pressed and typed while an answer is on its way: nothing is lost, and nothing goes under the name of something else. */
import path from 'node:path'
import type { Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { publishSynthetic } from '../support/synthetic-release.ts'
import { hold } from './hold.ts'
import { withBrowser } from './open-page.ts'
import { read, soon, speak } from './words.ts'

const { open, quiet } = withBrowser()
const { say } = speak('fi')
let opened: AnsweredPortal

beforeAll(async () => {
  inject('demoUrl') // the built web is there
  const web = path.resolve(import.meta.dirname, '../../dist/web')
  opened = await openAnsweredPortal(
    'when told',
    async ({ portalDatabase }) => {
      await publishSynthetic(portalDatabase, { clients: 9_000, services: 6, seed: 72 })
    },
    web,
  )
})
afterAll(() => opened.close())
afterEach(() => quiet(/^Failed to load resource/))

const exportItem = (page: Page, kind: string) => page.getByRole('menuitem', { name: say(`export.kind.${kind}`), exact: true })
const openExport = (page: Page) => page.getByRole('button', { name: say('selection.export'), exact: true }).click()
const age = (page: Page, name: string) =>
  page.getByRole('group', { name: say('selection.presets') }).getByRole('button', { name: say(`age.${name}`), exact: true })

describe('figures of an earlier selection', () => {
  it('leave neither as a file, on paper nor as a step, and do once they are those of the address', async () => {
    const page = await open(opened.url)
    const answer = await hold(page, 'Overview')
    await age(page, 'AGE_0_17').click()
    await soon(() => answer.held.length).toBeGreaterThan(0)
    await openExport(page)
    for (const kind of ['xlsx', 'csv', 'json', 'png', 'print'])
      expect([kind, await exportItem(page, kind).getAttribute('aria-disabled')]).toEqual([kind, 'true'])
    expect(await exportItem(page, 'link').getAttribute('aria-disabled')).not.toBe('true')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: say('workshop.name') }).click()
    const step = page.getByRole('button', { name: say('workshop.save') })
    expect(await step.isDisabled()).toBe(true)
    await answer.release()
    await soon(() => step.isEnabled()).toBe(true)
    await page.getByRole('button', { name: say('workshop.leave') }).click()
    await openExport(page)
    for (const kind of ['xlsx', 'csv', 'json', 'print'])
      expect([kind, await exportItem(page, kind).getAttribute('aria-disabled')]).not.toEqual([kind, 'true'])
    await page.context().close()
  })
})

describe('what is withheld', () => {
  it('is told of the figures that are there, not of a selection that leadership still waits for', async () => {
    const page = await open(`${opened.url}/lead?age=80plus&sex=male&municipality=M03&indicator=using:S05`)
    await page.locator('.held-widen button').waitFor()
    const told = await read(page.locator('.held'))
    const answer = await hold(page, 'Leadership')
    await page.getByRole('button', { name: say('selection.reset', { field: say('field.sex') }) }).click()
    await soon(() => answer.held.length).toBeGreaterThan(0)
    expect(new URL(page.url()).searchParams.has('sex')).toBe(false)
    expect(await read(page.locator('.held'))).toBe(told)
    await answer.release()
    await page.context().close()
  })
})

describe('words typed while others are saved', () => {
  it('stay on top of the version that was saved, and nobody is told of a newer one', async () => {
    const page = await open(`${opened.url}/segments`)
    await page.getByLabel(new RegExp(say('segments.who'))).fill('Aino')
    await page.getByRole('button', { name: say('segments.blank') }).click()
    const title = page.getByLabel(say('segments.titleField'))
    await title.fill('Yksi')
    const note = page.getByLabel(say('segments.note'))
    await note.fill('Eka')
    const saving = await hold(page, 'SaveSegmentVersion')
    const save = page.getByRole('button', { name: say('segments.save'), exact: true })
    await save.click()
    await soon(() => saving.held.length).toBe(1)
    await title.fill('Yksi kaksi')
    await note.fill('Toka')
    await saving.release()
    await soon(() => save.isEnabled()).toBe(true)
    expect([await title.inputValue(), await note.inputValue()]).toEqual(['Yksi kaksi', 'Toka'])
    expect(await page.locator('.message.warn').count()).toBe(0)
    await save.click()
    await soon(() => save.isDisabled()).toBe(true)
    await soon(() => note.count()).toBe(0)
    await title.fill('Yksi kaksi kolme')
    expect(await note.inputValue()).toBe('')
    await page.context().close()
  })

  it('stay in the field of a comment', async () => {
    const page = await open(`${opened.url}/segments`)
    await page.getByLabel(new RegExp(say('segments.who'))).fill('Aino')
    await page.getByRole('button', { name: say('segments.blank') }).click()
    await page.getByText(say('segments.view.talk')).click()
    const comment = page.getByLabel(say('segments.comment')).last()
    const sending = await hold(page, 'CommentOnSegments')
    await comment.fill('Eka')
    await page.getByRole('button', { name: say('segments.commentSend') }).click()
    await soon(() => sending.held.length).toBe(1)
    await comment.fill('Toka')
    await sending.release()
    await soon(() => page.locator('.talk .log').first().textContent()).toContain('Eka')
    expect(await comment.inputValue()).toBe('Toka')
    await page.context().close()
  })
})

describe('a draft', () => {
  it('is not shown under the address of another while that one is fetched', async () => {
    const page = await open(`${opened.url}/segments`)
    await page.getByLabel(new RegExp(say('segments.who'))).fill('Aino')
    for (const name of ['Vanha', 'Uusi']) {
      await page.getByRole('button', { name: say('segments.blank') }).click()
      await page.getByLabel(say('segments.titleField')).fill(name)
      await page.getByRole('button', { name: say('segments.save'), exact: true }).click()
      await soon(() => read(page.locator('h1'))).toBe(name)
      if (name === 'Vanha') await page.getByRole('button', { name: new RegExp(say('segments.back')) }).click()
    }
    await page.getByRole('button', { name: new RegExp(say('segments.back')) }).click()
    await page.getByRole('link', { name: /Vanha/ }).first().click()
    await soon(() => read(page.locator('h1'))).toBe('Vanha')
    const { segmentDrafts } = await opened.data('{ segmentDrafts { id version { content { title { fi } } } } }')
    const other = segmentDrafts.find((one: { version: { content: { title: { fi: string } } } }) => one.version.content.title.fi === 'Uusi')
    const answer = await hold(page, 'SegmentDraftOf')
    await page.evaluate((id) => {
      history.pushState(null, '', `?draft=${id}`)
      window.dispatchEvent(new PopStateEvent('popstate'))
    }, other.id)
    await soon(() => answer.held.length).toBeGreaterThan(0)
    expect(await read(page.locator('h1'))).toBe(say('segments.title'))
    await answer.release()
    await soon(() => read(page.locator('h1'))).toBe('Uusi')
    await page.context().close()
  })
})

describe('a language whose words are on their way', () => {
  it('gives way to one that is chosen later', async () => {
    const page = await open(opened.url)
    const held: Route[] = []
    await page.route(/\/assets\/sv-[^/]*\.js/, (route) => {
      held.push(route)
    })
    const choose = (name: string) => page.locator(`.languages button[lang=${name}]`).click()
    await choose('sv')
    await soon(() => held.length).toBe(1)
    await choose('en')
    await soon(() => page.locator('html').getAttribute('lang')).toBe('en')
    for (const route of held) await route.continue()
    await page.waitForTimeout(300)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(new URL(page.url()).searchParams.get('lang')).toBe('en')
    await page.context().close()
  })

  it('is spoken again where the reader goes back to it', async () => {
    const page = await open(`${opened.url}/?lang=en`)
    await page.getByRole('link', { name: speak('en').say('nav.counts'), exact: true }).click()
    await page.waitForURL(/\/counts/)
    await page.locator('.languages button', { hasText: 'FI' }).click()
    await soon(() => read(page.locator('h1'))).toBe(say('counts.title'))
    await page.goBack()
    await soon(() => page.locator('html').getAttribute('lang')).toBe('en')
    await page.context().close()
  })
})

/** A release is published, or withdrawn, while a reader has the page open. */
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { read, soon, speak, tidy } from './words.ts'

const { open, quiet } = withBrowser()
const { say, formats } = speak('fi')
let opened: AnsweredPortal
let last: SyntheticRelease
let made = 0

/** Publishes a release of a year later than the last one's, with other clients. */
async function publish(): Promise<SyntheticRelease> {
  made += 1
  last = await publishSynthetic(opened.portalDatabase, {
    ...{ clients: 8_000 + 1_000 * made, services: 6, seed: 60 + made },
    ...{ dataDate: `${2010 + made}-12-31`, publishedAt: new Date(Date.UTC(2026, 0, made)) },
  })
  await opened.portal.store.refresh()
  return last
}
async function withdraw({ id }: SyntheticRelease): Promise<void> {
  await opened.portalDatabase.pool.query('UPDATE release SET withdrawn_at = now() WHERE id = $1', [id])
  await opened.portal.store.refresh()
}

beforeAll(async () => {
  inject('demoUrl') // the built web is there
  const web = path.resolve(import.meta.dirname, '../../dist/web')
  opened = await openAnsweredPortal('when told', async () => undefined, web)
  await publish()
})
afterAll(() => opened.close())
afterEach(() => quiet())

const label = ({ dataDate }: SyntheticRelease) => `${dataDate.slice(0, 4)}/4`
const clientsOf = async ({ id }: SyntheticRelease, selection: object) => {
  const query = 'query ($s: Selection, $r: ID) { overview(selection: $s, release: $r) { clients { count atLeast } } }'
  const { overview } = await opened.data(query, { s: selection, r: id })
  return tidy(`${formats.figure(overview.clients)} asiakasta`)
}
const sentence = (page: Page) => read(page.locator('.view-sentence'))
const dataDate = (release: SyntheticRelease) => tidy(formats.date(release.dataDate))
const press = (page: Page, age: string) =>
  page
    .getByRole('group', { name: say('selection.presets') })
    .getByRole('button', { name: say(`age.${age}`), exact: true })
    .click()
const notice = (page: Page, release: SyntheticRelease) =>
  page.locator('.message').filter({ hasText: say('newRelease.title', { release: label(release) }) })
/** Lets the clock of the page go on, and does something. */
const comeBackLater = async (page: Page) => {
  await page.evaluate(() => {
    const now = Date.now()
    Date.now = () => now + 10 * 60_000
  })
  await page.keyboard.press('Shift')
}

describe('a release that is published meanwhile', () => {
  it('changes no figure under the reader’s eyes, is offered, and comes when it is chosen', async () => {
    const page = await open(opened.url)
    const before = last
    const after = await publish()
    await press(page, 'AGE_18_64')
    await soon(() => sentence(page)).toContain(await clientsOf(before, { ageGroups: ['AGE_18_64'] }))
    expect(await sentence(page)).toContain(dataDate(before))
    expect(await notice(page, after).count()).toBe(0)
    await comeBackLater(page)
    await soon(() => read(notice(page, after))).toContain(say('newRelease.text', { release: label(before) }))
    expect(await violations(page)).toEqual([])
    expect(await sentence(page)).toContain(await clientsOf(before, { ageGroups: ['AGE_18_64'] }))
    await page.getByRole('button', { name: say('newRelease.change', { release: label(after) }) }).click()
    await soon(() => sentence(page)).toContain(await clientsOf(after, { ageGroups: ['AGE_18_64'] }))
    expect(await sentence(page)).toContain(dataDate(after))
    expect(await notice(page, after).count()).toBe(0)
    expect(new URL(page.url()).searchParams.get('release')).toBeNull()
    await page.context().close()
  })

  it('between the first two questions gives no page of two releases', async () => {
    const page = await open(`${opened.url}/about`)
    const before = last
    let after: SyntheticRelease | null = null
    const catalogue = page.waitForResponse((response) => (response.request().postData() ?? '').includes('"Release"'))
    const figures = page.waitForRequest((request) => (request.postData() ?? '').includes('"Overview"'))
    await page.route('**/graphql', async (route) => {
      const asked = route.request().postData() ?? ''
      if (asked.includes('"Release"')) await figures
      if (asked.includes('"Overview"') && !after) {
        await (await catalogue).finished()
        after = await publish()
      }
      await route.continue()
    })
    await page.goto(opened.url)
    await soon(() => after !== null).toBe(true)
    await soon(() => read(notice(page, last))).toContain(say('newRelease.text', { release: label(before) }))
    await soon(() => sentence(page)).toContain(await clientsOf(before, {}))
    expect(await sentence(page)).toContain(dataDate(before))
    await page.context().close()
  })

  it('is asked for once by each question', async () => {
    const page = await open(`${opened.url}/about`)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(/"operationName":"(\w+)"/.exec(request.postData() ?? '')?.[1] ?? '')
    })
    await page.goto(opened.url, { waitUntil: 'networkidle' })
    // A look at the releases only where the figures were asked for before the catalogue had come.
    expect(asked.filter((name) => name !== 'Releases').sort()).toEqual(['Overview', 'Release', 'Viewer'])
    expect(asked.length).toBeLessThanOrEqual(4)
    await page.context().close()
  })
})

describe('a release that is withdrawn meanwhile', () => {
  it('gives way to the current one, with a word', async () => {
    const page = await open(opened.url)
    const gone = last
    const current = await publish()
    await withdraw(gone)
    await press(page, 'AGE_65_PLUS')
    const word = page.locator('.message').filter({ hasText: say('withdrawn.title') })
    await soon(() => read(word)).toContain(say('withdrawn.text', { release: label(current) }))
    await soon(() => sentence(page)).toContain(await clientsOf(current, { ageGroups: ['AGE_65_PLUS'] }))
    expect(await sentence(page)).toContain(dataDate(current))
    expect(await violations(page)).toEqual([])
    await page.reload()
    await soon(() => sentence(page)).toContain(await clientsOf(current, { ageGroups: ['AGE_65_PLUS'] }))
    expect(await word.count()).toBe(0)
    await page.context().close()
  })
})

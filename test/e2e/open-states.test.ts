/** axe on pages in the middle of being used: menus open, sheets up, panels beside charts. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { settled, speak } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()
const STATES: readonly {
  readonly name: string
  readonly path: string
  readonly options?: BrowserContextOptions
  readonly reach: (page: Page) => Promise<void>
  /** Rules of axe that do not fit the state. */
  readonly leftOut?: readonly string[]
}[] = [
  {
    name: 'the services of the selection bar, open',
    path: '/?age=65plus&uses=H01',
    reach: async (page) => {
      await button(page, new RegExp(`^${say('field.services')}`)).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the places of the selection bar, open',
    path: '/?municipality=421',
    reach: async (page) => {
      await button(page, new RegExp(`^${say('field.place')}`)).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the settings, open',
    path: '/counts',
    reach: async (page) => {
      await button(page, say('settings.name')).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the export menu, open',
    path: '/combinations?age=80plus',
    reach: async (page) => {
      await button(page, say('selection.export')).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'the service picker, open',
    // React Aria hides the rest of the page from screen readers while its list is open; Tab closes the list first, so that
    // nothing hidden ever has the focus (the next test).
    leftOut: ['aria-hidden-focus', 'page-has-heading-one', 'region'],
    path: '/service?service=S04',
    reach: async (page) => {
      await page.getByRole('combobox', { name: say('column.service') }).click()
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'a service with a row read out and the table open',
    path: '/service?service=S04&open=S02&table=open',
    reach: async (page) => page.locator('.service-reading').first().waitFor(),
  },
  {
    name: 'the matrix with its panel, pins, a kept class and its table',
    path: '/matrix?age=80plus&order=similarity&pins=S13,S14&cell=S13.S14&class=l6&table=open',
    reach: async (page) => page.locator('.matrix-panel').waitFor(),
  },
  {
    name: 'a combination of three with its detail',
    path: '/combinations?age=80plus&size=3',
    reach: async (page) => {
      await page.locator('.upset-columns button').first().click()
      await page.getByRole('region', { name: say('combinations.detail') }).waitFor()
    },
  },
  { name: 'a comparison of matrices', path: '/compare?age=80plus&of=matrix&b=age%3D65-79', reach: settled },
  { name: 'the report of a preset', path: '/report?age=65plus', reach: settled },
  { name: 'a matrix of sums of which parts are withheld', path: '/matrix?age=0-17,80plus&measure=clients', reach: settled },
  { name: 'an overview of such sums', path: '/?age=0-17,80plus', reach: settled },
  { name: 'a selection without figures', path: '/?age=80plus&cohort=heavy&municipality=421', reach: settled },
  { name: 'a conflict and an unknown code', path: '/?uses=H01,H02,ZZ99', reach: settled },
  {
    name: 'workshop mode with a step saved',
    path: '/matrix?age=80plus',
    reach: async (page) => {
      await button(page, say('workshop.name')).click()
      await button(page, say('workshop.save')).click()
      await page.getByRole('link', { name: say('workshop.stepsOf', { count: 1 }) }).waitFor()
    },
  },
  {
    name: 'the steps of a workshop',
    path: '/counts',
    reach: async (page) => {
      await button(page, say('workshop.name')).click()
      await button(page, say('workshop.save')).click()
      await page.getByRole('link', { name: say('workshop.stepsOf', { count: 1 }) }).click()
      await page.locator('.step').waitFor()
    },
  },
  {
    name: 'the selection sheet of a phone',
    path: '/?age=65plus',
    options: phone,
    reach: async (page) => {
      await page.locator('.selection-summary').tap()
      await page.getByRole('dialog').locator('summary').first().tap()
    },
  },
  {
    name: 'the sheet of views of a phone',
    path: '/lead',
    options: phone,
    reach: async (page) => {
      await page.locator('.views-phone').tap()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the matrix on a phone',
    path: '/matrix?age=80plus&cell=S13.S14',
    options: phone,
    reach: async (page) => page.locator('.matrix-panel').waitFor(),
  },
  { name: 'the combinations on a phone', path: '/combinations?age=80plus', options: phone, reach: settled },
  { name: 'a service on a phone', path: '/service?service=S04&open=S02', options: phone, reach: settled },
]

describe.each(STATES)('$name', ({ path, options, reach, leftOut }) => {
  afterEach(() => quiet())

  it('has no accessibility violation, light, dark or in forced colours', async () => {
    const page = await open(url + path, { ...options, colorScheme: 'light' })
    await settled(page)
    await reach(page)
    expect(await violations(page, leftOut)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(page, leftOut)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
    expect(await violations(page, leftOut)).toEqual([])
    await page.context().close()
  })
})

it('closes the service picker before the focus goes on to what it hid', async () => {
  const page = await open(`${url}/service?service=S04`)
  await page.getByRole('combobox', { name: say('column.service') }).click()
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Tab')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.closest('[aria-hidden="true"]') === null)).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.context().close()
  quiet()
})

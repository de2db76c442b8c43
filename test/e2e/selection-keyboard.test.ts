/** The selection bar by keyboard alone. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { focused, hasFocus, tabTo, walk } from './keyboard.ts'
import { withBrowser } from './open-page.ts'
import { read, settled, soon, speak, tidy } from './words.ts'

interface Clients {
  readonly overview: { readonly clients: { readonly count: number | null; readonly atLeast: boolean } }
}

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say, formats } = speak('fi')

describe('the selection bar by keyboard', () => {
  let page: Page
  const bar = () => page.getByRole('region', { name: say('selection.label'), exact: true })
  const field = (name: string) => bar().getByRole('button', { name: new RegExp(`^${say(`field.${name}`)}`) })
  const dialog = (name: string) => page.getByRole('dialog', { name: say(`field.${name}`) })
  const param = (name: string) => new URL(page.url()).searchParams.get(name)
  const shows = async (selection: object) => {
    const { overview } = await ask<Clients>(
      url,
      'query ($selection: Selection) { overview(selection: $selection) { clients { count atLeast } } }',
      {
        selection,
      },
    )
    await soon(() => read(page.locator('.view-sentence'))).toContain(tidy(`${formats.figure(overview.clients)} asiakasta`))
  }

  beforeAll(async () => {
    page = await open(url)
  })

  it('lets one skip to the content first', async () => {
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatchObject({ name: expect.stringContaining(say('app.skip')), visible: true })
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true)
  })

  it('presses a preset', async () => {
    await page.goto(url)
    await settled(page)
    await tabTo(page, bar().getByRole('button', { name: say('age.AGE_65_PLUS'), exact: true }))
    await page.keyboard.press('Enter')
    await soon(() => param('age')).toBe('65plus')
    await shows({ ageGroups: ['AGE_65_PLUS'] })
    expect(
      await bar()
        .getByRole('button', { name: say('age.AGE_65_PLUS'), exact: true })
        .getAttribute('aria-pressed'),
    ).toBe('true')
  })

  it('opens a field, chooses, shows, and has the focus back where it was', async () => {
    await tabTo(page, field('cohort'))
    await page.keyboard.press('Enter')
    await dialog('cohort').waitFor()
    await tabTo(page, dialog('cohort').getByRole('radio', { name: say('cohort.long.ALL') }), 5)
    await page.keyboard.press('ArrowDown')
    await soon(() =>
      dialog('cohort')
        .getByRole('radio', { name: say('cohort.long.HEAVY') })
        .isChecked(),
    ).toBe(true)
    await tabTo(page, dialog('cohort').getByRole('button', { name: say('selection.show') }), 5)
    await page.keyboard.press('Enter')
    await soon(() => param('cohort')).toBe('heavy')
    await shows({ ageGroups: ['AGE_65_PLUS'], cohort: 'HEAVY' })
    await soon(() => hasFocus(field('cohort'))).toBe(true)
  })

  it('leaves a field with Escape and nothing changes', async () => {
    await tabTo(page, field('services'))
    await page.keyboard.press('Enter')
    await dialog('services').waitFor()
    await soon(() => hasFocus(dialog('services').getByRole('searchbox'))).toBe(true)
    await page.keyboard.type('kotihoito')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await soon(() => dialog('services').getByRole('checkbox', { checked: true }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await soon(() => dialog('services').count()).toBe(0)
    expect(param('uses')).toBe(null)
    await soon(() => hasFocus(field('services'))).toBe(true)
  })

  it('resets one field, and then all', async () => {
    await page.goto(`${url}/?age=65plus&cohort=heavy&sex=female`)
    await settled(page)
    await tabTo(page, bar().getByRole('button', { name: say('selection.reset', { field: say('field.cohort') }) }))
    await page.keyboard.press('Enter')
    await soon(() => param('cohort')).toBe(null)
    await shows({ ageGroups: ['AGE_65_PLUS'], sexes: ['FEMALE'] })
    await tabTo(page, bar().getByRole('button', { name: say('selection.clear'), exact: true }))
    await page.keyboard.press('Enter')
    await soon(() => page.url()).toBe(`${url}/`)
    await shows({})
  })

  it.each(['/', '/matrix?age=80plus', '/service?service=S04', '/combinations', '/compare', '/lead', '/counts', '/following', '/segments'])(
    'shows where the focus is at every stop of %s',
    async (view) => {
      await page.goto(url + view)
      await settled(page)
      expect((await walk(page)).length).toBeGreaterThan(15)
    },
  )

  it.each([
    ['/combinations', '.upset-columns button[tabindex="0"]'],
    ['/counts?sex=female', '.held-widen button'],
  ])('has the focus on the question of %s when what was pressed is gone', async (view, pressed) => {
    await page.goto(url + view)
    await settled(page)
    await page.locator(pressed).focus()
    await page.keyboard.press('Enter')
    await soon(() => page.evaluate(() => document.activeElement?.id)).toBe('view-title')
    expect(await page.locator('.upset-names .hot').count()).toBe(0)
  })

  it('says nothing on the console', async () => {
    await page.context().close()
    quiet()
  })
})

describe('the services of the overview by keyboard', () => {
  it('stay one stop of Tab when those before the row in hand are searched for', async () => {
    const page = await open(url)
    await settled(page)
    const rows = page.locator('a[data-row]')
    const stops = () => rows.evaluateAll((links) => links.filter((link) => (link as HTMLElement).tabIndex === 0).length) // links of HTML
    const first = await read(rows.first())
    await rows.first().focus()
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowDown')
    expect(await hasFocus(rows.nth(3))).toBe(true)
    expect(await stops()).toBe(1)
    await page.locator('main').getByRole('searchbox').fill(first)
    await soon(() => rows.count()).toBeLessThan(4)
    expect(await stops()).toBe(1)
    await tabTo(page, rows.first(), 10)
    await page.context().close()
    quiet()
  })
})

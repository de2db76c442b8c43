import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { settled, soon } from './words.ts'

const VIEWS = [
  ...['/', '/counts', '/service', '/matrix', '/combinations', '/compare', '/segments', '/lead', '/following', '/about'],
  ...['/workshop', '/report'],
] as const
const SECTORS = { HEALTH: 'Terveyspalvelut', DENTAL: 'Suun terveydenhuolto', SOCIAL: 'Sosiaalipalvelut' } as const
const counties = [
  ['the demo county', inject('demoUrl')],
  ['NMES 1988 (skipped where ../shared is absent)', inject('nmesUrl')],
] as const

const { open, quiet } = withBrowser()
/** The figure as a page writes it: no-break spaces between thousands. */
const finnish = (count: number) => new Intl.NumberFormat('fi-FI').format(count)

describe.each(counties)('%s in a browser', (_, url) => {
  const given = url ?? ''
  describe.each(VIEWS)('%s', (view) => {
    it.skipIf(url === null).each(['light', 'dark'] as const)(
      'opens without an error or an accessibility violation, %s',
      async (colorScheme) => {
        const page = await open(given + view, { colorScheme })
        expect(await violations(page)).toEqual([])
        // A word that a text waits for and nobody gave: in labels it is heard, not seen.
        expect(await page.content()).not.toContain('{{')
        await page.context().close()
        quiet()
      },
    )
  })

  it.skipIf(url === null)('shows the number of clients that the API gives', async () => {
    const { overview } = await ask<{ overview: { clients: { count: number } } }>(given, '{ overview { clients { count } } }')
    const page = await open(given)
    const text = (await page.locator('main').innerText()).replaceAll(/\s/g, ' ')
    expect(text).toContain(`${finnish(overview.clients.count).replaceAll(/\s/g, ' ')} asiakasta`)
    await page.context().close()
  })

  it.skipIf(url === null)('looks the same whatever was seen before', async () => {
    const looks = (page: Page) =>
      page.locator('main *').evaluateAll((elements) =>
        elements.map((element) => {
          const { top, left, width, height } = element.getBoundingClientRect()
          return [element.tagName, element.className.toString(), top + scrollY, left, width, height].join(' ')
        }),
      )
    const direct = new Map<string, readonly string[]>()
    for (const view of VIEWS) {
      const page = await open(given + view)
      await settled(page)
      direct.set(view, await looks(page))
      await page.context().close()
    }
    const page = await open(given)
    const go = async (view: string) => {
      await page.evaluate((to) => {
        history.pushState({}, '', to)
        dispatchEvent(new PopStateEvent('popstate'))
      }, view)
      await page.waitForLoadState('networkidle')
      await settled(page)
    }
    for (const view of VIEWS) await go(view)
    for (const view of VIEWS) {
      await go(view)
      await soon(async () => ({ view, looks: await looks(page) })).toEqual({ view, looks: direct.get(view) })
    }
    await page.context().close()
  })

  it.skipIf(url === null)('names the sectors that have services, and no others', async () => {
    const { release } = await ask<{ release: { services: readonly { sector: keyof typeof SECTORS }[] } }>(
      given,
      '{ release { services { sector } } }',
    )
    const sectors = Object.entries(SECTORS).flatMap(([sector, name]) =>
      release.services.some((one) => one.sector === sector) ? [name] : [],
    )
    const page = await open(`${given}/service`)
    expect(await page.locator('main h2').allInnerTexts()).toEqual(sectors)
    await page.goto(`${given}/about`)
    await page.locator('main table caption').first().waitFor()
    expect(
      (await page.locator('main table caption').allInnerTexts()).filter((name) => Object.values<string>(SECTORS).includes(name)),
    ).toEqual(sectors)
    await page.context().close()
  })

  it.skipIf(url === null).each([
    ['/lead', '[MUNICIPALITY, CENTRE], profile: true'],
    ['/following', '[MUNICIPALITY]'],
  ])('%s says how many of its figures are shown', async (view, by) => {
    const { series } = await ask<{ series: { coverage: { shown: number; of: number } } }>(
      given,
      `{ series(indicator: "several-services") { coverage(by: ${by}) { shown of } } }`,
    )
    const { shown, of } = series.coverage
    const page = await open(given + view)
    const words = shown === of ? `Kaikki näkymän ${of} asiakasmäärää näytetään.` : `Näkymän ${of} asiakasmäärästä näytetään ${shown}.`
    expect(await page.locator('.held').innerText()).toContain(words)
    await page.context().close()
  })
})

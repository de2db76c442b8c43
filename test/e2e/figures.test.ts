/** Every figure of the overview and of the service counts on screen is the server's, and what it withholds is none. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { settled, soon, speak, textOf, tidy } from './words.ts'

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface Overview {
  readonly services: readonly { readonly service: { readonly name: string }; readonly clients: Figure; readonly share: number | null }[]
}
interface Bin {
  readonly from: string
  readonly to: string | null
  readonly label: string
  readonly share: number | null
}
interface Counts {
  readonly bands: readonly Bin[]
  readonly all: readonly Bin[]
  readonly health: readonly Bin[]
  readonly social: readonly Bin[]
  readonly grid: {
    readonly health: readonly string[]
    readonly social: readonly string[]
    readonly counts: readonly (readonly (number | null)[])[]
  }
}

const OVERVIEW = `query ($all: Selection, $heavy: Selection, $locale: Locale) {
  all: overview(selection: $all) { ...Parts } heavy: overview(selection: $heavy) { ...Parts } }
  fragment Parts on Overview { services { service { name(locale: $locale) } clients { count atLeast } share } }`
const COUNTS = `query ($selection: Selection) { serviceCounts(selection: $selection) {
  bands { ...Parts } all { ...Parts } health { ...Parts } social { ...Parts } grid { health social counts } } }
  fragment Parts on Bin { from to label share }`

const url = inject('demoUrl')
const { open, quiet } = withBrowser()

describe.each([
  ['fi', '0-17', 'AGE_0_17'],
  ['sv', '18-64', 'AGE_18_64'],
  ['en', '80plus', 'AGE_80_PLUS'],
] as const)('in %s, for clients of %s', (locale, age, group) => {
  const { say, formats, asked } = speak(locale)
  const selection = { ageGroups: [group] }
  let page: Page

  beforeAll(async () => {
    page = await open(`${url}/?age=${age}&lang=${locale}`)
    await settled(page)
  })
  afterAll(async () => {
    await page.context().close()
    quiet()
  })

  it('the overview shows clients and both shares of every service, and folds those of which nothing is shown', async () => {
    const { all, heavy } = await ask<{ readonly all: Overview; readonly heavy: Overview }>(url, OVERVIEW, {
      all: selection,
      heavy: { ...selection, cohort: 'HEAVY' },
      locale: asked,
    })
    const rows = await page.locator('li.overview-row').evaluateAll((items) =>
      items.map((item) => ({
        heard: item.querySelector('.row-name')?.getAttribute('aria-label') ?? '',
        figures: [...item.querySelectorAll('.num')].map((figure) => figure.textContent ?? ''),
      })),
    )
    const expected = all.services.map(({ service, clients, share }, at) => ({
      name: service.name,
      figures: [formats.figure(clients), formats.share(share), formats.share(heavy.services[at]?.share ?? null)].map(tidy),
    }))
    const withheld = say('figure.withheld')
    const [shown, folded] = [true, false].map((some) =>
      expected.filter(({ figures }) => figures.some((figure) => figure !== withheld) === some),
    )
    const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1)
    expect(shown?.length).toBeGreaterThan(10)
    expect(folded?.length).toBeGreaterThan(0)
    expect(
      rows.map(({ heard, figures }) => ({ name: heard.slice(0, heard.indexOf(':')), figures: figures.map(tidy) })).sort(byName),
    ).toEqual([...(shown ?? [])].sort(byName))
    const lines = (await textOf(page.locator('.folded'))).join(' ')
    for (const { name } of folded ?? []) expect(lines).toContain(tidy(name))
  })

  it('the overview finds a service by a part of its name and orders by size', async () => {
    const { all } = await ask<{ readonly all: Overview }>(url, OVERVIEW, { all: selection, heavy: selection, locale: asked })
    await page
      .getByRole('radiogroup', { name: say('overview.order') })
      .getByText(say('overview.orders.size'), { exact: true })
      .click()
    const published = all.services.flatMap(({ clients }) => (clients.count === null ? [] : [clients.count])).sort((a, b) => b - a)
    const sizes = () => textOf(page.locator('li.overview-row > .num:nth-of-type(1)'))
    await soon(async () => (await sizes()).slice(0, published.length)).toEqual(published.map((count) => tidy(formats.count(count))))
    const largest = all.services.find(({ clients }) => clients.count === published[0])?.service.name ?? ''
    await page.getByRole('searchbox').fill(largest.slice(1, 9))
    await soon(() => page.locator('li.overview-row').count()).toBeLessThan(published.length)
    expect((await textOf(page.locator('li.overview-row .row-name'))).join(' ')).toContain(tidy(largest))
  })

  it('the service counts show the three bands, every bin of three histograms and every cell of the grid', async () => {
    const { serviceCounts } = await ask<{ readonly serviceCounts: Counts }>(url, COUNTS, { selection })
    await page.goto(`${url}/counts?age=${age}&lang=${locale}`)
    await settled(page)
    const bands = await textOf(page.locator('.bands li'))
    expect(serviceCounts.bands.map(({ from, to }) => [from, to])).toEqual([
      ['0', '1'],
      ['2', '3'],
      ['4', null],
    ])
    serviceCounts.bands.forEach(({ share }, at) => {
      if (share === null) expect(bands[at]).not.toMatch(/%/)
      else expect(bands[at]).toContain(tidy(formats.share(share)))
    })
    const heard = await page.getByRole('img').evaluateAll((images) => images.map((image) => image.getAttribute('aria-label') ?? ''))
    for (const kind of ['health', 'social', 'all'] as const) {
      const words = heard.map(tidy).find((label) => label.startsWith(`${say(`counts.histogram.${kind}`)}:`))
      const parts = words?.slice(words.indexOf(':') + 1).split(';') ?? []
      expect(parts).toHaveLength(serviceCounts[kind].length)
      for (const [at, { share }] of serviceCounts[kind].entries()) expect(parts[at]).toContain(tidy(formats.share(share)))
    }
    const { grid } = serviceCounts
    const cells = await page
      .locator('.count-grid tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')))
    expect(cells.map((row) => row.map(tidy))).toEqual(
      grid.social.map((_, row) => grid.health.map((_, column) => tidy(formats.count(grid.counts[column]?.[row] ?? null)))).reverse(),
    )
  })
})

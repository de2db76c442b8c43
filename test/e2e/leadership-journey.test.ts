/** A director follows on a phone how many clients need several services at once. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, settled, soon, speak, tidy } from './words.ts'

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface Several {
  readonly clients: Figure
  readonly bands: readonly { readonly from: string; readonly clients: Figure; readonly share: number | null }[]
}
interface Place {
  readonly code: string
  readonly name: string
}
interface Places {
  readonly release: { readonly municipalities: readonly Place[]; readonly centres: readonly Place[] }
}

const PLACES =
  'query ($locale: Locale) { release { municipalities { code name(locale: $locale) } centres { code name(locale: $locale) } } }'
const SEVERAL =
  'query ($selection: Selection) { serviceCounts(selection: $selection) { clients { count atLeast } bands { from clients { count atLeast } share } } }'

const url = inject('demoUrl')
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const { open, quiet } = withBrowser()

/** Clients with at least four services in a selection. */
async function several(selection: object) {
  const { serviceCounts } = await ask<{ serviceCounts: Several }>(url, SEVERAL, { selection })
  const { clients, bands } = serviceCounts
  const last = bands.at(-1)
  return { all: clients, from: last?.from ?? '', clients: last?.clients ?? { count: null, atLeast: false }, share: last?.share ?? null }
}

describe.each(['fi', 'sv', 'en'] as const)('a director with a phone, in %s', (locale) => {
  const { say, formats, asked } = speak(locale)
  let page: Page
  let release: Places['release']
  const byName = (places: readonly Place[]) => [...places].sort((a, b) => a.name.localeCompare(b.name, 'fi'))
  const places = () => page.locator('li.lead-place')
  /** What the row of a place must read: name, share, clients. */
  const rowsOf = (list: readonly Place[], selectionOf: (code: string) => object) =>
    Promise.all(
      byName(list).map(async ({ code, name }) => {
        const { clients, share } = await several(selectionOf(code))
        return tidy([name, formats.share(share), formats.figure(clients)].join(' '))
      }),
    )
  const reads = (selection: object) => async () => {
    const { all, clients, share } = await several(selection)
    await soon(() => read(page.locator('h1'))).toBe(say('lead.title', { count: clients.count, figure: formats.figure(clients) }))
    expect(await read(page.locator('.view-sentence'))).toContain(
      say('lead.share', { share: formats.share(share), count: all.count, clients: formats.figure(all) }),
    )
  }
  const isNotWider = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

  beforeAll(async () => {
    release = (await ask<Places>(url, PLACES, { locale: asked })).release
    page = await open(`${url}/lead?lang=${locale}`, phone)
    await settled(page)
  })

  it('reads the finding first', reads({}))

  it('sees every municipality by name, with its share and its clients', async () => {
    await soon(() => readAll(places())).toEqual(await rowsOf(release.municipalities, (code) => ({ municipalities: [code] })))
    expect(await isNotWider()).toBe(true)
  })

  it('taps to the centres', async () => {
    await page
      .getByRole('radiogroup', { name: say('lead.by') })
      .getByText(say('lead.byCentre'), { exact: true })
      .tap()
    await soon(() => readAll(places())).toEqual(await rowsOf(release.centres, (code) => ({ centres: [code] })))
  })

  it('sees the share of women and of men in each age', async () => {
    const cells = await readAll(page.locator('.lead-people tbody td'))
    const asked = ['AGE_80_PLUS', 'AGE_65_79', 'AGE_18_64', 'AGE_0_17'].flatMap((age) =>
      ['FEMALE', 'MALE'].map((sex) => ({ ageGroups: [age], sexes: [sex] })),
    )
    const expected = await Promise.all(
      asked.map(async (selection) => {
        return tidy(formats.share((await several(selection)).share))
      }),
    )
    expect(cells).toEqual(expected)
  })

  it('narrows to 65 and over on the sheet', async () => {
    await page.locator('.selection-summary').tap()
    const sheet = page.getByRole('dialog', { name: say('selection.label') })
    await sheet
      .locator('summary')
      .filter({ hasText: say('field.age') })
      .tap()
    for (const age of ['AGE_65_79', 'AGE_80_PLUS']) await sheet.getByRole('checkbox', { name: say(`who.age.${age}`) }).check()
    await sheet.getByRole('button', { name: say('selection.show') }).tap()
    await page.waitForURL(/age=65plus/)
    await reads({ ageGroups: ['AGE_65_PLUS'] })()
    await soon(() => readAll(places())).toEqual(await rowsOf(release.centres, (code) => ({ ageGroups: ['AGE_65_PLUS'], centres: [code] })))
  })

  it('goes to another view and keeps the selection', async () => {
    await page.locator('.views-phone').tap()
    const sheet = page.getByRole('dialog', { name: say('nav.label') })
    await sheet.getByRole('link', { name: say('nav.overview') }).tap()
    await soon(() => new URL(page.url()).pathname).toBe('/')
    expect(new URL(page.url()).searchParams.get('age')).toBe('65plus')
    const { all } = await several({ ageGroups: ['AGE_65_PLUS'] })
    await soon(() => read(page.locator('.view-sentence'))).toContain(tidy(formats.figure(all)))
    expect(await isNotWider()).toBe(true)
  })

  it('says nothing on the console', async () => {
    await page.context().close()
    quiet()
  })
})

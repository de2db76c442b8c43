/** The report of a preset: one sheet of A4 in every language, with the figures of the API. */
import { afterEach, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { read, settled, speak, tidy } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
afterEach(() => quiet())

interface Answer {
  readonly overview: {
    readonly clients: { readonly count: number }
    readonly services: readonly { readonly service: { readonly name: string }; readonly clients: { readonly count: number | null } }[]
  }
  readonly serviceCounts: { readonly bands: readonly { readonly share: number | null }[] }
  readonly combinations: readonly {
    readonly services: readonly { readonly shortName: string }[]
    readonly clients: { readonly count: number }
  }[]
}

const FIGURES = `query ($selection: Selection, $locale: Locale!) {
  overview(selection: $selection) { clients { count } services { service { name(locale: $locale) } clients { count } } }
  serviceCounts(selection: $selection) { bands { share } }
  combinations(size: 2, selection: $selection, first: 5, order: CLIENTS) { services { shortName(locale: $locale) } clients { count } } }`

const PRESETS = [
  ['0-17', ['AGE_0_17']],
  ['18-64', ['AGE_18_64']],
  ['65plus', ['AGE_65_PLUS']],
  ['all', []],
] as const

/** Sheets of a PDF as Chromium writes it. */
const sheets = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

describe.each(['fi', 'sv', 'en'] as const)('the report of a preset, in %s', (locale) => {
  const { say, formats, asked } = speak(locale)
  const count = (value: number | null) => tidy(formats.count(value))

  it.each(PRESETS)('%s: fits on one sheet and says what the API says', async (age, ageGroups) => {
    const page = await open(
      `${url}/report?${new URLSearchParams({ ...(age !== 'all' && { age }), ...(locale !== 'fi' && { lang: locale }) })}`,
    )
    await settled(page)
    await page.locator('.report-pairs li').first().waitFor()
    const api = await ask<Answer>(url, FIGURES, { selection: ageGroups.length > 0 ? { ageGroups } : {}, locale: asked })
    const text = await read(page.locator('main'))
    const [first] = [...api.overview.services].sort((a, b) => (b.clients.count ?? 0) - (a.clients.count ?? 0))
    expect(text).toContain(count(api.overview.clients.count))
    expect(text).toContain(`${first?.service.name}`)
    expect(await read(page.locator('.report-row').nth(1))).toContain(count(first?.clients.count ?? null))
    for (const { share } of api.serviceCounts.bands)
      expect(await read(page.locator('.report .bands'))).toContain(tidy(formats.share(share)))
    const pairs = page.locator('.report-pairs-body > div').first().locator('li')
    for (const [at, pair] of api.combinations.entries()) {
      const words = await read(pairs.nth(at))
      for (const { shortName } of pair.services) expect(words).toContain(shortName)
      expect(words).toContain(count(pair.clients.count))
    }
    await page.emulateMedia({ media: 'print' })
    expect(sheets(await page.pdf({ format: 'A4', printBackground: true }))).toBe(1)
    expect(await page.getByRole('button', { name: say('report.print') }).isVisible()).toBe(false)
    await page.context().close()
  })

  it('is opened from the export menu of a view, for the selection on screen', async () => {
    const page = await open(`${url}/matrix?age=65plus${locale === 'fi' ? '' : `&lang=${locale}`}`)
    await page.getByRole('button', { name: say('selection.export') }).click()
    await page.getByRole('menuitem', { name: say('export.kind.report') }).click()
    await page.locator('.report').waitFor()
    expect(new URL(page.url()).searchParams.get('age')).toBe('65plus')
    expect(await read(page.locator('h1'))).toBe(
      say('report.of', { who: say('who.ageOnly', { ages: say('who.age.AGE_65_PLUS') }) }).replace(/^./, (c) => c.toLocaleUpperCase()),
    )
    await page.context().close()
  })
})

it('names every column of its services on a phone', async () => {
  const page = await open(`${url}/report`, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await settled(page)
  const edges = (row: string) =>
    page
      .locator(row)
      .first()
      .locator('> .num')
      .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().right)))
  const heads = await edges('.report-row.rows-head')
  expect(heads).toHaveLength(3)
  expect(heads).toEqual(await edges('li.report-row'))
  await page.context().close()
})

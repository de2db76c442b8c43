/** Leadership follows on a phone how many clients need many services, and where the number grows. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, settled, soon, speak, textOf, tidy } from './words.ts'

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface Point {
  readonly release: { readonly dataDate: string }
  readonly clients: Figure
  readonly of: Figure
  readonly share: number | null
  readonly perThousand: number | null
  readonly sinceYear: number | null
}
interface Series {
  readonly series: {
    readonly points: readonly Point[]
    readonly parts: readonly { readonly code: string; readonly points: readonly Point[] }[]
  }
  readonly release: { readonly municipalities: readonly Place[]; readonly centres: readonly Place[] }
  readonly indicatorProfile: { readonly groups: readonly { readonly ageGroup: string; readonly sex: string; readonly clients: Figure }[] }
}
interface Place {
  readonly code: string
  readonly name: string
}

const POINT = 'release { dataDate } clients { count atLeast } of { count atLeast } share perThousand sinceYear'
const SERIES = `query ($indicator: ID!, $selection: Selection, $by: PartDimension!, $locale: Locale) {
  series(indicator: $indicator, selection: $selection) { points { ${POINT} } parts(by: $by) { code points { ${POINT} } } }
  release { municipalities { code name(locale: $locale) } centres { code name(locale: $locale) } }
  indicatorProfile(indicator: $indicator, selection: $selection) { groups { ageGroup sex clients { count atLeast } } }
}`

const url = inject('demoUrl')
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const { open, quiet } = withBrowser()
const seriesOf = (by: string, selection: object, locale: string, indicator = 'several-services') =>
  ask<Series>(url, SERIES, { indicator, selection, by, locale })

describe.each(['fi', 'sv', 'en'] as const)('leadership with a phone, in %s', (locale) => {
  const { say, formats, asked } = speak(locale)
  let page: Page
  const isNotWider = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)

  /** The title as the figures give it. */
  const titleOf = ({ clients, sinceYear }: Point) => {
    const words = say('indicator.several-services.title', { count: clients.count, figure: formats.figure(clients) })
    if (sinceYear === null) return words
    return say(sinceYear > 0 ? 'lead.more' : sinceYear < 0 ? 'lead.fewer' : 'lead.same', {
      title: words,
      change: formats.plain(Math.abs(sinceYear)),
    })
  }
  /** What each small picture must read: name, clients with their change, last value of the line. */
  const picturesOf = async (by: 'MUNICIPALITY' | 'CENTRE', selection: object) => {
    const { series, release } = await seriesOf(by, selection, asked)
    const names = new Map([...release.municipalities, ...release.centres].map(({ code, name }) => [code, name]))
    const rate = series.parts.some(({ points }) => points.some(({ perThousand }) => perThousand !== null))
    return series.parts
      .map(({ code, points }) => ({ name: names.get(code) ?? code, last: points.at(-1) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'fi'))
      .map(({ name, last }) => {
        const count = last?.clients.count ?? null
        const change = last?.sinceYear ?? null
        const value = rate ? last?.perThousand : last?.share
        const clients =
          count === null ? '' : say('figure.clients', { count, figure: formats.figure({ count, atLeast: last?.clients.atLeast ?? false }) })
        const changed = change === null ? '' : `, ${say('lead.sinceYear', { change: formats.countDifference(change) })}`
        return tidy(
          [name, `${clients}${changed}`, value == null ? '' : rate ? formats.lift(value) : formats.share(value)].filter(Boolean).join(' '),
        )
      })
  }
  const pictures = () =>
    page.locator('.multiple').evaluateAll((items) =>
      items.map((item) => {
        const visible = item.cloneNode(true) as HTMLElement
        for (const hidden of visible.querySelectorAll('.vh')) hidden.remove()
        return [...visible.querySelectorAll('h3, p, text')]
          .map((part) => part.textContent ?? '')
          .filter(Boolean)
          .join(' ')
          .replaceAll(/\s+/g, ' ')
          .trim()
      }),
    )

  beforeAll(async () => {
    page = await open(`${url}/lead?lang=${locale}`, phone)
    await settled(page)
  })

  it('reads the finding first: how many, and how many more than a year ago', async () => {
    const last = (await seriesOf('SEX', {}, asked)).series.points.at(-1)
    if (!last) throw new Error('a series has a last point')
    await soon(() => read(page.locator('h1'))).toBe(titleOf(last))
    expect(await read(page.locator('.view-sentence'))).toContain(
      say('lead.share', { share: formats.share(last.share), clients: formats.figure(last.of) }),
    )
  })

  it('hears every release of the line, eight of them', async () => {
    const { points } = (await seriesOf('SEX', {}, asked)).series
    expect(points).toHaveLength(8)
    const label = tidy((await page.locator('.line svg').first().getAttribute('aria-label')) ?? '')
    for (const point of points) expect(label).toContain(tidy(`${formats.date(point.release.dataDate)} ${formats.figure(point.clients)}`))
  })

  it('sees every municipality by name, with its clients, its change and the end of its line', async () => {
    await soon(pictures).toEqual(await picturesOf('MUNICIPALITY', {}))
    expect(await isNotWider()).toBe(true)
  })

  it('taps to the centres', async () => {
    await page
      .getByRole('radiogroup', { name: say('lead.by') })
      .getByText(say('lead.byCentre'), { exact: true })
      .tap()
    await soon(pictures).toEqual(await picturesOf('CENTRE', {}))
  })

  it('sees how many women and men there are in each age', async () => {
    const { groups } = (await seriesOf('SEX', {}, asked)).indicatorProfile
    const expected = ['AGE_80_PLUS', 'AGE_65_79', 'AGE_18_64', 'AGE_0_17'].flatMap((age) =>
      ['FEMALE', 'MALE'].map((sex) =>
        tidy(
          formats.figure(groups.find((group) => group.ageGroup === age && group.sex === sex)?.clients ?? { count: null, atLeast: false }),
        ),
      ),
    )
    expect(await readAll(page.locator('.lead-people tbody td'))).toEqual(expected)
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
    const selection = { ageGroups: ['AGE_65_PLUS'] }
    const last = (await seriesOf('SEX', selection, asked)).series.points.at(-1)
    if (!last) throw new Error('a series has a last point')
    await soon(() => read(page.locator('h1'))).toBe(titleOf(last))
    await soon(pictures).toEqual(await picturesOf('CENTRE', selection))
  })

  it('follows in detail, with the same selection', async () => {
    await page.getByRole('link', { name: say('lead.follow') }).tap()
    await soon(() => new URL(page.url()).pathname).toBe('/following')
    expect(new URL(page.url()).searchParams.get('age')).toBe('65plus')
    await settled(page)
    expect(await isNotWider()).toBe(true)
    expect(await violations(page)).toEqual([])
  })

  it('says nothing on the console', async () => {
    await page.context().close()
    quiet()
  })
})

describe('following', () => {
  const { say, formats } = speak('fi')

  it('writes clients whole, in the pictures and on their scale', async () => {
    const page = await open(`${url}/following?unit=clients`)
    await settled(page)
    const written = await textOf(page.locator('.small-line .small-last'))
    expect(written.length).toBeGreaterThan(0)
    for (const number of written.filter(Boolean)) expect(number).toMatch(/^\d[\d ]*$/)
    await page.context().close()
  })

  it('writes the dates of its table as its reader does', async () => {
    const { series } = await seriesOf('MUNICIPALITY', {}, 'FI')
    const page = await open(`${url}/following?table=open`)
    await settled(page)
    const rows = await readAll(page.locator('.twin-table').first().locator('tbody th'))
    expect(rows).toEqual(series.points.map(({ release }) => formats.date(release.dataDate)))
    await page.context().close()
  })

  it('hatches what is withheld in a line, as a gap: as many releases as the server withholds', async () => {
    const selection = { ageGroups: ['AGE_80_PLUS'], sexes: ['MALE'] }
    const { series } = await seriesOf('CENTRE', selection, 'FI')
    const gapsOf = (values: readonly (number | null)[]) => values.filter((value, at) => value === null && values[at - 1] !== null).length
    const expected = series.parts.map(({ points }) => gapsOf(points.map(({ share }) => share)))
    expect(Math.max(...expected)).toBeGreaterThan(0)
    const page = await open(`${url}/following?age=80plus&sex=male&by=centre`)
    await settled(page)
    const drawn = await page
      .locator('.multiple svg.small-line')
      .evaluateAll((lines) => lines.map((line) => line.querySelectorAll('rect[fill="url(#withheld)"]').length))
    expect([...drawn].sort()).toEqual([...expected].sort())
    await page.locator('.twin > button').click()
    expect(await read(page.locator('.twin-table').nth(1))).toContain(say('figure.withheld'))
    await page.context().close()
    quiet()
  })

  it('sets a target and an annotation by keyboard, sees them in the line, and takes them away again', async () => {
    const page = await open(`${url}/following?indicator=housing-24h`)
    await settled(page)
    await page.getByRole('button', { name: say('following.addTarget') }).press('Enter')
    const target = page.locator('form.follow-form')
    await target.getByLabel(say('following.form.value')).fill('600')
    await target.getByLabel(say('following.form.due')).fill('2026-06-30')
    await target.getByLabel(say('following.form.owner')).fill('Ikäihmisten palvelujen johtaja')
    await target.getByLabel(say('following.form.owner')).press('Enter')
    const targets = page.locator('.following-list').first()
    await soon(() => read(targets)).toContain(
      say('following.due', { date: formats.date('2026-06-30'), owner: 'Ikäihmisten palvelujen johtaja' }),
    )
    expect(await page.locator('.line .line-target').count()).toBe(1)
    await page.getByRole('button', { name: say('following.addAnnotation') }).press('Enter')
    await page.getByLabel(say('following.form.on')).fill('2025-01-15')
    await page.getByLabel(say('following.form.text')).fill('Uusi palveluohjaus')
    await page.getByLabel(say('following.form.text')).press('Enter')
    await soon(() => page.locator('.line .line-note-text').allTextContents()).toEqual(['Uusi palveluohjaus'])
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: say('following.removeAnnotation', { text: 'Uusi palveluohjaus' }) }).click()
    await page.getByRole('button', { name: say('following.removeTarget', { amount: '600' }) }).click()
    await soon(() => page.locator('.line .line-note, .line .line-target').count()).toBe(0)
    await page.context().close()
    quiet()
  })
})

/** Figures of adopted schemes in a browser: the demo county's own, and one that is adopted while the page waits. */
import type { Page, Route } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { quarterOf } from '../../web/release/release-label.ts'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { speak } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const say = (key: string, values: Record<string, string> = {}, locale: 'fi' | 'sv' | 'en' = 'fi') =>
  speak(locale).say(`adopted.${key}`, values)

/** The figures of the page once they are there. */
async function figures(path: string, options = {}): Promise<Page> {
  const page = await open(`${url}${path}`, options)
  await page.locator('.adopted-noise').waitFor({ timeout: 60_000 })
  return page
}

interface Adopted {
  readonly adoptedSchemes: readonly { readonly id: string; readonly scope: string; readonly draft: string }[]
}
const demoScheme = async () =>
  (await ask<Adopted>(url, '{ adoptedSchemes { id scope draft } }')).adoptedSchemes.find(({ scope }) => scope === 'ALL')?.id ?? ''

/** What the export menu's CSV holds. */
async function csvOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Vie/ }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).first().click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

describe('the figures of an adopted scheme', () => {
  it('are a link away from the segments, each segment with size, interval and share', async () => {
    const page = await open(`${url}/segments`)
    await page.getByRole('link', { name: /^Katso luvut ?: Kolme tuen luokkaa/ }).click()
    await page.locator('.adopted-noise').waitFor({ timeout: 60_000 })
    expect(await page.locator('h1').textContent()).toBe('Kolme tuen luokkaa')
    const sizes = await page.locator('.adopted-row .size-words').allTextContents()
    expect(sizes).toHaveLength(4)
    for (const text of sizes) expect(text).toMatch(/noin [\d\u00a0]+ \([\d\u00a0]+–[\d\u00a0]+\)|ei näytetä/)
    expect(await page.locator('.adopted-row').first().textContent()).toContain('Monialaisen tuen asiakkuus')
    expect(await page.locator('.adopted-marks li').count()).toBeGreaterThan(0)
    quiet()
  })

  it('show services by segment, withheld as withheld and never as nothing', async () => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}`)
    const cells = await page.locator('.adopted-block td').allTextContents()
    expect(cells.length).toBeGreaterThan(100)
    for (const text of cells) expect(text).toMatch(/^(\d+\s%|alle\s1\s%|ei näytetä)$/)
    expect(cells).toContain('ei näytetä')
    expect(await page.locator('.adopted-block td .withheld-mark').count()).toBe(cells.filter((text) => text === 'ei näytetä').length)
  })

  it('compare two segments that the address keeps', async () => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}&panel=two`)
    await page.getByRole('button', { name: new RegExp(say('against')) }).click()
    await page.getByRole('option', { name: 'Satunnaisen tuen asiakkuus' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('against')).toBe('occasional')
    const names = await page.locator('.adopted-sizes dt').allTextContents()
    expect(names).toEqual(['Monialaisen tuen asiakkuus', 'Satunnaisen tuen asiakkuus'])
    await page.reload()
    await page.locator('.adopted-sizes').waitFor()
    expect(await page.locator('.adopted-sizes dt').allTextContents()).toEqual(names)
  })

  it('of another release wait for its name', async () => {
    const { releases } = await ask<{ releases: { id: string; dataDate: string; current: boolean }[] }>(
      url,
      '{ releases { id dataDate current } }',
    )
    const earlier = releases.find(({ current }) => !current)
    if (!earlier) throw new Error('the demo county has earlier releases')
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}`)
    const held: Route[] = []
    let answered = false
    await page.route('**/graphql', (route) => {
      const asked = route.request().postData() ?? ''
      if (asked.includes('query Release(')) held.push(route)
      else return route.continue()
    })
    page.on('response', (response) => {
      answered ||= (response.request().postData() ?? '').includes('query Segmentation(')
    })
    await page.evaluate((release) => {
      history.pushState({}, '', `${location.href}&release=${release}`)
      dispatchEvent(new PopStateEvent('popstate'))
    }, earlier.id)
    await expect.poll(() => answered && held.length > 0, { timeout: 15_000 }).toBe(true)
    // Time for the page to draw what came.
    await page.waitForTimeout(1000)
    expect(await page.locator('h1').textContent()).toBe(say('title'))
    for (const route of held) await route.continue()
    await page.locator('.provenance').getByText(quarterOf(earlier.dataDate)).waitFor()
    await page.context().close()
  })

  it('say where the heavy users are', async () => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}&panel=heavy`)
    expect(await page.locator('.adopted-row').count()).toBe(4)
    expect(await page.locator('.adopted-first').textContent()).toContain(say('heavyCoverage'))
  })

  it('are the same in the table as in the picture', async () => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}&table=open`)
    const [first] = await page.locator('.twin-table tbody tr').allTextContents()
    const size = (await page.locator('.adopted-row .size-words').first().textContent())?.match(/noin ([\d\u00a0]+)/)?.[1]
    expect(size).toBeTruthy()
    expect(first).toContain(size)
    expect(await page.locator('.twin-table caption').allTextContents()).toEqual(
      ['sizes', 'services', 'bands', 'groups', 'places', 'centres'].map((name) => say(`table.${name}`)),
    )
  })

  it('go out as a file with the same tables, which speaks of noise and of no selection', async () => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}&age=18-64`)
    const text = await csvOf(page)
    expect(text).toContain('Monialaisen tuen asiakkuus')
    expect(text).toContain(speak('fi').say('segments.scope.ALL'))
    expect(text.replaceAll('\u00a0', ' ')).toContain(say('noise'))
    expect(text).not.toContain('18–64-vuotiaat')
  })

  it('print on paper with the segments and without what is pressed', async () => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.adopted-row').first().isVisible()).toBe(true)
    expect(await page.locator('.adopted-links').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })

  it.each(['sv', 'en'] as const)('are in the reader’s language: %s', async (locale) => {
    const page = await figures(`/segments/figures?scheme=${await demoScheme()}&lang=${locale}&panel=one`)
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toContain(say('services', {}, locale))
    await page.getByRole('radio', { name: say('panel.time', {}, locale) }).click()
    await page.locator('.multiples').waitFor({ timeout: 60_000 })
    const overTime = (await page.locator('main').textContent()) ?? ''
    expect(overTime).toContain(speak(locale).say('overTime.parts'))
    for (const shown of [text, overTime]) expect(shown).not.toMatch(/adopted\.|segments\.|overTime\./)
  })

  it('follow a segment over the releases, from the indicators on', async () => {
    const page = await open(`${url}/following`)
    await page
      .getByRole('navigation', { name: speak('fi').say('overTime.follow') })
      .getByRole('link', { name: 'Monialaisen tuen asiakkuus' })
      .click()
    await page.locator('.over-time-part .line').waitFor({ timeout: 60_000 })
    expect(await page.locator('h2').first().textContent()).toBe(speak('fi').say('overTime.title', { name: 'Monialaisen tuen asiakkuus' }))
    // Every release of the demo county is counted, once whoever works for the vault has come to it.
    await expect.poll(() => page.locator('.over-time-part .band-point').count(), { timeout: 120_000 }).toBe(8)
    expect(await page.locator('.over-time-part .band').count()).toBeGreaterThan(0)
    expect(await page.locator('.over-time-part .band-point title').first().textContent()).toMatch(
      /noin [\d\u00a0]+ \([\d\u00a0]+–[\d\u00a0]+\)/,
    )
    expect(await page.locator('.multiple').count()).toBe(8)
    await page.getByRole('radio', { name: speak('fi').say('overTime.by.groups') }).click()
    await expect.poll(() => page.locator('.multiple h3').first().textContent()).toBe('pojat 0–17')
    expect(await page.locator('.views [aria-current]').first().textContent()).toBe(speak('fi').say('nav.segments'))
    const text = await csvOf(page)
    expect(text).toContain(speak('fi').say('overTime.title', { name: 'Monialaisen tuen asiakkuus' }))
    expect(text.match(/2025-09-30/g)?.length).toBeGreaterThan(8)
    expect(text.replaceAll('\u00a0', ' ')).toContain(say('noise'))
    quiet()
  })

  it.each(['glance', 'one', 'two', 'heavy', 'time'])('have nothing that axe finds wrong: %s', async (panel) => {
    const scheme = await demoScheme()
    for (const options of [{}, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }]) {
      const page = await figures(`/segments/figures?scheme=${scheme}&panel=${panel}&table=open`, options)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  })
})

it('a scheme that was adopted a moment ago is counted while its page waits', async () => {
  const rule = (least: number) => ({ alternatives: [[{ kind: 'SERVICES', of: 'ALL', least }]] })
  const content = {
    title: { fi: 'Lasten jako' },
    segments: [3, 1].map((least) => ({ key: `at-least-${least}`, name: { fi: `Vähintään ${least}` }, rule: rule(least) })),
  }
  const { createSegmentDraft } = await ask<{ createSegmentDraft: { id: string } }>(
    url,
    'mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank, as: "Aino") { id } }',
    { blank: { scope: 'AGE_0_17', content } },
  )
  await ask(url, 'mutation($draft: ID!) { adoptSegments(draft: $draft, version: "1", as: "Aino") { id } }', {
    draft: createSegmentDraft.id,
  })
  const { adoptedSchemes } = await ask<Adopted>(url, '{ adoptedSchemes { id scope draft } }')
  const scheme = adoptedSchemes.find(({ draft }) => draft === createSegmentDraft.id)?.id
  const page = await figures(`/segments/figures?scheme=${scheme}`)
  expect(await page.locator('.adopted-row h2').allTextContents()).toEqual(['Vähintään 3', 'Vähintään 1', 'Muut'])
  expect(await page.locator('.adopted-row .size-words').first().textContent()).toMatch(/noin/)
})

describe('an address of a scheme or draft that nobody knows', () => {
  it.each([
    ['/segments/figures?scheme=zzz', 'link', 'adopted.back'],
    ['/segments?draft=zzz', 'button', 'segments.back'],
  ] as const)('leads back to all of them: %s', async (path, role, words) => {
    const page = await open(`${url}${path}`)
    await page.getByText(speak('fi').say('segments.problem.other')).waitFor()
    await page.getByRole(role, { name: speak('fi').say(words) }).click()
    await page.getByRole('link', { name: 'Kolme tuen luokkaa', exact: true }).first().waitFor()
    expect(page.url()).toBe(`${url}/segments`)
    await page.context().close()
  })
})

/** Selections that show little, nothing, or cannot be asked for; and the address as the memory of all of them. */
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, settled, soon, speak, textOf, tidy } from './words.ts'

interface Place {
  readonly code: string
  readonly name: string
}
interface Overview {
  readonly overview: {
    readonly clients: { readonly count: number | null; readonly atLeast: boolean }
    readonly coverage: {
      readonly shown: number
      readonly of: number
      readonly widening: {
        readonly gain: number
        readonly selection: { readonly ageGroups: string[]; readonly municipalities: string[]; readonly cohort: string }
      } | null
    }
  }
}

const OVERVIEW = `query ($selection: Selection) { overview(selection: $selection) { clients { count atLeast }
  coverage(heavyInService: false, beside: true) { shown of widening { gain selection { ageGroups municipalities cohort } } } } }`

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say, formats } = speak('fi')

const overviewOf = async (selection: object) => (await ask<Overview>(url, OVERVIEW, { selection })).overview
const clientsOf = async (selection: object) => tidy(`${formats.figure((await overviewOf(selection)).clients)} asiakasta`)
const sentence = (page: Page) => read(page.locator('.view-sentence'))
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)

let municipalities: readonly Place[] = []
let centres: readonly Place[] = []
const codeOf = (name: string) => municipalities.find((place) => place.name === name)?.code ?? ''

beforeAll(async () => {
  const { release } = await ask<{ release: { municipalities: Place[]; centres: Place[] } }>(
    url,
    '{ release { municipalities { code name } centres { code name } } }',
  )
  municipalities = release.municipalities
  centres = release.centres
})
afterEach(() => quiet())

describe('a selection with few clients', () => {
  it('says withheld aloud beside each band that is not shown', async () => {
    const page = await open(`${url}/counts?age=80plus&cohort=heavy&municipality=${codeOf('Lestijärvi')}`)
    await settled(page)
    const bands = await textOf(page.locator('.bands li'))
    expect(await page.locator('.bands li .withheld-mark').count()).toBeGreaterThan(0)
    expect(bands.filter((words) => words.includes(say('figure.withheld')))).toHaveLength(
      await page.locator('.bands li .withheld-mark').count(),
    )
    await page.context().close()
  })

  it('names on a phone the services whose pair is not shown, and hatches every such cell of the table', async () => {
    const code = codeOf('Lestijärvi')
    const { usageMatrix } = await ask<{ usageMatrix: { services: { code: string; name: string }[]; counts: (number | null)[][] } }>(
      url,
      'query ($s: Selection) { usageMatrix(selection: $s) { services { code name } counts } }',
      { s: { ageGroups: ['AGE_80_PLUS'], municipalities: [code] } },
    )
    const { services, counts } = usageMatrix
    const page = await open(`${url}/matrix?age=80plus&municipality=${code}&table=open&measure=clients`)
    await settled(page)
    const cells = page.locator('.matrix-table td')
    const hatched = page.locator('.matrix-table td.withheld-area')
    expect(counts.filter((row, at) => row[at] === null).length).toBeGreaterThan(0)
    expect(await hatched.count()).toBe(await cells.filter({ hasText: say('figure.withheld') }).count())
    await page.setViewportSize({ width: 390, height: 844 })
    const at = counts.findIndex((row, index) => row[index] !== null)
    await page.locator('.matrix-map-choice select').selectOption(String(at))
    const withheld = services.filter((_, index) => index !== at && counts[at]?.[index] === null).map(({ name }) => name)
    await soon(() => read(page.locator('.matrix-phone .folded'))).toBe(say('overview.withheld', { services: withheld.join(' · ') }))
    await page.context().close()
  })

  it('says how many figures are shown, why not more, and the smallest step that shows more', async () => {
    const code = codeOf('Lestijärvi')
    const page = await open(`${url}/?age=80plus&cohort=heavy&municipality=${code}`)
    const { clients, coverage } = await overviewOf({ ageGroups: ['AGE_80_PLUS'], cohort: 'HEAVY', municipalities: [code] })
    expect(coverage.shown).toBeLessThan(coverage.of)
    const main = await read(page.locator('main'))
    expect(await sentence(page)).toContain(
      clients.count === null ? say('sentence.whoWithheld').split('. ')[1] : tidy(formats.figure(clients)),
    )
    if (coverage.shown > 0) expect(main).toContain(say('coverage.some', { count: coverage.of, of: coverage.of, shown: coverage.shown }))
    else expect(main).toContain(say('state.empty.title'))
    expect(coverage.widening?.gain).toBeGreaterThan(0)
    await page.locator('.held button, .message .btn').first().click()
    const wider = Object.fromEntries(Object.entries(coverage.widening?.selection ?? {}).filter(([, value]) => value.length > 0))
    await soon(() => page.url()).not.toContain(`age=80plus&cohort=heavy&municipality=${code}`)
    const after = await overviewOf(wider)
    expect(after.coverage.shown).toBeGreaterThan(coverage.shown)
    await settled(page)
    const said = after.coverage.shown === after.coverage.of ? 'coverage.all' : 'coverage.some'
    await soon(() => read(page.locator('.held'))).toContain(
      say(said, { count: after.coverage.of, of: formats.count(after.coverage.of), shown: formats.count(after.coverage.shown) }),
    )
    await page.context().close()
  })

  it('says what to do where no combination of three is shown', async () => {
    const page = await open(`${url}/combinations?size=3&age=80plus&municipality=${codeOf('Lestijärvi')}`)
    await soon(() => read(page.locator('main'))).toContain(say('combinations.tryTwo'))
    await page.getByRole('button', { name: say('combinations.seeTwo') }).click()
    await soon(() => param(page, 'size')).toBeNull()
    await page.context().close()
  })

  it('says the same of combinations, and shows more of them after the step', async () => {
    const code = codeOf('Lestijärvi')
    const combinations = async (selection: object) => {
      const query = `query ($selection: Selection) { combinationsCoverage(size: 2, selection: $selection) { shown of widening { gain selection { municipalities } } } }`
      return (await ask<{ combinationsCoverage: Overview['overview']['coverage'] }>(url, query, { selection })).combinationsCoverage
    }
    const said = ({ shown, of }: { readonly shown: number; readonly of: number }) =>
      tidy(say('coverage.combinations', { count: of, of: formats.count(of), shown: formats.count(shown) }))
    const page = await open(`${url}/combinations?age=80plus&municipality=${code}`)
    const [before, county] = [
      await combinations({ ageGroups: ['AGE_80_PLUS'], municipalities: [code] }),
      await combinations({ ageGroups: ['AGE_80_PLUS'] }),
    ]
    expect(before.of).toBe(1 + (40 * 39) / 2)
    expect(before.widening).toMatchObject({ gain: county.shown - before.shown, selection: { municipalities: [] } })
    await soon(() => read(page.locator('.held'))).toContain(said(before))
    await page.locator('.held button').click()
    await soon(() => param(page, 'municipality')).toBeNull()
    await soon(() => read(page.locator('.held'))).toContain(said(county))
    await page.context().close()
  })

  it.each(['/counts', '/service?service=S04', '/matrix', '/combinations', '/compare', '/lead'])(
    'opens %s without a number for what is withheld',
    async (view) => {
      const code = codeOf('Lestijärvi')
      const page = await open(`${url}${view}${view.includes('?') ? '&' : '?'}age=80plus&cohort=heavy&municipality=${code}`)
      await settled(page)
      expect(await read(page.locator('main'))).not.toMatch(/NaN|undefined|null|Infinity/)
      expect((await read(page.locator('main'))).toLowerCase()).toMatch(/ei näytetä|ei näy|liian vähän|0 lukua/)
      await page.context().close()
    },
  )
})

describe('a combination that is not published', () => {
  it('explains that municipality and centre do not go together, and offers the centre', async () => {
    const [municipality, centre] = [municipalities[0], centres[0]]
    const page = await open(`${url}/?municipality=${municipality?.code}&centre=${centre?.code}`)
    const notice = page.locator('.message').filter({ hasText: say('conflict.place.title') })
    expect(await read(notice)).toContain(say('conflict.place.text'))
    expect(await sentence(page)).toContain(await clientsOf({ municipalities: [municipality?.code] }))
    await notice.getByRole('button', { name: say('conflict.place.useCentre') }).click()
    await soon(() => param(page, 'municipality')).toBe(null)
    expect(param(page, 'centre')).toBe(centre?.code)
    await soon(() => sentence(page)).toContain(await clientsOf({ centres: [centre?.code] }))
    expect(await notice.count()).toBe(0)
    await page.context().close()
  })

  it('shows the first two of three services and says why', async () => {
    const page = await open(`${url}/?uses=H01,H02,S13`)
    const notice = page.locator('.message').filter({ hasText: say('conflict.services.title') })
    expect(await read(notice)).toContain(say('conflict.services.text'))
    expect(await sentence(page)).toContain(await clientsOf({ services: ['H01', 'H02'] }))
    await notice.getByRole('button', { name: say('conflict.services.keep') }).click()
    await soon(() => param(page, 'uses')).toBe('H01,H02')
    await page.context().close()
  })

  it('explains a third service where it is ticked', async () => {
    const page = await open(`${url}/?uses=H01,H02`)
    await page.getByRole('button', { name: new RegExp(`^${say('field.services')}`) }).click()
    const dialog = page.getByRole('dialog', { name: say('field.services') })
    const third = dialog.getByRole('checkbox', { name: 'Säännöllinen kotihoito' })
    await third.click()
    await soon(() => read(dialog.getByRole('status'))).toBe(say('field.twoServices'))
    expect(await third.isChecked()).toBe(false)
    await page.context().close()
  })

  it('says that a place took the place of the other kind', async () => {
    const page = await open(`${url}/?municipality=${municipalities[0]?.code}`)
    await page.getByRole('button', { name: new RegExp(`^${say('field.place')}`) }).click()
    const dialog = page.getByRole('dialog', { name: say('field.place') })
    await dialog.getByRole('checkbox', { name: centres[0]?.name ?? '' }).check()
    await soon(() => read(dialog.getByRole('status'))).toBe(say('field.placeSwapped'))
    await dialog.getByRole('button', { name: say('selection.show') }).click()
    await soon(() => param(page, 'centre')).toBe(centres[0]?.code)
    expect(param(page, 'municipality')).toBe(null)
    await page.context().close()
  })

  it.each(['municipality=999', 'uses=ZZ99', 'release=000000000000'])('says that %s is not in the data, with a way out', async (query) => {
    const page = await open(`${url}/?${query}`)
    await soon(() => read(page.getByRole('alert'))).toContain(say('state.unknown.title'))
    await page.getByRole('button', { name: say('state.unknown.reset') }).click()
    await soon(() => sentence(page)).toContain(await clientsOf({}))
    await page.context().close()
  })

  it('leads back from an address that is no page', async () => {
    const page = await open(`${url}/no-such-page`)
    expect(await read(page.locator('h1'))).toBe(say('notFound.title'))
    await page.getByRole('link', { name: say('notFound.back') }).click()
    await soon(() => sentence(page)).toContain(await clientsOf({}))
    await page.context().close()
  })
})

describe('a code that the release does not know', () => {
  it.each(['/service?service=S99', '/lead?indicator=of-no-kind', '/compare?b=uses%3DS99', '/?municipality=999'])(
    'is left behind by showing all clients: %s',
    async (view) => {
      const page = await open(`${url}${view}&lang=sv`)
      const swedish = speak('sv').say
      const alert = page.getByRole('alert')
      await soon(() => read(alert)).toContain(swedish('state.unknown.title'))
      await alert.getByRole('button', { name: swedish('state.unknown.reset') }).click()
      await soon(() => alert.count()).toBe(0)
      await settled(page)
      expect(page.url()).toBe(`${url}${view.split('?')[0]}?lang=sv`)
      await page.context().close()
    },
  )
})

describe('a service that the release does not have', () => {
  it('says so and lists those to choose from', async () => {
    const page = await open(`${url}/service?service=S99`)
    await soon(() => read(page.getByRole('alert'))).toContain(say('service.unknown').split('. ')[1] ?? '')
    await page.locator('.service-choice a').first().click()
    await soon(() => param(page, 'service')).toMatch(/^[HDS]\d+$/)
    await soon(() => sentence(page)).toContain('palvelulla oli vuoden aikana')
    await page.context().close()
  })
})

describe('the address', () => {
  it('goes back and forward through the selections and views', async () => {
    const page = await open(url)
    const steps = [{}, { ageGroups: ['AGE_0_17'] }, { ageGroups: ['AGE_18_64'] }]
    for (const age of ['AGE_0_17', 'AGE_18_64'])
      await page
        .getByRole('group', { name: say('selection.presets') })
        .getByRole('button', { name: say(`age.${age}`), exact: true })
        .click()
    await page.getByRole('link', { name: say('nav.counts'), exact: true }).click()
    await soon(() => sentence(page)).toContain(await clientsOf(steps[2] ?? {}))
    for (const at of [2, 1, 0]) {
      await page.goBack()
      await soon(() => read(page.locator('h1'))).toBe(say('overview.title'))
      await soon(() => sentence(page)).toContain(await clientsOf(steps[at] ?? {}))
    }
    for (const at of [1, 2]) {
      await page.goForward()
      await soon(() => sentence(page)).toContain(await clientsOf(steps[at] ?? {}))
    }
    await page.goForward()
    await soon(() => read(page.locator('h1'))).toBe(say('counts.title'))
    await page.context().close()
  })

  it.each([
    ['/?age=65plus&sex=female&order=gap&scale=root', '.overview-row'],
    ['/counts?age=80plus&cohort=heavy', 'main .view'],
    ['/matrix?age=80plus&order=similarity&measure=share&pins=S13&cell=S13.S14', '.matrix-rows, .matrix-panel, .matrix-chip'],
    ['/combinations?age=80plus&size=3&sort=lift', '.upset'],
    ['/compare?age=80plus&of=service&service=S13&b=age%3D65-79', '.difference-row'],
    ['/lead?by=centre', '.multiple'],
  ])('opens %s in a fresh browser with the same figures', async (view, part) => {
    const page = await open(url + view, { permissions: ['clipboard-read', 'clipboard-write'] })
    await settled(page)
    await page
      .getByRole('region', { name: say('selection.label'), exact: true })
      .getByRole('button', { name: say('selection.copy') })
      .click()
    const link = await page.waitForFunction(() => navigator.clipboard.readText())
    const stranger = await open(String(await link.jsonValue()))
    await settled(stranger)
    expect(new URL(stranger.url()).searchParams.get('release')).toMatch(/^[0-9a-f]{12}$/)
    const seen = (each: Page) => each.locator(part).evaluateAll((elements) => elements.map((element) => element.textContent))
    const here = await seen(page)
    expect(here.join('').length).toBeGreaterThan(100)
    await soon(() => seen(stranger)).toEqual(here)
    expect(await sentence(stranger)).toBe(await sentence(page))
    await page.context().close()
    await stranger.context().close()
  })

  it('leaves what a view was asked for behind on the way to another', async () => {
    const page = await open(`${url}/matrix?age=80plus&order=size&table=open&pins=S13&cell=S13.S14`)
    await page.getByRole('link', { name: say('app.name'), exact: true }).click()
    await soon(() => page.url()).toBe(`${url}/?age=80plus`)
    await page.goBack()
    await page.locator('.provenance a').click()
    await soon(() => page.url()).toBe(`${url}/about?age=80plus#certificate`)
    await page.goto(`${url}/lead?by=centre&table=open&indicator=housing-24h`)
    await page.getByRole('link', { name: say('lead.compare') }).click()
    await soon(() => page.url()).toBe(`${url}/compare`)
    await page.goBack()
    await page.getByRole('link', { name: say('lead.follow') }).click()
    await soon(() => page.url()).toBe(`${url}/following?indicator=housing-24h`)
    await page.context().close()
  })

  it('keeps pins, order and cell while the selection changes', async () => {
    const page = await open(`${url}/matrix?age=80plus&order=size&pins=S13&cell=S13.S14`)
    await page
      .getByRole('group', { name: say('selection.presets') })
      .getByRole('button', { name: say('age.AGE_65_PLUS'), exact: true })
      .click()
    await soon(() => param(page, 'age')).toBe('65plus')
    expect([param(page, 'order'), param(page, 'pins'), param(page, 'cell')]).toEqual(['size', 'S13', 'S13.S14'])
    await settled(page)
    expect((await readAll(page.locator('.matrix-chip'))).length).toBe(1)
    await page.context().close()
  })
})

/** The owner of child welfare asks what else its clients use, sends a colleague the link, and prints. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, settled, soon, speak, textOf, tidy } from './words.ts'

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface CoUse {
  readonly release: { readonly id: string; readonly services: readonly { readonly code: string; readonly name: string }[] }
  readonly coUsage: {
    readonly clients: Figure
    readonly share: number | null
    readonly others: readonly {
      readonly service: { readonly code: string; readonly name: string }
      readonly clients: Figure
      readonly shareOfService: number | null
      readonly shareOfOther: number | null
      readonly lift: number | null
    }[]
    readonly groups: readonly { readonly dimension: string; readonly value: string; readonly share: number | null }[]
  }
}

/** Child welfare, open care. */
const SERVICE = 'S04'
const CO_USAGE = `query ($service: ID!, $selection: Selection, $locale: Locale) { release { id services { code name(locale: $locale) } }
  coUsage(service: $service, selection: $selection) { clients { count atLeast } share groups { dimension value share }
  others { service { code name(locale: $locale) } clients { count atLeast } shareOfService shareOfOther lift } } }`

const url = inject('demoUrl')
const { open, quiet } = withBrowser()

describe.each(['fi', 'sv', 'en'] as const)('the owner of child welfare, in %s', (locale) => {
  const { say, formats, asked } = speak(locale)
  let page: Page
  let answer: CoUse
  let name = ''
  let link = ''
  const rows = () => page.locator('.service-item')
  const figures = () => page.locator('main')

  beforeAll(async () => {
    answer = await ask<CoUse>(url, CO_USAGE, { service: SERVICE, selection: {}, locale: asked })
    name = answer.release.services.find(({ code }) => code === SERVICE)?.name ?? ''
    page = await open(`${url}/service?lang=${locale}`, { permissions: ['clipboard-read', 'clipboard-write'] })
    // what the browser does when a page asks for paper cannot be seen from inside it
    await page.evaluate(() => {
      window.print = () => document.body.toggleAttribute('data-printed')
    })
  })

  it('finds the service by a part of its name', async () => {
    const field = page.getByRole('combobox', { name: say('column.service') })
    await field.click()
    await field.pressSequentially(name.slice(0, 12))
    await page.getByRole('option', { name, exact: true }).click()
    await page.waitForURL(new RegExp(`service=${SERVICE}`))
    await soon(() => read(page.locator('h1'))).toBe(name)
  })

  it('reads how many clients it has, and how many services they use more than others', async () => {
    const { clients, share, others } = answer.coUsage
    const sentence = await read(page.locator('.view-sentence'))
    const notable = others.filter(({ lift }) => lift !== null && lift >= 2).length
    expect(sentence).toContain(
      say('service.sentence', {
        who: say('who.everyone'),
        place: say('place.everywhere'),
        uses: '',
        count: clients.count,
        figure: formats.figure(clients),
        share: formats.share(share),
      }),
    )
    expect(notable).toBeGreaterThan(0)
    expect(sentence).toContain(say('service.notable', { count: notable }))
  })

  it('sees every other service with both shares and the lift, the largest first', async () => {
    const shown = answer.coUsage.others.filter(({ clients }) => clients.count !== null)
    expect(shown.length).toBeGreaterThan(10)
    const expected = shown.map(({ service, clients, shareOfService, shareOfOther, lift }) => ({
      heard: say('service.row', {
        service: service.name,
        count: clients.count,
        figure: formats.figure(clients),
        ofThis: formats.share(shareOfService),
        ofOther: formats.share(shareOfOther),
        lift: formats.lift(lift),
      }),
      seen: [service.name, formats.figure(clients)].map(tidy),
    }))
    const heard = await rows()
      .locator('button[data-row]')
      .evaluateAll((buttons) => buttons.map((each) => each.getAttribute('aria-label') ?? ''))
    expect(heard.map(tidy)).toEqual(expected.map(({ heard }) => heard))
    const seen = await readAll(rows())
    expected.forEach(({ seen: parts }, at) => {
      for (const part of parts) expect(seen[at]).toContain(part)
    })
    const withheld = answer.coUsage.others.length - shown.length
    expect(withheld === 0 || (await read(page.locator('.folded'))).includes(String(withheld))).toBe(true)
  })

  it('orders them by lift, and opens the strongest into its sentences', async () => {
    await page
      .getByRole('radiogroup', { name: say('service.order') })
      .getByText(say('service.orders.lift'), { exact: true })
      .click()
    await page.waitForURL(/order=lift/)
    const strongest = [...answer.coUsage.others].sort(
      (a, b) => (b.lift ?? -1) - (a.lift ?? -1) || a.service.code.localeCompare(b.service.code),
    )[0]
    const first = rows().first()
    await soon(() => read(first)).toContain(strongest?.service.name ?? '-')
    await first.getByRole('button').click()
    await soon(() => read(first)).toContain(
      say('pair.lift', {
        count: strongest?.clients.count,
        figure: formats.figure(strongest?.clients ?? { count: null, atLeast: false }),
        lift: formats.lift(strongest?.lift ?? null),
      }),
    )
    expect(await read(first)).toContain(
      say('pair.direction', { a: name, b: strongest?.service.name, share: formats.share(strongest?.shareOfService ?? null) }),
    )
    await page.waitForURL(new RegExp(`open=${strongest?.service.code}`))
  })

  it('sees who they are', async () => {
    const told = await textOf(page.locator('.view-aside .who'))
    for (const { dimension, value, share } of answer.coUsage.groups.filter(({ dimension }) => dimension !== 'MUNICIPALITY')) {
      const words = dimension === 'AGE' ? say(`who.age.${value}`) : dimension === 'SEX' ? say(`sex.${value}`) : say('service.heavyGroup')
      expect(told.filter((text) => text.startsWith(words) && (share === null || text.includes(tidy(formats.share(share)))))).toHaveLength(1)
    }
  })

  it('copies a link that names its release', async () => {
    await page
      .getByRole('region', { name: say('selection.label'), exact: true })
      .getByRole('button', { name: say('selection.copy') })
      .click()
    await page.getByRole('button', { name: say('selection.copied') }).waitFor()
    link = await page.evaluate(() => navigator.clipboard.readText())
    expect(new URL(link).searchParams.get('release')).toBe(answer.release.id)
    expect(new URL(link).searchParams.get('order')).toBe('lift')
  })

  it('sees the same figures behind the link as a stranger does', async () => {
    const before = await readAll(rows())
    const stranger = await open(link)
    await settled(stranger)
    expect(await readAll(stranger.locator('.service-item'))).toEqual(before)
    await stranger.context().close()
  })

  it('goes on to the matrix with the pair chosen', async () => {
    const there = rows()
      .first()
      .getByRole('link', { name: say('service.openMatrix') })
    const { searchParams } = new URL((await there.getAttribute('href')) ?? '', url)
    const [row, column] = searchParams.get('cell')?.split('.') ?? []
    expect([row, column]).toEqual([SERVICE, await rows().first().locator('button[data-row]').getAttribute('data-row')])
    await there.click()
    await soon(() => read(page.locator('.matrix-panel h2'))).toContain(name)
    await page.goBack()
    await soon(() => read(page.locator('h1'))).toBe(name)
  })

  it('prints from the export menu, the list with its figures on the paper', async () => {
    await page.getByRole('button', { name: say('selection.export'), exact: true }).click()
    await page.getByRole('menuitem', { name: say('export.kind.print') }).click()
    await page.locator('body[data-printed]').waitFor()
    await page.emulateMedia({ media: 'print' })
    const paper = await read(figures())
    expect(paper).toContain(name)
    const first = answer.coUsage.others[0]
    expect(paper).toContain(tidy(formats.figure(first?.clients ?? { count: null, atLeast: false })))
    expect(await page.getByRole('navigation', { name: say('nav.label'), exact: true }).isVisible()).toBe(false)
    await page.emulateMedia({ media: null })
  })

  it('says nothing on the console', async () => {
    await page.context().close()
    quiet()
  })
})

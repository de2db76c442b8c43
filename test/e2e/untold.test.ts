/** What a view does in the place of what it cannot tell: no rank, no mixed units, no blank, no dead end. */
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { read, readAll, settled, soon, speak, tidy } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say, formats } = speak('fi')
const PHONE = { viewport: { width: 390, height: 844 } }
afterEach(() => quiet())

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface Other {
  readonly service: { readonly code: string }
  readonly clients: Figure
  readonly lift: number | null
}

const message = (page: Page) => page.locator('.message').filter({ hasText: say('state.empty.title') })

describe('the strip of numbers of services', () => {
  it('is in clients throughout where a band is known as at least so many', async () => {
    const query = '{ serviceCounts(selection: { ageGroups: [AGE_0_17, AGE_80_PLUS] }) { bands { share clients { count atLeast } } } }'
    const { serviceCounts } = await ask<{
      serviceCounts: { bands: readonly { readonly share: number | null; readonly clients: Figure }[] }
    }>(url, query)
    const page = await open(`${url}/counts?age=0-17,80plus`)
    await settled(page)
    const counted = serviceCounts.bands.some(({ share, clients }) => share === null && clients.atLeast && clients.count !== null)
    const shown = await readAll(page.locator('.bands li > b'))
    for (const [at, { share, clients }] of serviceCounts.bands.entries())
      expect(shown[at]).toBe(
        tidy(counted ? say('figure.clients', { count: clients.count, figure: formats.figure(clients) }) : formats.share(share)),
      )
    expect(shown.join()).not.toContain('≥')
    await page.context().close()
  })
})

describe('a group of heavy users of whom nothing is shown', () => {
  it.each(['/report', '/'])('has the way out in the place of figures of all clients, in %s', async (view) => {
    const page = await open(`${url}${view}?age=80plus&municipality=421&sex=male&cohort=heavy`)
    await settled(page)
    expect(await message(page).isVisible()).toBe(true)
    expect(await page.locator('.report-services, .overview-row').count()).toBe(0)
    expect(await page.getByRole('link', { name: say('report.open') }).count()).toBe(0)
    await page.context().close()
  })
})

describe('a selection that no single step opens', () => {
  it('says so, and offers to take away each of its restrictions', async () => {
    const page = await open(`${url}/?age=80plus&municipality=421&uses=S05,S20&sex=male`)
    await settled(page)
    expect(await read(message(page))).toContain(say('state.empty.textFar'))
    expect(await message(page).getByRole('button').count()).toBe(5)
    await message(page)
      .getByRole('button', { name: say('selection.reset', { field: say('field.services') }) })
      .click()
    await soon(() => new URL(page.url()).searchParams.get('uses')).toBe(null)
    expect(new URL(page.url()).searchParams.get('sex')).toBe('male')
    await page.context().close()
  })
})

describe('an address of what the release lacks', () => {
  it('is told by name alone, without what would have been shown instead', async () => {
    const page = await open(`${url}/?municipality=99999&centre=ZZZ&uses=Q1,Q2,Q3`)
    await soon(() => read(page.getByRole('alert'))).toContain(
      say('state.unknown.named', { parts: `${say('field.place')} 99999 · ${say('field.services')} Q1, Q2` }),
    )
    expect(await page.getByText(say('conflict.place.title')).count()).toBe(0)
    expect(await page.getByText(say('conflict.services.title')).count()).toBe(0)
    await page.context().close()
  })

  it('names a release that there is not, in the bar too', async () => {
    const page = await open(`${url}/?release=nope`)
    await soon(() => read(page.getByRole('alert'))).toContain(say('state.unknown.named', { parts: `${say('field.release')} nope` }))
    expect(await read(page.locator('[data-field="release"] .selection-value'))).toBe('nope')
    await page.context().close()
  })

  it('has no selection to choose or export where it is no page', async () => {
    const page = await open(`${url}/no-such-page`)
    expect(await page.getByRole('region', { name: say('selection.label'), exact: true }).count()).toBe(0)
    await page.goto(`${url}/counts/`)
    await settled(page)
    expect(await page.getByRole('region', { name: say('selection.label'), exact: true }).count()).toBe(1)
    await page.context().close()
  })
})

describe('a pair whose lift is withheld', () => {
  const query = `query ($service: ID!) { coUsage(service: $service, selection: { ageGroups: [AGE_0_17] }) {
    others { service { code } clients { count atLeast } lift } } }`
  const held = async () => {
    const { release } = await ask<{ release: { services: readonly { readonly code: string }[] } }>(url, '{ release { services { code } } }')
    for (const { code } of release.services) {
      const { coUsage } = await ask<{ coUsage: { others: readonly Other[] } }>(url, query, { service: code })
      const other = coUsage.others.find(({ clients, lift }) => clients.count !== null && !clients.atLeast && lift === null)
      if (other) return { service: code, other: other.service.code }
    }
    throw new Error('the demo county has such a pair')
  }

  it('says so in its row and its reading, on a phone too', async () => {
    const { service, other } = await held()
    const page = await open(`${url}/service?service=${service}&age=0-17&open=${other}`, PHONE)
    await settled(page)
    const more = page.locator('.service-more')
    if (await more.count()) await more.click()
    const item = page.locator('.service-item').filter({ has: page.locator(`[data-row="${other}"]`) })
    expect(await item.locator('.service-lift .withheld-mark').isVisible()).toBe(true)
    expect(await read(item)).toContain(say('pair.restWithheld'))
    await page.context().close()
  })
})

describe('the table of a view on a phone', () => {
  it('leaves out attributes and writes services short, so that figures are in sight', async () => {
    const { release } = await ask<{ release: { services: readonly { readonly shortName: string }[] } }>(
      url,
      '{ release { services { shortName(locale: FI) } } }',
    )
    const page = await open(`${url}/?table=open`, PHONE)
    await settled(page)
    const row = page.locator('.twin-table tbody tr').first()
    expect(await read(row.locator('th'))).toBe(tidy(release.services[0]?.shortName ?? ''))
    expect(await page.locator('.twin-table .attribute').first().isVisible()).toBe(false)
    const box = await row.locator('td.num').first().boundingBox()
    expect((box?.x ?? 390) + (box?.width ?? 0)).toBeLessThan(390)
    await page.context().close()
  })
})

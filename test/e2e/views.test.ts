import { describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'

const VIEWS = [
  ...['/', '/counts', '/service', '/matrix', '/combinations', '/compare', '/segments', '/lead', '/following', '/about'],
  ...['/workshop', '/report'],
] as const
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
})

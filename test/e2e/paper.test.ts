/** Pages on A4: how many sheets, and what can be read on them. */
import { afterEach, describe, expect, inject, it } from 'vitest'
import { withBrowser } from './open-page.ts'
import { read, settled, speak } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')
afterEach(() => quiet())

/** Sheets of a PDF as Chromium writes it. */
const sheets = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

/** A view and the most sheets that its paper may take. */
const PAPERS = [
  ['/', 2],
  ['/counts', 2],
  ['/service?service=S04', 3],
  ['/matrix?age=80plus&order=similarity&cell=S13.S14', 2],
  ['/combinations?age=80plus', 2],
  ['/compare?age=80plus&b=age%3D65-79', 3],
  ['/lead', 1],
  ['/following?by=age', 2],
  ['/about', 8],
] as const

describe('on paper', () => {
  it.each(PAPERS)('%s fits on %i sheets of A4, with its selection and release and without what is pressed', async (view, most) => {
    const page = await open(url + view, { colorScheme: 'dark' })
    await settled(page)
    await page.emulateMedia({ media: 'print' })
    const pdf = await page.pdf({ format: 'A4', printBackground: true })
    expect(sheets(pdf)).toBeGreaterThan(0)
    expect(sheets(pdf)).toBeLessThanOrEqual(most)
    const text = await read(page.locator('body'))
    expect(text).toContain(await read(page.locator('h1')))
    expect(text).toContain('1.10.2024–30.9.2025')
    const head = await read(page.locator('.paper-head'))
    for (const part of ['Keski-Pohjanmaan hyvinvointialue', say('app.demo'), `${url}${view.split('?')[0]}?`]) expect(head).toContain(part)
    for (const hint of await page.locator('.on-screen').all()) expect(await hint.isVisible()).toBe(false)
    for (const chrome of [
      page.getByRole('navigation', { name: say('nav.label'), exact: true }),
      page.getByRole('button', { name: say('selection.export') }),
    ])
      expect(await chrome.isVisible()).toBe(false)
    // ink on white, whatever the screen: paper has no dark scheme
    const [r, g, b] = await page.evaluate(() => (getComputedStyle(document.body).color.match(/[\d.]+/g) ?? []).map(Number))
    expect((r ?? 255) + (g ?? 255) + (b ?? 255)).toBeLessThan(200)
    await page.context().close()
  })

  it('names every service of which nothing is shown', async () => {
    const page = await open(`${url}/service?service=S20&age=0-17`)
    await settled(page)
    const folded = page.locator('.service-rows .folded')
    expect(await read(folded)).toContain(say('service.nameAll'))
    const [named] = (await read(folded)).split(' …')
    await page.emulateMedia({ media: 'print' })
    expect((await read(folded)).length).toBeGreaterThan((named ?? '').length)
    expect(await read(folded)).not.toContain('…')
    await page.context().close()
  })

  it('says the same on paper as before, for the leadership', async () => {
    const page = await open(`${url}/lead`)
    await settled(page)
    await page.emulateMedia({ media: 'print' })
    const { id, hash, published } = {
      id: /\b[0-9a-f]{12}\b/g,
      hash: /\b[0-9a-f]{4}\s[0-9a-f]{4}\b/g,
      published: /(\d{4}\/\d), \d{1,2}\.\d{1,2}\.\d{4}/,
    }
    const lines = (await page.locator('body').innerText()).split('\n').map((line) => line.replaceAll(/\s+/g, ' ').trim())
    const text = lines
      .filter(Boolean)
      .join('\n')
      .replaceAll(url, '(portal)')
      .replaceAll(id, '(release)')
      .replaceAll(hash, '(hash)')
      .replace(published, '$1, (published)')
    await expect(`${text}\n`).toMatchFileSnapshot('printed/leadership.txt')
    await page.context().close()
  })
})

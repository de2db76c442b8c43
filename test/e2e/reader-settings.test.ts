/** Readers who zoom to 400 %, ask for less motion, or bring their own colours. */
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { drawnOrder } from './matrix-geometry.ts'
import { withBrowser } from './open-page.ts'
import { outside } from './outside.ts'
import { settled, soon, speak } from './words.ts'

const VIEWS = [
  '/?age=65plus',
  '/counts',
  '/service',
  '/service?service=S04&open=S02',
  '/matrix?age=80plus&cell=S13.S14',
  '/combinations?age=80plus',
  '/compare?age=80plus&b=age%3D65-79',
  '/compare?age=80plus&b=age%3D65-79&of=matrix',
  '/segments',
  '/segments/figures',
  '/lead',
  '/following',
  '/about',
  '/workshop',
  '/report?age=65plus',
  '/counts?age=0-17,80plus&municipality=217,236',
] as const

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')
afterEach(() => quiet())

describe('zoomed to 400 % on a screen of 1280 × 1024', () => {
  it.each(VIEWS)('reads %s without scrolling sideways', async (view) => {
    const page = await open(url + view, { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 })
    await settled(page)
    expect(await outside(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.context().close()
  })
})

describe('on a phone and on a tablet', () => {
  it.each([390, 701, 768, 1024])('reads every view %i wide without scrolling sideways', async (width) => {
    const page = await open(url, { viewport: { width, height: 844 } })
    for (const view of VIEWS) {
      await page.goto(url + view)
      await settled(page)
      expect({ view, outside: await outside(page) }).toEqual({ view, outside: [] })
    }
    await page.context().close()
  })

  // Each language has its longest words elsewhere.
  it.each(['sv', 'en'])('keeps the frame and the longest choices within a small tablet in %s', async (lang) => {
    const page = await open(url, { viewport: { width: 701, height: 844 } })
    for (const view of ['/', '/matrix', '/following', '/segments/figures', '/releases']) {
      await page.goto(`${url}${view}?lang=${lang}`)
      await settled(page)
      expect({ view, outside: await outside(page) }).toEqual({ view, outside: [] })
    }
    await page.context().close()
  })
})

describe('motion', () => {
  const bySize = (page: Page) =>
    page
      .getByRole('radiogroup', { name: say('matrix.order.label') })
      .getByText(say('matrix.order.size'), { exact: true })
      .click()

  it('moves the rows of the matrix to their new places', async () => {
    const page = await open(`${url}/matrix?age=80plus`, { reducedMotion: 'no-preference' })
    await settled(page)
    const time = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--reorder'))
    expect(Number.parseFloat(time)).toBeGreaterThan(0)
    // Slowed down, so that a busy machine cannot step over the whole way between two frames.
    await page.evaluate(() => document.documentElement.style.setProperty('--reorder', '5s'))
    const names = async () => (await drawnOrder(page.getByRole('application'), 'row')).map(({ name }) => name)
    const places = async () => (await drawnOrder(page.getByRole('application'), 'row')).map(({ at }) => at)
    const before = await names()
    await bySize(page)
    await soon(async () => (await places()).some((at) => !Number.isInteger(at))).toBe(true)
    await soon(async () => (await places()).every(Number.isInteger)).toBe(true)
    expect(await names()).not.toEqual(before)
    await page.context().close()
  })

  it('brings every row to its place though other figures come while it moves', async () => {
    const page = await open(`${url}/matrix?age=80plus&order=size`, { reducedMotion: 'no-preference' })
    await settled(page)
    await page.evaluate(() => document.documentElement.style.setProperty('--reorder', '20s'))
    await page
      .getByRole('radiogroup', { name: say('matrix.order.label') })
      .getByText(say('matrix.order.sector'), { exact: true })
      .click()
    const places = async () => (await drawnOrder(page.getByRole('application'), 'row')).map(({ at }) => at)
    await soon(async () => (await places()).some((at) => !Number.isInteger(at))).toBe(true)
    // The move under way keeps its time; what goes on from it is soon done.
    await page.evaluate(() => document.documentElement.style.setProperty('--reorder', '100ms'))
    await page
      .getByRole('group', { name: say('selection.presets') })
      .getByRole('button', { name: say('age.AGE_18_64'), exact: true })
      .click()
    await page.waitForURL(/age=18-64/)
    await settled(page)
    await soon(async () => (await places()).every(Number.isInteger)).toBe(true)
    await page.context().close()
  })

  it('stands still where less motion is asked for', async () => {
    const page = await open(`${url}/matrix?age=80plus`, { reducedMotion: 'reduce' })
    await settled(page)
    const order = () => drawnOrder(page.getByRole('application'), 'row')
    const before = JSON.stringify(await order())
    await bySize(page)
    await page.waitForURL(/order=size/)
    await soon(async () => JSON.stringify(await order())).not.toBe(before)
    // What is drawn first is where it stays: nothing on its way.
    const first = await order()
    await page.waitForTimeout(100)
    expect(await order()).toEqual(first)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await page.context().close()
  })
})

describe('forced colours', () => {
  it('draws withheld cells, the chosen preset and the chosen cell in the colours of the reader', async () => {
    const page = await open(`${url}/matrix?age=80plus&cell=S13.S14`, { forcedColors: 'active', colorScheme: 'dark' })
    await settled(page)
    const look = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('p'))
      const system = (colour: string) => {
        probe.style.color = colour
        return getComputedStyle(probe).color
      }
      const of = (selector: string, property: 'stroke' | 'backgroundColor' | 'fill') => {
        const element = document.querySelector(selector)
        return element ? getComputedStyle(element)[property] : 'missing'
      }
      return {
        ink: system('CanvasText'),
        page: system('Canvas'),
        body: getComputedStyle(document.body).backgroundColor,
        withheld: of('#matrix-withheld line', 'stroke'),
        cell: of('.matrix-cross .hit', 'stroke'),
      }
    })
    expect(look.body).toBe(look.page)
    expect(look.withheld).toBe(look.ink)
    expect(look.cell).not.toBe(look.page)
    await page
      .getByRole('group', { name: say('selection.presets') })
      .getByRole('button', { name: say('age.AGE_65_PLUS'), exact: true })
      .click()
    await page.mouse.move(0, 0)
    const backgrounds = (pressed: boolean) =>
      page
        .locator(`.selection-presets button[aria-pressed="${pressed}"]`)
        .evaluateAll((buttons) => buttons.map((button) => getComputedStyle(button).backgroundColor))
    await soon(async () => (await backgrounds(true)).length).toBe(1)
    const [chosen] = await backgrounds(true)
    expect((await backgrounds(false)).length).toBeGreaterThan(1)
    expect(await backgrounds(false)).not.toContain(chosen)
    await page.context().close()
  })
})

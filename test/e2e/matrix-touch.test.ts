/** The matrix under fingers, on a tablet: real touch events of the browser, one finger and two. */
import type { CDPSession, Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { cellPoint } from './matrix-geometry.ts'
import { withBrowser } from './open-page.ts'
import { soon, speak, textOf } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')

interface Point {
  readonly x: number
  readonly y: number
}

describe('the matrix under fingers', () => {
  let page: Page
  let fingers: CDPSession
  const stage = () => page.getByRole('application')
  const scroller = () => page.locator('.matrix-scroll')
  const squareBox = async () => {
    const box = await page.locator('.matrix-square').boundingBox()
    if (!box) throw new Error('no matrix on the page')
    return box
  }
  const scrolled = () => scroller().evaluate(({ scrollLeft, scrollTop }) => ({ x: scrollLeft, y: scrollTop }))
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point, id) => ({ ...point, id })) })
  /** Fingers go from one set of places to another in steps, as a hand does. */
  const drag = async (from: readonly Point[], to: readonly Point[], steps = 12) => {
    await touch('touchStart', from)
    for (let step = 1; step <= steps; step++) {
      await touch(
        'touchMove',
        from.map(({ x, y }, at) => ({ x: x + (((to[at]?.x ?? x) - x) * step) / steps, y: y + (((to[at]?.y ?? y) - y) * step) / steps })),
      )
      await page.waitForTimeout(16)
    }
    await touch('touchEnd', [])
    await page.waitForTimeout(200)
  }
  const apart = ({ x, y }: Point, by: number) => [
    { x: x - by, y },
    { x: x + by, y },
  ]

  beforeAll(async () => {
    page = await open(`${url}/matrix?age=80plus`, { viewport: { width: 1024, height: 768 }, hasTouch: true })
    fingers = await page.context().newCDPSession(page)
    await stage().scrollIntoViewIfNeeded()
    await page.evaluate(() => document.querySelector('.matrix-square')?.scrollIntoView({ block: 'center' }))
  })

  it('opens the pair that is tapped, without a tooltip in the way', async () => {
    const { x, y } = await cellPoint(stage(), 1, 0)
    const box = await stage().boundingBox()
    await page.touchscreen.tap((box?.x ?? 0) + x, (box?.y ?? 0) + y)
    await soon(() => textOf(page.locator('#matrix-panel-title'))).toHaveLength(1)
    expect(await page.locator('.matrix-tooltip').count()).toBe(0)
    await page.getByRole('button', { name: say('matrix.panel.close') }).tap()
    await soon(() => page.locator('#matrix-panel-title').count()).toBe(0)
  })

  it('grows under two fingers that part, and the cell between them stays there', async () => {
    const before = await squareBox()
    const centre = { x: 620, y: 400 }
    const part = { x: (centre.x - before.x) / before.width, y: (centre.y - before.y) / before.height }
    await drag(apart(centre, 60), apart(centre, 130))
    const after = await squareBox()
    expect(after.width).toBeGreaterThan(before.width * 1.4)
    expect(Math.abs(after.x + part.x * after.width - centre.x)).toBeLessThan(12)
    // the page itself is not zoomed
    expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1)
  })

  it('is panned by one finger, the names staying at the edges', async () => {
    const from = await scrolled()
    const name = page.locator('.matrix-rows text').nth(6)
    const edge = await name.boundingBox()
    // one way after the other: a browser keeps a finger to the way that it first takes
    await drag([{ x: 760, y: 400 }], [{ x: 560, y: 400 }])
    await drag([{ x: 760, y: 400 }], [{ x: 760, y: 540 }])
    const to = await scrolled()
    expect(to.x).toBeGreaterThan(from.x + 100)
    expect(to.y).toBeLessThan(from.y - 50)
    expect(Math.abs(((await name.boundingBox())?.x ?? 0) - (edge?.x ?? 0))).toBeLessThan(2)
  })

  it('shrinks to the whole again under two fingers that meet', async () => {
    const centre = { x: 620, y: 400 }
    const before = await squareBox()
    await drag(apart(centre, 180), apart(centre, 20), 30)
    expect((await squareBox()).width).toBeLessThan(before.width / 1.4)
    await soon(() => page.getByRole('button', { name: say('matrix.zoom.out') }).isDisabled()).toBe(true)
  })

  it('says nothing on the console', () => quiet())
})

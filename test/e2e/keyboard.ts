/** A reader without a pointer. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Presses Tab until an element has the focus: how many presses that took. */
export async function tabTo(page: Page, target: Locator, most = 80): Promise<number> {
  for (let presses = 1; presses <= most; presses++) {
    await page.keyboard.press('Tab')
    if (await hasFocus(target)) return presses
  }
  throw new Error(`not reached by ${most} presses of Tab: ${target}`)
}

export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluateAll((elements) => elements.some((element) => element === document.activeElement))

/** What has the focus, and whether its look says so: an outline, a shadow or a frame of its own or of the label or list around it. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    if (!active || active === document.body) return { name: 'nothing', visible: false }
    const marked = (element: Element | null) => {
      if (!element) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    }
    const name = `${active.tagName.toLowerCase()}.${active.className} ${active.getAttribute('aria-label') ?? active.textContent ?? ''}`
    return { name: name.slice(0, 90), visible: marked(active) || marked(active.closest('label')) }
  })

/** Every stop of Tab on a page from its start; fails where the focus cannot be seen. */
export async function walk(page: Page, most = 150): Promise<readonly string[]> {
  const stops: string[] = []
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (stop.name === 'nothing') break
    expect(stop).toEqual({ name: stop.name, visible: true })
    stops.push(stop.name)
  }
  return stops
}

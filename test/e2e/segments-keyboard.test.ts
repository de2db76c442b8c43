/** A segmentation begun, named, reordered and saved without a pointer. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { hasFocus, tabTo, walk } from './keyboard.ts'
import { withBrowser } from './open-page.ts'
import { soon, speak } from './words.ts'

interface Drafts {
  readonly segmentDrafts: readonly {
    readonly id: string
    readonly scope: string
    readonly version: {
      readonly savedBy: string
      readonly content: { readonly segments: readonly { readonly name: { readonly fi: string } }[] }
    }
  }[]
}

const DRAFTS = '{ segmentDrafts { id scope version { savedBy content { segments { name { fi } } } } } }'
const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')
const words = (key: string, values: Record<string, string> = {}) => say(`segments.${key}`, values)

describe('segments by keyboard alone', () => {
  let page: Page
  const segment = (n: number) => page.getByRole('listitem', { name: words('segment', { n: String(n) }) })
  const write = async (text: string) => {
    await page.keyboard.press('Control+A')
    await page.keyboard.type(text)
  }
  const saved = async () => {
    const id = new URL(page.url()).searchParams.get('draft')
    return (await ask<Drafts>(url, DRAFTS)).segmentDrafts.find((draft) => draft.id === id)
  }

  beforeAll(async () => {
    page = await open(`${url}/segments`)
  })
  afterAll(async () => {
    await page.context().close()
    quiet()
  })

  it('gives a name and begins a blank draft for an age group', async () => {
    await tabTo(page, page.getByLabel(new RegExp(words('who'))))
    await write('Näppäimistö')
    const scope = page.getByRole('button', { name: new RegExp(words('scope.label')) })
    await tabTo(page, scope)
    await page.keyboard.press('Enter')
    const older = page.getByRole('option', { name: words('scope.AGE_65_PLUS') })
    await older.waitFor()
    for (let presses = 0; presses < 5 && !(await hasFocus(older)); presses++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await soon(() => scope.textContent()).toContain(words('scope.AGE_65_PLUS'))
    await soon(() => hasFocus(scope)).toBe(true)
    await tabTo(page, page.getByRole('button', { name: words('blank') }), 3)
    await page.keyboard.press('Enter')
    await page.waitForURL(/draft=/)
    await segment(2).waitFor()
    expect((await saved())?.scope).toBe('AGE_65_PLUS')
  })

  it('names both segments, moves the second before the first and saves', async () => {
    await tabTo(page, segment(1).getByLabel(words('name'), { exact: true }))
    await write('Ensin')
    await tabTo(page, segment(2).getByLabel(words('name'), { exact: true }))
    await write('Sitten')
    await tabTo(page, segment(2).getByRole('button', { name: `${words('moveUp')}: Sitten` }), 3)
    await page.keyboard.press('Enter')
    await soon(() => segment(1).getByLabel(words('name'), { exact: true }).inputValue()).toBe('Sitten')
    await tabTo(page, page.getByRole('button', { name: words('save'), exact: true }))
    await page.keyboard.press('Enter')
    await soon(async () => (await saved())?.version).toMatchObject({
      savedBy: 'Näppäimistö',
      content: { segments: [{ name: { fi: 'Sitten' } }, { name: { fi: 'Ensin' } }] },
    })
  })

  it('shows where the focus is at every stop of the draft', async () => {
    await page.reload()
    await segment(2).waitFor()
    expect((await walk(page)).length).toBeGreaterThan(25)
  })
})

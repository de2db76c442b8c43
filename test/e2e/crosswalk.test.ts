/** A crosswalk of two drafts in a browser: what it costs, the matrix, the cell in hand, its twin. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { soon, speak } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const { say } = speak('fi')

const CREATE = 'mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank, as: "Aino") { id } }'
/** Of an age group that no other test looks at. */
async function drafted(title: string, least: readonly number[]): Promise<string> {
  const segments = least.map((n) => ({
    ...{ key: `at-least-${n}`, name: { fi: `Vähintään ${n}` } },
    rule: { alternatives: [[{ kind: 'SERVICES', of: 'ALL', least: n }]] },
  }))
  const { createSegmentDraft } = await ask<{ createSegmentDraft: { id: string } }>(url, CREATE, {
    blank: { scope: 'AGE_18_64', content: { title: { fi: title }, segments } },
  })
  return createSegmentDraft.id
}

let draft = ''
beforeAll(async () => {
  // The newest of the others is the one that is compared with first.
  draft = await drafted('Karkea jako', [7, 2])
  await drafted('Hieno jako', [10, 5, 1])
})
const compared = (more = '', options = {}): Promise<Page> => open(`${url}/segments?draft=${draft}&panel=compare${more}`, options)
const shown = async (page: Page): Promise<Page> => {
  await page.locator('.crosswalk-grid').waitFor({ timeout: 60_000 })
  return page
}

describe('the crosswalk of two drafts', () => {
  it('says what it costs before it is asked, costs it, and stays', async () => {
    const page = await compared()
    const cost = page.locator('.crosswalk [role=status] b')
    await cost.waitFor({ timeout: 60_000 })
    const left = Number((await cost.textContent())?.split('/')[0])
    await page.getByRole('button', { name: say('crosswalk.evaluate') }).click()
    await shown(page)
    const budget = async () =>
      (
        await ask<{ evaluationBudget: readonly { scope: string; left: number }[] }>(url, '{ evaluationBudget { scope left } }')
      ).evaluationBudget.find(({ scope }) => scope === 'AGE_18_64')?.left
    // Other tests may spend of the same books meanwhile.
    await soon(budget).toBeLessThan(left)
    await page.reload()
    await shown(page)
    expect(await page.getByRole('button', { name: say('crosswalk.evaluate') }).count()).toBe(0)
    quiet()
  })

  it('has numbers in tens, and withheld cells hatched, never nothing', async () => {
    const page = await shown(await compared())
    const cells = await page.locator('.crosswalk-grid td[data-at]').allTextContents()
    expect(cells).toHaveLength(12)
    for (const text of cells) expect(text.replaceAll('\u00a0', '')).toMatch(/^(\d+0)?$/)
    expect(cells).not.toContain('0')
    expect(await page.locator('.crosswalk-grid .withheld-cell rect').count()).toBe(cells.filter((text) => text === '').length)
    expect(cells.filter((text) => text !== '').length).toBeGreaterThan(2)
  })

  it('tells the cell in hand with its interval, by arrows and by pointer', async () => {
    const page = await shown(await compared())
    await page.locator('.crosswalk-grid td[tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await soon(() => page.locator('.grid-hand').textContent()).toMatch(/^Vähintään 2 × Vähintään 5: /)
    expect(await page.locator('.grid-hand').textContent()).toMatch(/noin [\d\u00a0]+ \([\d\u00a0]+–[\d\u00a0]+\)|ei näytetä/)
    expect(await page.locator(':focus').getAttribute('data-at')).toBe('1 1')
    await page.locator('[data-at="0 0"]').hover()
    await soon(() => page.locator('.grid-hand').textContent()).toMatch(/^Vähintään 7 × Vähintään 10: /)
  })

  it('is the same in the table as in the matrix', async () => {
    const page = await shown(await compared('&table=open'))
    const cells = await page.locator('.crosswalk-grid td[data-at]').allTextContents()
    const rows = await page.locator('.crosswalk .twin-table').first().locator('tbody tr').allTextContents()
    expect(rows).toHaveLength(cells.length)
    for (const [at, cell] of cells.entries()) expect(rows[at]).toContain(cell === '' ? 'ei näytetä' : cell)
  })

  it.each(['sv', 'en'] as const)('is in the reader’s language: %s', async (locale) => {
    const page = await shown(await compared(`&lang=${locale}`))
    const text = (await page.locator('.crosswalk').textContent()) ?? ''
    expect(text).toContain(speak(locale).say('crosswalk.title'))
    expect(text).not.toMatch(/(?:crosswalk|segments|adopted)\.[a-z]/)
  })

  it('has nothing that axe finds wrong, and nothing beside a phone', async () => {
    for (const options of [{}, { colorScheme: 'dark' as const }, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }]) {
      const page = await shown(await compared('&table=open', options))
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      await page.context().close()
    }
  })
})

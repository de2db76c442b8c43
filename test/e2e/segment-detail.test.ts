/** Services together and areas of a segment in a browser: of the demo county's own scheme, and of one that is counted on the page. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { violations } from './axe.ts'
import { withBrowser } from './open-page.ts'
import { speak } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const say = (key: string, values: Record<string, string> = {}, locale: 'fi' | 'sv' | 'en' = 'fi') =>
  speak(locale).say(`detail.${key}`, values)
const NAME = 'Monialaisen tuen asiakkuus'

interface Adopted {
  readonly adoptedSchemes: readonly { readonly id: string; readonly scope: string; readonly draft: string }[]
}

const demoScheme = async (): Promise<string> => {
  const { adoptedSchemes } = await ask<Adopted>(url, '{ adoptedSchemes { id scope draft } }')
  return adoptedSchemes.find(({ scope }) => scope === 'ALL')?.id ?? ''
}

async function panel(name: 'pairs' | 'areas', options = {}, more = ''): Promise<Page> {
  const page = await open(`${url}/segments/figures?scheme=${await demoScheme()}&panel=${name}${more}`, options)
  await page.locator('.estimate-grid').first().waitFor({ timeout: 60_000 })
  return page
}

describe('services together', () => {
  it('are a link away from the matrix: of twelve services shares below the diagonal, times above it, withheld hatched', async () => {
    const page = await open(`${url}/matrix`)
    await page
      .getByRole('navigation', { name: say('overMatrix') })
      .getByRole('link', { name: NAME })
      .click()
    await page.locator('.estimate-grid').waitFor({ timeout: 60_000 })
    expect(await page.locator('h2').first().textContent()).toBe(say('pairsTitle', { name: NAME }))
    const cells = await page
      .locator('.estimate-grid td[data-at]')
      .evaluateAll((all) =>
        all.map((cell) => ({ at: cell.getAttribute('data-at'), text: cell.textContent, hatched: cell.querySelector('svg') !== null })),
      )
    expect(cells).toHaveLength(144)
    const told = cells.map(({ at, text, hatched }) => {
      const [row = 0, column = 0] = (at ?? '').split(' ').map(Number)
      if (hatched) expect(text).toBe('')
      else expect(text).toMatch(row >= column ? /^(\d+\s%|alle 1\s%)$/ : /^(\d+,\d)?$/)
      return hatched
    })
    expect(told.filter((hatched) => hatched).length).toBeGreaterThan(0)
    expect(told.filter((hatched) => !hatched).length).toBeGreaterThan(60)
    quiet()
  })

  it('tell the cell in hand in full, by arrow keys and by pointer', async () => {
    const page = await panel('pairs')
    await page.locator('.estimate-grid td[tabindex="0"]').focus()
    const hand = page.locator('.grid-hand')
    expect(await hand.textContent()).toMatch(/: noin [\d\u00a0]+ asiakasta, /)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => hand.textContent()).toMatch(/ ja .*: noin [\d\u00a0]+ asiakasta käyttää molempia, \d+\s?% \(\d+–\d+\s%\)/)
    expect(await hand.textContent()).toContain('-kertaisesti')
    expect(await page.locator(':focus').getAttribute('data-at')).toBe('1 0')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowRight')
    expect(await page.locator(':focus').getAttribute('data-at')).toBe('0 1')
    await page.locator('[data-at="0 0"]').hover()
    await expect.poll(() => hand.textContent()).not.toContain('molempia')
  })

  it('are the same in the table, and go out as a file', async () => {
    const page = await panel('pairs', {}, '&table=open')
    expect(await page.locator('.twin-table caption').allTextContents()).toEqual([say('table.pairs')])
    expect(await page.locator('.twin-table tbody tr').count()).toBe(66)
    await page.getByRole('button', { name: /^Vie/ }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /CSV/ }).first().click()])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    expect(text).toContain(say('pairsTitle', { name: NAME }))
    expect(text.replaceAll('\u00a0', ' ')).toContain(speak('fi').say('adopted.noise'))
  })

  it('say so where a segment has no two services that are shown', async () => {
    const page = await panel('pairs')
    // Which segments have so few hangs on the noise: all but one service of this one are left out on the way.
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch()
      const answer: { data?: { segmentDetail?: { segment?: { services: unknown[] } } } } = await response.json()
      const segment = answer.data?.segmentDetail?.segment
      if (segment) segment.services = segment.services.slice(0, 1)
      await route.fulfill({ response, json: answer })
    })
    await page.reload()
    await expect.poll(() => page.locator('.adopted-section [role=status]').first().textContent(), { timeout: 60_000 }).toBe(say('pairsFew'))
  })
})

describe('areas', () => {
  it('are municipalities and centres by sex and age, each cell a number or hatched', async () => {
    const page = await panel('areas')
    expect(await page.locator('.estimate-grid').count()).toBe(2)
    const heads = await page.locator('.estimate-grid').first().locator('thead th').allTextContents()
    expect(heads.slice(0, 2)).toEqual(['pojat 0–17', 'miehet 18–64'])
    expect(heads).toHaveLength(8)
    const cells = await page.locator('.estimate-grid td[data-at]').allTextContents()
    expect(cells.length).toBe(8 * (8 + 9))
    for (const text of cells) expect(text).toMatch(/^([\d\u00a0]*0)?$/)
    expect(cells.filter((text) => text !== '').length).toBeGreaterThan(8)
    quiet()
  })
})

it.each(['pairs', 'areas'] as const)('%s has nothing that axe finds wrong, and fits a phone', async (name) => {
  for (const options of [{}, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }]) {
    const page = await panel(name, options, '&table=open')
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await page.context().close()
  }
})

it.each(['sv', 'en'] as const)('both are in the reader’s language: %s', async (locale) => {
  for (const name of ['pairs', 'areas'] as const) {
    const page = await panel(name, {}, `&lang=${locale}`)
    const text = (await page.locator('main').textContent()) ?? ''
    expect(text).toContain(speak(locale).say(`adopted.panel.${name}`))
    expect(text).toContain(say(name === 'pairs' ? 'keyTimes' : 'keyArea', {}, locale))
    expect(text).not.toMatch(/detail\.|adopted\.|segments\./)
  }
})

it('a scheme is counted in detail where somebody presses for it, once, and a count less is left', async () => {
  const rule = (least: number) => ({ alternatives: [[{ kind: 'SERVICES', of: 'ALL', least }]] })
  const content = {
    title: { fi: 'Työikäisten jako' },
    segments: [4, 1].map((least) => ({ key: `at-least-${least}`, name: { fi: `Vähintään ${least}` }, rule: rule(least) })),
  }
  const { createSegmentDraft } = await ask<{ createSegmentDraft: { id: string } }>(
    url,
    'mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank, as: "Aino") { id } }',
    {
      blank: { scope: 'AGE_18_64', content },
    },
  )
  await ask(url, 'mutation($draft: ID!) { adoptSegments(draft: $draft, version: "1", as: "Aino") { id } }', {
    draft: createSegmentDraft.id,
  })
  const { adoptedSchemes } = await ask<Adopted>(url, '{ adoptedSchemes { id scope draft } }')
  const id = adoptedSchemes.find(({ draft }) => draft === createSegmentDraft.id)?.id
  const page = await open(`${url}/segments/figures?scheme=${id}&panel=areas`)
  await page.locator('.detail-state').waitFor({ timeout: 60_000 })
  expect(await page.locator('.detail-state').textContent()).toBe(say('state.NOT_COUNTED'))
  expect(await page.locator('.over-time-count').textContent()).toMatch(/vielä \d\/4 laskentaa/)
  const left = async () => {
    const { evaluationBudget } = await ask<{ evaluationBudget: readonly { scope: string; schemesLeft: number }[] }>(
      url,
      '{ evaluationBudget { scope schemesLeft } }',
    )
    return evaluationBudget.find(({ scope }) => scope === 'AGE_18_64')?.schemesLeft ?? 0
  }
  const before = await left()
  await page.getByRole('button', { name: say('count') }).click()
  await page.locator('.estimate-grid').first().waitFor({ timeout: 60_000 })
  await expect.poll(left, { timeout: 20_000 }).toBe(before - 1)
  expect(await page.locator('.estimate-grid td[data-at]').allTextContents()).toHaveLength(2 * (8 + 9))
  await page.reload()
  await page.locator('.estimate-grid').first().waitFor({ timeout: 60_000 })
  expect(await left()).toBe(before - 1)
  quiet()
})

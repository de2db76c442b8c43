/** What a group takes along besides tables: pictures with their source, a JSON-stat table, and the steps of its workshop. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { takeAway } from './take-away.ts'
import { read, settled, soon, speak, tidy } from './words.ts'

interface Answer {
  readonly release: { readonly id: string }
  readonly usageMatrix: {
    readonly services: readonly { readonly code: string }[]
    readonly counts: readonly (readonly (number | null)[])[]
  }
}
interface Dataset {
  readonly id: readonly string[]
  readonly size: readonly number[]
  readonly dimension: Readonly<Record<string, { readonly category: { readonly index: readonly string[] } }>>
  readonly value: Readonly<Record<string, number | null>>
  readonly status: Readonly<Record<string, string>>
}

const url = inject('demoUrl')
const { open, quiet } = withBrowser()

describe.each(['fi', 'sv', 'en'] as const)('what is taken along from the matrix, in %s', (locale) => {
  const spoken = speak(locale)
  const { say, formats } = spoken
  let page: Page
  let api: Answer

  beforeAll(async () => {
    api = await ask<Answer>(url, '{ release { id } usageMatrix(selection: { ageGroups: [AGE_80_PLUS] }) { services { code } counts } }')
    page = await open(`${url}/matrix?age=80plus&lang=${locale}`)
    await settled(page)
  })
  afterAll(async () => {
    await page.context().close()
    quiet()
  })

  it('an SVG draws the matrix with title, sentence and source, and a PNG is of the same shape', async () => {
    const svg = await takeAway(page, spoken, 'svg')
    expect(svg.name).toBe(`kooste-matrix-${api.release.id}.svg`)
    const text = svg.bytes.toString('utf8')
    const words = tidy([...text.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, inner = '']) => inner.replaceAll(/<[^>]+>/g, '')).join(' '))
    expect(words).toContain(say('matrix.title'))
    expect(words).toContain(await read(page.locator('.view-sentence')))
    expect(words).toContain(tidy(formats.dateRange('2024-10-01', '2025-09-30')))
    expect(text).not.toMatch(/var\(--|class="vh"/)
    const png = await takeAway(page, spoken, 'png')
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    const [, width = 0, height = 0] = /<svg[^>]* width="([\d.]+)"[^>]* height="([\d.]+)"/.exec(text)?.map(Number) ?? []
    expect(width).toBeGreaterThan(600)
    expect(png.bytes.readUInt32BE(16) / png.bytes.readUInt32BE(20)).toBeCloseTo(width / height, 1)
  })

  it('a JSON-stat table holds every number of the server, and nothing where it withholds', async () => {
    const { bytes } = await takeAway(page, spoken, 'json')
    const document: { readonly class: string; readonly link?: { readonly item: readonly Dataset[] } } & Dataset = JSON.parse(
      bytes.toString('utf8'),
    )
    const tables: readonly Dataset[] = document.class === 'collection' ? (document.link?.item ?? []) : [document]
    const pairs = tables.find(({ id }) => id.length === 3)
    if (!pairs) throw new Error(`no table of pairs among ${tables.map(({ id, size }) => `${id} ${size}`)}`)
    const [rows = [], columns = [], measures = []] = pairs.id.map((name) => pairs.dimension[name]?.category.index ?? [])
    const codes = api.usageMatrix.services.map(({ code }) => code)
    let held = 0
    for (const [i, row] of api.usageMatrix.counts.entries())
      for (const [j, count] of row.entries()) {
        if (j <= i) continue
        const at = String((rows.indexOf(codes[i] ?? '') * columns.length + columns.indexOf(codes[j] ?? '')) * measures.length)
        if (count === null) held += 1
        expect([codes[i], codes[j], pairs.value[at] ?? null, pairs.status[at] === 'w']).toEqual([codes[i], codes[j], count, count === null])
      }
    expect(held).toBeGreaterThan(100)
  })

  it('workshop mode leaves the frame away and keeps each step with its figures, its link and a note', async () => {
    const sentence = await read(page.locator('.view-sentence'))
    await page.getByRole('button', { name: say('workshop.name') }).click()
    await soon(() => page.getByRole('navigation').count()).toBe(0)
    await page.getByRole('button', { name: say('workshop.save') }).click()
    await page.getByRole('link', { name: say('workshop.stepsOf', { count: 1 }) }).click()
    const note = page.getByLabel(say('workshop.note', { title: say('matrix.title') }))
    await note.fill('Kotihoito ensin')
    await page.reload()
    await soon(() => note.inputValue()).toBe('Kotihoito ensin')
    expect(await read(page.locator('.step'))).toContain(sentence)
    await page.emulateMedia({ media: 'print' })
    expect(await read(page.locator('.step'))).toContain(`release=${api.release.id}`)
    expect(await note.isVisible()).toBe(false)
    expect(await page.locator('.step-note').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('link', { name: say('matrix.title') }).click()
    await settled(page)
    await soon(() => read(page.locator('.view-sentence'))).toBe(sentence)
    await page.getByRole('button', { name: say('workshop.leave') }).click()
    await soon(() => page.getByRole('navigation').count()).toBeGreaterThan(0)
  })
})

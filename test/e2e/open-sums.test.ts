/** Sums of which a part is withheld: 'at least' in words, in figures and in every drawing; and what a comparison opens with. */
import { afterEach, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { withBrowser } from './open-page.ts'
import { csvRows, takeAway } from './take-away.ts'
import { read, settled, soon, speak, tidy } from './words.ts'

const url = inject('demoUrl')
const { open, quiet } = withBrowser()
const fi = speak('fi')
const { say, formats } = fi
afterEach(() => quiet())

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface Answer {
  readonly overview: {
    readonly services: readonly { readonly service: { readonly code: string; readonly name: string }; readonly clients: Figure }[]
  }
  readonly usageMatrix: { readonly counts: readonly (readonly (number | null)[])[]; readonly atLeast: readonly (readonly boolean[])[] }
  readonly combinations: readonly { readonly clients: Figure }[]
}

interface Covered {
  readonly clients: { readonly count: number | null }
  readonly coverage: {
    readonly shown: string
    readonly of: string
    readonly widening: { readonly gain: string; readonly selection: Readonly<Record<string, readonly string[]>> } | null
  }
}

const AGES = '0-17,80plus'
const SUMS = `query ($selection: Selection) {
  overview(selection: $selection) { services { service { code name } clients { count atLeast } } }
  usageMatrix(selection: $selection) { counts atLeast }
  combinations(size: 2, selection: $selection, first: 20, order: CLIENTS) { clients { count atLeast } } }`
const asked = () => ask<Answer>(url, SUMS, { selection: { ageGroups: ['AGE_0_17', 'AGE_80_PLUS'] } })

describe('a sum of which a part is withheld', () => {
  it('is at least so many in the overview, with a sign in the place of its share', async () => {
    const { overview } = await asked()
    const sum = overview.services.find(({ clients }) => clients.atLeast && clients.count !== null)
    if (!sum) throw new Error('the demo county has such a sum')
    const page = await open(`${url}/?age=${AGES}`)
    await settled(page)
    const row = page.locator('.overview-row').filter({ has: page.locator(`[data-row="${sum.service.code}"]`) })
    expect(await read(row)).toContain(tidy(formats.figure(sum.clients)))
    expect(await row.locator('.open-chevron').count()).toBeGreaterThan(0)
    expect(await row.getByText(say('atLeast.noShare')).count()).toBeGreaterThan(0)
    expect(await page.getByText(say('atLeast.key')).isVisible()).toBe(true)
    await page.context().close()
  })

  it('loses the corner of its cell in the matrix, once for each such pair and way of reading it', async () => {
    const { usageMatrix } = await asked()
    const pairs = usageMatrix.counts.flatMap((row, i) => row.filter((count, j) => i !== j && count !== null && usageMatrix.atLeast[i]?.[j]))
    const page = await open(`${url}/matrix?age=${AGES}&measure=clients`)
    await settled(page)
    const corners = (await page.locator('.matrix-open').getAttribute('d'))?.match(/M/g) ?? []
    expect(pairs.length).toBeGreaterThan(0)
    expect(corners).toHaveLength(pairs.length)
    expect(await page.locator('.matrix-legend').getByText(say('atLeast.key')).isVisible()).toBe(true)
    await page.goto(`${url}/matrix?age=80plus&measure=clients`)
    await settled(page)
    expect(await page.locator('.matrix-open').getAttribute('d')).toBe('')
    expect(await page.getByText(say('atLeast.key')).count()).toBe(0)
    await page.context().close()
  })

  it('has an open end and a sign before its number among the combinations', async () => {
    const { combinations } = await asked()
    const page = await open(`${url}/combinations?age=${AGES}`)
    await settled(page)
    const numbers = (await page.locator('.upset-number').allTextContents()).map(tidy)
    for (const [at, { clients }] of combinations.entries()) expect(numbers[at]).toBe(tidy(formats.bound(clients)))
    const drawn = numbers.filter((number) => number.startsWith('≥'))
    expect(drawn.length).toBeGreaterThan(0)
    expect(await page.locator('.upset .open-chevron').count()).toBe(drawn.length)
    await page.setViewportSize({ width: 390, height: 844 })
    const sums = combinations.filter(({ clients }) => clients.atLeast)
    await soon(() => page.locator('.upset-list .open-chevron').count()).toBe(sums.length)
    expect(await page.getByText(say('atLeast.key')).isVisible()).toBe(true)
    await page.context().close()
  })

  it('has a key beside the histograms of heavy users, too', async () => {
    const page = await open(`${url}/counts?cohort=heavy&municipality=272,849&age=80plus`)
    await settled(page)
    expect(await page.locator('.histogram .open-chevron').count()).toBeGreaterThan(0)
    expect(await page.getByText(say('atLeast.key')).isVisible()).toBe(true)
    expect(await page.getByText(say('counts.keyHeavy')).count()).toBe(0)
    await page.context().close()
  })

  it('has an open end among the people of an indicator', async () => {
    const page = await open(`${url}/lead?municipality=217,236,421,584`)
    await settled(page)
    const least = page.locator('.lead-pair').filter({ hasText: say('figure.atLeast', { count: '' }).trim() })
    expect(await least.count()).toBeGreaterThan(0)
    expect(await page.locator('.lead-pair .open-chevron').count()).toBe(await least.count())
    expect(await page.locator('.lead-section').getByText(say('atLeast.key')).isVisible()).toBe(true)
    await page.context().close()
  })
})

describe('a comparison', () => {
  it.each([
    ['', 'who.everyone', 'who.everyoneHeavy'],
    ['?age=80plus', 'who.age.AGE_80_PLUS', 'who.everyone'],
  ])('opened with %s sets a contrast beside it', async (search, a, b) => {
    const page = await open(`${url}/compare${search}`)
    await settled(page)
    const sides = (await page.locator('.compare-sides > span:nth-child(even)').allInnerTexts()).map(tidy)
    expect(sides[0]?.startsWith(say(a))).toBe(true)
    expect(sides[1]?.startsWith(say(b))).toBe(true)
    expect(await page.getByText(say('compare.same')).count()).toBe(0)
    await page.context().close()
  })

  it('says of both sides how much is shown, and widens B alone by a press', async () => {
    const b = { ageGroups: ['AGE_80_PLUS'], sexes: ['MALE'] }
    const query = `query ($a: Selection, $b: Selection) { a: overview(selection: $a) { ...Parts } b: overview(selection: $b) { ...Parts } }
      fragment Parts on Overview { clients { count } coverage(heavyInService: false) { shown of widening { gain selection { ageGroups sexes } } } }`
    const sides = await ask<Record<'a' | 'b', Covered>>(url, query, { a: { ageGroups: ['AGE_65_PLUS'] }, b })
    const page = await open(`${url}/compare?age=65plus&b=${encodeURIComponent('age=80plus&sex=male')}`)
    await settled(page)
    const held = page.locator('.compare-held')
    const [shownA, ofA, shownB, ofB] = [sides.a, sides.b].flatMap(({ coverage }) => [coverage.shown, coverage.of])
    expect(await read(held)).toContain(say('compare.coverage', { shownA, ofA, shownB, ofB }))
    const wider = sides.b.coverage.widening
    expect(wider).not.toBeNull()
    expect(await read(held.locator('.held-widen').last())).toMatch(new RegExp(`^B: .* ${wider?.gain} `))
    await held.locator('.held-widen').last().getByRole('button').click()
    const widened = await ask<Record<'b', Covered>>(url, query, {
      a: {},
      b: Object.fromEntries(Object.entries(wider?.selection ?? {}).filter(([, values]) => values.length > 0)),
    })
    await soon(async () => tidy(await page.locator('.compare-sides > span').last().innerText())).toContain(
      tidy(formats.count(widened.b.clients.count)),
    )
    expect(new URL(page.url()).searchParams.get('age')).toBe('65plus')
    await page.context().close()
  })

  it('says so where both sides are the same group, be its release named or not', async () => {
    const { release } = await ask<{ release: { id: string } }>(url, '{ release { id } }')
    for (const b of ['all', `release=${release.id}`]) {
      const page = await open(`${url}/compare?b=${encodeURIComponent(b)}`)
      await settled(page)
      expect(await page.getByText(say('compare.same')).isVisible()).toBe(true)
      await page.context().close()
    }
  })

  it('of two releases names both in its sentence, beside its groups and in its files', async () => {
    const { releases } = await ask<{ releases: { id: string; dataDate: string; current: boolean }[] }>(
      url,
      '{ releases { id dataDate current } }',
    )
    const [a, b] = [releases.find(({ current }) => current), releases.find(({ current }) => !current)]
    if (!a || !b) throw new Error('the demo county has earlier releases')
    const page = await open(`${url}/compare?b=${encodeURIComponent(`release=${b.id}`)}`)
    await settled(page)
    const dates = [a, b].map(({ dataDate }) => formats.date(dataDate))
    expect(await read(page.locator('.view-sentence'))).toContain(tidy(say('compare.dates', { a: dates[0], b: dates[1] })))
    const sides = (await page.locator('.compare-sides > span:nth-child(even)').allInnerTexts()).map(tidy)
    for (const at of [0, 1]) expect(sides[at]).toContain(tidy(dates[at] ?? ''))
    expect(await page.getByText(say('compare.same')).count()).toBe(0)
    const told = new Map(csvRows((await takeAway(page, fi, 'csv')).bytes, ';').map(([label, value]) => [label, value]))
    expect(told.get(say('export.note.second'))).toBe(sides[1]?.split(':')[0])
    expect(told.get(say('export.note.secondRelease'))).toContain(b.id)
    expect(told.get(say('export.note.secondDate'))).toBe(tidy(dates[1] ?? ''))
    await page.context().close()
  })
})

/** An expert group asks what belongs together for clients aged 80 and over, and leaves with figures that it can quote. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { cellPoint, drawnOrder } from './matrix-geometry.ts'
import { withBrowser } from './open-page.ts'
import { csvRows, takeAway, workbookRows } from './take-away.ts'
import { read, readAll, settled, soon, speak, textOf, tidy } from './words.ts'

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}
interface Matrix {
  readonly release: { readonly id: string }
  readonly usageMatrix: {
    readonly clients: Figure
    readonly services: readonly { readonly code: string; readonly name: string; readonly shortName: string }[]
    readonly counts: readonly (readonly (number | null)[])[]
    readonly lifts: readonly (readonly (number | null)[])[]
    readonly rowShares: readonly (readonly (number | null)[])[]
    readonly order: readonly string[]
    readonly blocks: readonly (readonly string[])[]
  }
}
interface Combined {
  readonly combinations: readonly {
    readonly services: readonly { readonly name: string }[]
    readonly clients: Figure
    readonly lift: number | null
  }[]
}
interface Compared {
  readonly overviewDifference: readonly {
    readonly service: { readonly name: string; readonly sector: string }
    readonly a: Figure
    readonly b: Figure
    readonly shareA: number | null
    readonly shareB: number | null
    readonly share: number | null
  }[]
}

const MATRIX = `query ($selection: Selection, $locale: Locale) { release { id } usageMatrix(selection: $selection) {
  clients { count atLeast } services { code name(locale: $locale) shortName(locale: $locale) }
  counts lifts rowShares blocks order(by: SIMILARITY) } }`
const COMBINATIONS = `query ($selection: Selection, $locale: Locale) { combinations(size: 3, selection: $selection) {
  services { name(locale: $locale) } clients { count atLeast } lift } }`
const DIFFERENCE = `query ($a: Selection, $b: Selection, $locale: Locale) { overviewDifference(a: $a, b: $b) {
  service { name(locale: $locale) sector } a { count atLeast } b { count atLeast } shareA shareB share } }`

const url = inject('demoUrl')
const oldest = { ageGroups: ['AGE_80_PLUS'] }
const { open, quiet } = withBrowser()

describe.each(['fi', 'sv', 'en'] as const)('a workshop on clients aged 80 and over, in %s', (locale) => {
  const spoken = speak(locale)
  const { say, formats, asked } = spoken
  let page: Page
  let api: Matrix['usageMatrix']
  let release: string
  /** The two services of a block that most clients share: the pair that the group argues about. */
  let pair: readonly [number, number]
  const service = (index: number) => api.services[index] ?? { code: '', name: '', shortName: '' }
  const stage = () => page.getByRole('application')
  const inBar = () => page.getByRole('region', { name: say('selection.label'), exact: true })
  const goTo = async (view: string) => {
    await page
      .getByRole('navigation', { name: say('nav.label'), exact: true })
      .getByRole('link', { name: say(`nav.${view}`) })
      .click()
    await page.waitForURL(`**/${view}?**`)
    await settled(page)
  }

  beforeAll(async () => {
    const answer = await ask<Matrix>(url, MATRIX, { selection: oldest, locale: asked })
    api = answer.usageMatrix
    release = answer.release.id
    const at = (code: string) => api.services.findIndex((each) => each.code === code)
    const together = api.blocks
      .flatMap((codes) => codes.flatMap((a, index) => codes.slice(index + 1).map((b) => [at(a), at(b)] as const)))
      .filter(([a, b]) => (api.lifts[a]?.[b] ?? 0) >= 1.3)
      .sort(([a, b], [c, d]) => (api.counts[c]?.[d] ?? 0) - (api.counts[a]?.[b] ?? 0))
    pair = together[0] ?? [0, 1]
    page = await open(`${url}/?lang=${locale}`, { permissions: ['clipboard-read', 'clipboard-write'] })
  })

  it('chooses them in the selection bar and sees how many they are', async () => {
    await inBar()
      .getByRole('button', { name: new RegExp(`^${say('field.age')}`) })
      .click()
    const dialog = page.getByRole('dialog', { name: say('field.age') })
    await dialog.getByRole('checkbox', { name: say('who.age.AGE_80_PLUS') }).check()
    await dialog.getByRole('button', { name: say('selection.show') }).click()
    await page.waitForURL(/age=80plus/)
    await goTo('matrix')
    const who = say('who.ageOnly', { ages: say('who.age.AGE_80_PLUS') })
    const count = api.clients.count ?? 0
    await soon(() => read(page.locator('.view-sentence'))).toContain(
      say('sentence.who', { who, place: say('place.everywhere'), uses: '', count, figure: formats.figure(api.clients) }),
    )
  })

  it('orders the matrix by similarity: rows, columns and blocks as the server gives them', async () => {
    await page
      .getByRole('radiogroup', { name: say('matrix.order.label') })
      .getByText(say('matrix.order.similarity'), { exact: true })
      .click()
    await page.waitForURL(/order=similarity/)
    const names = async (side: 'row' | 'column') => (await drawnOrder(stage(), side)).map(({ name }) => name)
    const byCode = new Map(api.services.map((each) => [each.code, each]))
    await soon(() => names('row')).toEqual(api.order.map((code) => byCode.get(code)?.name))
    await soon(() => names('column')).toEqual(api.order.map((code) => byCode.get(code)?.shortName))
    expect(await readAll(page.locator('.matrix-block-list dd'))).toEqual(
      api.blocks.map((codes) =>
        tidy(
          [...codes]
            .sort((a, b) => api.order.indexOf(a) - api.order.indexOf(b))
            .map((code) => byCode.get(code)?.shortName)
            .join(', '),
        ),
      ),
    )
  })

  it('pins a service of a block by its name', async () => {
    await page.locator(`.matrix-rows [data-row="${pair[0]}"] text`).first().click()
    await page.waitForURL(new RegExp(`pins=${service(pair[0]).code}`))
    await page.getByRole('button', { name: say('matrix.pin.remove', { name: service(pair[0]).name }) }).waitFor()
  })

  it('points at a cell and presses it: the pair in a sentence, both directions', async () => {
    const [row, column] = pair
    const position = await cellPoint(stage(), row, column)
    const both = formats.count(api.counts[row]?.[column] ?? null)
    const lift = api.lifts[row]?.[column] ?? null
    await stage().hover({ position })
    await soon(() => read(page.locator('.matrix-tooltip'))).toContain(
      say('matrix.pair.briefLift', { clients: both, lift: formats.lift(lift) }),
    )
    await stage().click({ position })
    const panel = page.getByRole('region', { name: `${service(row).name} ${service(column).name}` })
    const text = await read(panel)
    expect(text).toContain(say('matrix.pair.both', { clients: both }))
    expect(text).toContain(say('matrix.pair.more', { lift: formats.lift(lift) }))
    for (const [from, to] of [
      [row, column],
      [column, row],
    ] as const) {
      const share = formats.share(api.rowShares[from]?.[to] ?? null)
      expect(text).toContain(say('matrix.pair.direction', { a: service(from).name, b: service(to).name, share }))
    }
    expect(new URL(page.url()).searchParams.get('cell')).toBe(`${service(row).code}.${service(column).code}`)
  })

  it('makes the pair the selection and finds the combinations of three that hold it', async () => {
    await page.getByRole('link', { name: say('matrix.panel.choose') }).click()
    await page.waitForURL(/uses=/)
    const both = api.counts[pair[0]]?.[pair[1]] ?? null
    await soon(() => read(page.locator('.view-sentence'))).toContain(
      tidy(say('figure.clients', { count: both, figure: formats.count(both) })),
    )
    await goTo('combinations')
    const services = pair.map((index) => service(index).code)
    const { combinations } = await ask<Combined>(url, COMBINATIONS, { selection: { ...oldest, services }, locale: asked })
    const columns = page.getByRole('group', { name: say('combinations.list') }).getByRole('button')
    const heard = await columns.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''))
    expect(heard.length).toBeGreaterThan(5)
    const listed = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} ${say('list.and')} ${names.at(-1)}`
    expect(heard.map(tidy)).toEqual(
      combinations.slice(0, heard.length).map(({ services, clients, lift }) => {
        const values = { names: listed(services.map(({ name }) => name)), clients: formats.figure(clients), lift: formats.lift(lift) }
        return lift === null ? say('combinations.spoken', values) : say('combinations.spokenLift', values)
      }),
    )
    await columns.first().click()
    const detail = page.getByRole('region', { name: say('combinations.detail') })
    await soon(() => read(detail)).toContain(
      say('combinations.used', { clients: formats.count(combinations[0]?.clients.count ?? null), size: 3 }),
    )
  })

  it('compares them with all clients aged 80 and over and takes the figures away', async () => {
    await goTo('compare')
    const second = page.getByRole('group', { name: say('compare.second') })
    await second.getByLabel(say('field.age')).selectOption('AGE_80_PLUS')
    await page.waitForURL(/b=/)
    await settled(page)
    const a = { ...oldest, services: pair.map((index) => service(index).code) }
    const { overviewDifference: rows } = await ask<Compared>(url, DIFFERENCE, { a, b: oldest, locale: asked })
    const shown = await textOf(page.locator('li.difference-row'))
    const expected = rows
      .filter((row) => row.share !== null)
      .map((row) => [row.service.name, formats.share(row.shareA), formats.share(row.shareB), formats.shareDifference(row.share)].map(tidy))
    expect(expected.length).toBeGreaterThan(5)
    for (const parts of expected) expect(shown.filter((text) => parts.every((part) => text.includes(part)))).toHaveLength(1)

    const label = (count: Figure) =>
      tidy(count.atLeast ? say('figure.atLeast', { count: String(count.count) }) : String(count.count ?? say('figure.withheld')))
    const value = (number: number | null) => String(number ?? say('figure.withheld'))
    const written = rows.map((row) => [
      row.service.name,
      say(`sector.${row.service.sector}`),
      label(row.a),
      label(row.b),
      value(row.shareA),
      value(row.shareB),
      value(row.share),
    ])
    const csv = await takeAway(page, spoken, 'csv')
    expect(csv.name).toBe(`kooste-compare-overview-${release}.csv`)
    const lines = csvRows(csv.bytes, locale === 'en' ? ',' : ';')
    expect(lines.slice(1, 1 + rows.length)).toEqual(written)
    const xlsx = await takeAway(page, spoken, 'xlsx')
    const book = workbookRows(xlsx.bytes)
    expect([...book.keys()]).toEqual([say('compare.table.services'), say('export.note.sheet')])
    expect(book.get(say('compare.table.services'))?.slice(1)).toEqual(written)
    const notes = new Map(book.get(say('export.note.sheet'))?.map(([label, text]) => [label, text]))
    expect(notes.get(say('export.note.release'))).toContain(release)
    expect(notes.get(say('field.services'))).toBe(
      [...pair]
        .sort((a, b) => service(a).code.localeCompare(service(b).code))
        .map((index) => service(index).name)
        .join(', '),
    )
    expect(notes.get(say('export.note.threshold'))).toContain('5')
    expect(notes.get(say('export.note.link'))).toContain(`release=${release}`)
    expect(lines.find(([label]) => label === say('export.note.link'))?.[1]).toBe(notes.get(say('export.note.link')))
  })

  it('says nothing on the console', async () => {
    await page.context().close()
    quiet()
  })
})

/** The matrix by keyboard alone, as a screen reader speaks it. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { ask } from '../support/program.ts'
import { focused, hasFocus, tabTo } from './keyboard.ts'
import { framedCell } from './matrix-geometry.ts'
import { withBrowser } from './open-page.ts'
import { read, settled, soon, speak, textOf } from './words.ts'

interface Matrix {
  readonly usageMatrix: {
    readonly services: readonly { readonly code: string; readonly name: string }[]
    readonly counts: readonly (readonly (number | null)[])[]
    readonly atLeast: readonly (readonly boolean[])[]
    readonly lifts: readonly (readonly (number | null)[])[]
    readonly order: readonly string[]
  }
}

const MATRIX = `query ($selection: Selection, $locale: Locale) { usageMatrix(selection: $selection) {
  services { code name(locale: $locale) } counts atLeast lifts order(by: SECTOR) } }`

const url = inject('demoUrl')
const { open, quiet } = withBrowser()

describe.each(['fi', 'en'] as const)('the matrix of clients aged 80 and over by keyboard, in %s', (locale) => {
  const { say, formats, asked } = speak(locale)
  let page: Page
  let api: Matrix['usageMatrix']
  const stage = () => page.getByRole('application')
  const spoken = async () => (await textOf(stage().locator('[aria-live]')))[0]
  const press = (...keys: readonly string[]) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const indexAt = (place: number) => api.services.findIndex(({ code }) => code === api.order[place])
  /** What is heard of the cell at these places. */
  const heard = (rowPlace: number, columnPlace: number) => {
    const [row, column] = [indexAt(rowPlace), indexAt(columnPlace)]
    const [a, b] = [api.services[row]?.name, api.services[column]?.name]
    const count = api.counts[row]?.[column] ?? null
    const lift = api.lifts[row]?.[column] ?? null
    const clients = formats.figure({ count, atLeast: api.atLeast[row]?.[column] ?? false })
    if (row === column) return `${a}: ${count === null ? say('matrix.pair.briefWithheld') : say('matrix.pair.briefService', { clients })}`
    const names = `${a}${say('matrix.pair.and')}${b}`
    if (count === null) return `${names}: ${say('matrix.pair.briefWithheld')}`
    return `${names}: ${lift === null ? say('matrix.pair.brief', { clients }) : say('matrix.pair.briefLift', { clients, lift: formats.lift(lift) })}`
  }
  const isAt = async (row: number, column: number) => {
    await soon(spoken).toBe(heard(row, column))
    await soon(() => framedCell(stage())).toEqual([row, column])
  }
  const last = () => api.order.length - 1

  beforeAll(async () => {
    api = (await ask<Matrix>(url, MATRIX, { selection: { ageGroups: ['AGE_80_PLUS'] }, locale: asked })).usageMatrix
    page = await open(`${url}/matrix?age=80plus&lang=${locale}`)
    await settled(page)
  })

  it('is one stop of Tab, and says how it is steered', async () => {
    await tabTo(page, stage())
    expect(await focused(page)).toMatchObject({ visible: true })
    const described = await stage().evaluate(
      (element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
    )
    expect(described?.replaceAll(/\s+/g, ' ')).toBe(say('matrix.help'))
    expect(await stage().getAttribute('aria-label')).toBe(say('matrix.label', { count: api.services.length }))
    await isAt(0, 0)
    await press('Tab')
    expect(await hasFocus(stage())).toBe(false)
    await press('Shift+Tab')
    await isAt(0, 0)
  })

  it('moves cell by cell with the arrows, and stops at the edges', async () => {
    await press('ArrowRight')
    await isAt(0, 1)
    await press('ArrowDown', 'ArrowDown')
    await isAt(2, 1)
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft')
    await isAt(2, 0)
    await press('ArrowUp', 'ArrowUp', 'ArrowUp')
    await isAt(0, 0)
  })

  it('goes to the ends of the row and to the corners', async () => {
    await press('ArrowDown', 'End')
    await isAt(1, last())
    await press('Home')
    await isAt(1, 0)
    await press('Control+End')
    await isAt(last(), last())
    await press('Control+Home')
    await isAt(0, 0)
  })

  it('goes to the same pair across the diagonal with T', async () => {
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 't')
    await isAt(1, 3)
    await press('T')
    await isAt(3, 1)
  })

  it('stops at withheld cells like at others, and speaks them as withheld', async () => {
    const places = api.order.flatMap((_, row) => api.order.map((__, column) => [row, column] as const))
    const [row, column] = places.find(([row, column]) => row !== column && api.counts[indexAt(row)]?.[indexAt(column)] == null) ?? [-1, -1]
    expect(row).toBeGreaterThanOrEqual(0)
    await press('Control+Home', ...Array(row).fill('ArrowDown'), ...Array(column).fill('ArrowRight'))
    await isAt(row, column)
    expect(await spoken()).toContain(say('matrix.pair.briefWithheld'))
    await press('Enter')
    await soon(() => read(page.locator('.matrix-panel-body'))).toContain(say('matrix.pair.withheld'))
    await press('Escape')
    await isAt(row, column)
  })

  it('opens the panel with Enter, the focus in it, and comes back with Escape', async () => {
    await press('Control+Home', 'ArrowDown', 'Enter')
    const title = page.locator('.matrix-panel h2')
    await soon(() => hasFocus(title)).toBe(true)
    const [a, b] = [api.services[indexAt(1)]?.name, api.services[indexAt(0)]?.name]
    expect(await read(title)).toBe(`${a} ${b}`)
    expect(new URL(page.url()).searchParams.get('cell')).toBe(`${api.order[1]}.${api.order[0]}`)
    await press('Escape')
    await soon(() => hasFocus(stage())).toBe(true)
    await isAt(1, 0)
    expect(await page.locator('.matrix-panel').count()).toBe(0)
    expect(new URL(page.url()).searchParams.has('cell')).toBe(false)
  })

  it('pins and unpins the service of the row with P, and says so', async () => {
    const { code, name } = api.services[indexAt(1)] ?? { code: '', name: '' }
    await press('p')
    await soon(spoken).toBe(say('matrix.pin.on', { name }))
    await soon(() => new URL(page.url()).searchParams.get('pins')).toBe(code)
    await press('P')
    await soon(spoken).toBe(say('matrix.pin.off', { name }))
    await soon(() => new URL(page.url()).searchParams.get('pins')).toBe(null)
  })

  it('lets go of the cell with Escape', async () => {
    await press('ArrowRight', 'Escape')
    await soon(() => framedCell(stage())).toBe(null)
  })

  it('has a table of the same figures for who would rather read', async () => {
    const button = page.getByRole('button', { name: say('matrix.table.show') })
    await tabTo(page, button)
    await press('Enter')
    const cells = await page.locator('.matrix-table tbody tr').nth(3).locator('td').allInnerTexts()
    const row = indexAt(3)
    expect(cells.slice(0, 3).map((cell) => cell.replaceAll(/\s/g, ' '))).toEqual(
      [0, 1, 2].map((place) =>
        formats
          .figure({ count: api.counts[row]?.[indexAt(place)] ?? null, atLeast: api.atLeast[row]?.[indexAt(place)] ?? false })
          .replaceAll(/\s/g, ' '),
      ),
    )
    await page.context().close()
    quiet()
  })
})

/** A1's crawler: asks every canonical cell in every view that shows it, and notes where two views disagree. */
import { CODES, cellName, type Published, SELECTIONS, type Selection, servicesMeasure } from './cells.ts'
import { CENTRES, MUNICIPALITIES } from './fixture/catalogue.ts'
import { field, figure, type Json, list, text } from './json.ts'
import type { Portal } from './world.ts'

export interface Crawl {
  readonly published: Published
  /** Cells for which two views gave different answers. */
  readonly contradictions: readonly string[]
  /** Answers looked at. */
  readonly answers: number
}

/** The GraphQL input for a canonical selection. */
export function selectionInput({ cohort, sex, age, place }: Selection): Readonly<Record<string, unknown>> {
  return {
    cohort,
    ...(sex === 'ALL' ? {} : { sexes: [sex] }),
    ...(age === 'ALL' ? {} : { ageGroups: [age] }),
    ...(place === 'county' ? {} : MUNICIPALITIES.some((code) => code === place) ? { municipalities: [place] } : { centres: [place] }),
  }
}

const FIGURE = '{ count atLeast }'
const VIEWS = `query ($s: Selection, $r: ID) {
  overview(selection: $s, release: $r) { clients ${FIGURE} services { service { code } clients ${FIGURE} heavyInService ${FIGURE} } }
  serviceCounts(selection: $s, release: $r) {
    clients ${FIGURE}
    all { label clients ${FIGURE} } health { label clients ${FIGURE} } social { label clients ${FIGURE} }
    grid { health social counts }
  }
  usageMatrix(selection: $s, release: $r) { clients ${FIGURE} services { code } counts }
}`
const PAIR = `query ($s: Selection, $c: ID!, $r: ID) { coUsage(service: $c, selection: $s, release: $r) { clients ${FIGURE} others { service { code } clients ${FIGURE} } } }`
const TRIPLES = `query ($s: Selection, $r: ID, $size: Int!) { combinations(size: $size, selection: $s, first: 200, release: $r) { services { code } clients ${FIGURE} } }`

/** `release`: null asks the current one. */
export async function crawl(portal: Portal, release: string | null = null, selections: readonly Selection[] = SELECTIONS): Promise<Crawl> {
  const published = new Map<string, number | null>()
  const contradictions: string[] = []
  let answers = 0
  const note = (selection: Selection, measure: string, value: number | null) => {
    const name = cellName(selection, measure)
    const known = published.get(name)
    answers++
    if (known === undefined) published.set(name, value)
    else if (known !== value) contradictions.push(name)
  }
  const noteFigure = (selection: Selection, measure: string, value: Json) => {
    if (field(value, 'atLeast') === true) throw new Error('a single cell is no sum')
    note(selection, measure, figure(value, 'count'))
  }

  for (const selection of selections) {
    const s = selectionInput(selection)
    const views = await portal.ask(VIEWS, { s, r: release })
    noteFigure(selection, 'clients', field(views, 'overview', 'clients'))
    for (const row of list(views, 'overview', 'services')) {
      const code = text(row, 'service', 'code')
      noteFigure(selection, servicesMeasure(code), field(row, 'clients'))
      noteFigure(selection, `heavy-in:${code}`, field(row, 'heavyInService'))
    }
    const counts = field(views, 'serviceCounts')
    noteFigure(selection, 'clients', field(counts, 'clients'))
    for (const histogram of ['all', 'health', 'social'])
      for (const bin of list(counts, histogram)) noteFigure(selection, `${histogram}:${text(bin, 'label')}`, field(bin, 'clients'))
    list(counts, 'grid', 'counts').forEach((row, h) => {
      list(row).forEach((_, c) => {
        note(selection, `grid:${text(counts, 'grid', 'health', h)}:${text(counts, 'grid', 'social', c)}`, figure(row, c))
      })
    })
    const matrix = field(views, 'usageMatrix')
    noteFigure(selection, 'clients', field(matrix, 'clients'))
    const codes = list(matrix, 'services').map((service) => text(service, 'code'))
    codes.forEach((a, i) => {
      codes.forEach((b, j) => {
        note(selection, servicesMeasure(...new Set([a, b])), figure(matrix, 'counts', i, j))
      })
    })
    const triples = !CENTRES.some(({ code }) => code === selection.place)
    for (const size of triples ? [2, 3] : [2]) {
      const shown = new Set<string>()
      for (const row of list(await portal.ask(TRIPLES, { s, r: release, size }), 'combinations')) {
        const measure = servicesMeasure(...list(row, 'services').map((service) => text(service, 'code')))
        shown.add(measure)
        noteFigure(selection, measure, field(row, 'clients'))
      }
      // The view lists what is published: what it does not list is withheld.
      for (const codesOf of size === 2 ? pairs() : triplesOf())
        if (!shown.has(servicesMeasure(...codesOf))) note(selection, servicesMeasure(...codesOf), null)
    }
  }
  // Another way to the same cells: a service as the view's own, and services within the selection.
  for (const selection of selections.filter(({ place }) => place === 'county' || place === MUNICIPALITIES[1])) {
    const s = selectionInput(selection)
    for (const code of CODES) {
      const pair = field(await portal.ask(PAIR, { s, c: code, r: release }), 'coUsage')
      noteFigure(selection, servicesMeasure(code), field(pair, 'clients'))
      for (const other of list(pair, 'others'))
        noteFigure(selection, servicesMeasure(code, text(other, 'service', 'code')), field(other, 'clients'))
    }
    for (const [a = '', b = ''] of pairs().filter((_, i) => i % 9 === 0)) {
      const within = field(
        await portal.ask(VIEWS.replace(/serviceCounts[\s\S]*/, '}').replace(/heavyInService \{ count atLeast \}/, ''), {
          s: { ...s, services: [a, b] },
          r: release,
        }),
        'overview',
      )
      noteFigure(selection, servicesMeasure(a, b), field(within, 'clients'))
      for (const row of list(within, 'services'))
        noteFigure(selection, servicesMeasure(...new Set([a, b, text(row, 'service', 'code')])), field(row, 'clients'))
    }
  }
  return { published, contradictions, answers }
}

export const pairs = (): readonly (readonly string[])[] => CODES.flatMap((a, i) => CODES.slice(i + 1).map((b) => [a, b]))
export const triplesOf = (): readonly (readonly string[])[] =>
  CODES.flatMap((a, i) => CODES.slice(i + 1).flatMap((b, j) => CODES.slice(i + j + 2).map((c) => [a, b, c])))

import { CODES, cellName, SELECTIONS, type Selection, servicesMeasure } from '../cells.ts'
import { selectionInput } from '../crawl.ts'
import type { Exam, Finding } from '../finding.ts'
import { field, figure, list, text } from '../json.ts'

const F = 'clients { count }'
const QUERY = `query ($s: Selection, $r: ID) {
  overview(selection: $s, release: $r) { services { service { code } share } }
  serviceCounts(selection: $s, release: $r) { all { label share } health { label share } social { label share } }
  usageMatrix(selection: $s, release: $r) { services { code } rowShares lifts }
  combinations(size: 2, selection: $s, first: 200, release: $r) { services { code } ${F} lift }
}`
const PAIR = `query ($s: Selection, $c: ID!, $r: ID) { coUsage(service: $c, selection: $s, release: $r) { others { service { code } shareOfService shareOfOther lift } } }`

/**
 * A10: shares and lifts solved for the counts behind them, by enumeration. A share may only say what its published counts say: it
 * must be null where one of them is withheld or the base is under 20, and every pair of counts that gives it must include the
 * published one.
 */
export async function shares(
  { portal, release, published, policy }: Exam,
  selections: readonly Selection[] = SELECTIONS,
): Promise<Finding> {
  const recovered: string[] = []
  let tried = 0
  const share = (value: number | null, part: string, whole: string) => {
    if (value === null) return
    tried++
    const [a, b] = [published.get(part) ?? null, published.get(whole) ?? null]
    if (b === null) recovered.push(`${part} is ${value} % of ${whole}, which is withheld`)
    else if (b < 20) recovered.push(`${part} is ${value} % of ${b}, a base under 20`)
    else if (a === null) {
      const parts = Array.from({ length: b + 1 }, (_, n) => n).filter((n) => Math.round((100 * n) / b) === value)
      recovered.push(`${part} is withheld, and its share leaves ${parts.at(0)} to ${parts.at(-1)}`)
    } else if (Math.abs(Math.min(100, (100 * a) / b) - value) > 0.5)
      recovered.push(`${part}: ${value} % is not of the published ${a} and ${b}`)
  }
  const lift = (value: number | null, cells: readonly string[]) => {
    if (value === null) return
    tried++
    const figures = cells.map((name) => published.get(name) ?? null)
    if (figures.includes(null)) recovered.push(`${cells[0]} has a lift of ${value}, and a figure of it is withheld`)
    const [joint = 0, a = 0, b = 0, n = 0] = figures.map(Number)
    if (Math.min(a, b, n) < 20) recovered.push(`${cells[0]} has a lift on a base under 20`)
    if (Math.abs((joint * n) / (a * b) - value) > 0.051) recovered.push(`${cells[0]}: a lift of ${value} is not of the published figures`)
  }
  for (const selection of selections) {
    const s = selectionInput(selection)
    const name = (...codes: readonly string[]) => cellName(selection, servicesMeasure(...codes))
    const answer = await portal.ask(QUERY, { s, r: release })
    for (const row of list(answer, 'overview', 'services')) share(figure(row, 'share'), name(text(row, 'service', 'code')), name())
    for (const histogram of ['all', 'health', 'social'])
      for (const bin of list(answer, 'serviceCounts', histogram))
        share(figure(bin, 'share'), cellName(selection, `${histogram}:${text(bin, 'label')}`), name())
    const codes = list(answer, 'usageMatrix', 'services').map((service) => text(service, 'code'))
    codes.forEach((a, i) => {
      codes.forEach((b, j) => {
        share(figure(answer, 'usageMatrix', 'rowShares', i, j), name(...new Set([a, b])), name(a))
        if (i !== j) lift(figure(answer, 'usageMatrix', 'lifts', i, j), [name(a, b), name(a), name(b), name()])
      })
    })
    for (const row of list(answer, 'combinations')) {
      const [a = '', b = ''] = list(row, 'services').map((service) => text(service, 'code'))
      lift(figure(row, 'lift'), [name(a, b), name(a), name(b), name()])
    }
    const own = CODES[tried % CODES.length] ?? ''
    for (const row of list(await portal.ask(PAIR, { s, c: own, r: release }), 'coUsage', 'others')) {
      const other = text(row, 'service', 'code')
      share(figure(row, 'shareOfService'), name(own, other), name(own))
      share(figure(row, 'shareOfOther'), name(own, other), name(other))
      lift(figure(row, 'lift'), [name(own, other), name(own), name(other), name()])
      if (field(row, 'service', 'code') !== other) throw new Error('a service has one code')
    }
  }
  return { attack: `A10 shares solved back (${policy})`, tried, recovered, notes: [] }
}

import { cellName, parentsOf, SELECTIONS } from '../cells.ts'
import { type Exam, type Finding, isSmall } from '../finding.ts'
import { measuresOf } from '../lines.ts'
import { twoRates } from '../statistics.ts'

/**
 * A9, policy `perturbed`: two nested cells with the same number. If that were more frequent where nobody is between them than
 * where one to four are, it would prove emptiness. Steps are those of sex, age, place, cohort and services.
 */
export function equalNumbers({ published, truth }: Exam): Finding {
  const empty = { pairs: 0, equal: 0 }
  const step = { pairs: 0, equal: 0 }
  let nested = 0
  const look = (outer: string, inner: string) => {
    const [a, b] = [published.get(outer), published.get(inner)]
    if (typeof a !== 'number' || typeof b !== 'number') return
    nested++
    const between = truth.count(outer) - truth.count(inner)
    const kind = between === 0 ? empty : isSmall(between) ? step : null
    if (!kind) return
    kind.pairs++
    if (a === b) kind.equal++
  }
  for (const measure of measuresOf(published))
    for (const selection of SELECTIONS) {
      const inner = cellName(selection, measure)
      for (const { parent, dimension } of parentsOf(selection)) {
        // Heavy in a service is heavy: one cell under two names.
        if (dimension === 'cohort' && measure.startsWith('heavy-in')) continue
        look(cellName(parent, measure), inner)
      }
      const [kind, ...codes] = measure.split(':')
      if (kind !== 'services') continue
      for (const left of codes) {
        const rest = codes.filter((code) => code !== left)
        look(cellName(selection, rest.length === 0 ? 'clients' : `services:${rest.join(':')}`), inner)
      }
    }
  const p = twoRates(empty.equal, empty.pairs, step.equal, step.pairs)
  return {
    attack: 'A9 equal numbers of nested cells (perturbed)',
    tried: nested,
    recovered:
      p > 0.01
        ? []
        : [
            `empty steps show equal numbers in ${empty.equal} of ${empty.pairs}, steps of 1 to 4 in ${step.equal} of ${step.pairs}: p = ${p}`,
          ],
    notes: [
      `${empty.pairs} pairs with nobody between, ${step.pairs} with one to four, of ${nested} nested pairs shown; p = ${p.toFixed(3)}`,
    ],
  }
}

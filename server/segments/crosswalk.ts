/** The crosswalk of two schemes of one age group: how many clients of each segment of the one fall into each of the other. */
import { listOf, record } from '../json.ts'
import { type Budget, type NoisySize, parseBudget, parseSize } from './answer.ts'
import { type Parsed, parseSchemeRules } from './parse-rules.ts'
import type { Rule, SchemeRules, Scope } from './rule.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface CrosswalkRules {
  readonly scope: Scope
  readonly sides: readonly [readonly Rule[], readonly Rule[]]
}

/** Segments of the first side as rows, of the second as columns, 'other' last; sums are of the noisy cells. */
export interface Crosswalk {
  readonly cells: readonly (readonly NoisySize[])[]
  readonly rows: readonly NoisySize[]
  readonly columns: readonly NoisySize[]
}

export type CrosswalkAnswer =
  /** `stored`: the two were crossed before, in whichever order, and this is that answer. */
  | { readonly kind: 'crosswalk'; readonly crosswalk: Crosswalk; readonly stored: boolean; readonly budget: Budget }
  | { readonly kind: 'spent'; readonly budget: Budget }
  /** The vault has no import of that date, or the schemes do not fit it. */
  | { readonly kind: 'not possible' }

/** Two canonical schemes of one scope in one order, and whether that is not the order in which they were given. */
export function crossed(one: SchemeRules, other: SchemeRules): { readonly rules: CrosswalkRules; readonly turned: boolean } {
  if (one.scope !== other.scope) throw new Error('schemes of different age groups do not cross')
  const turned = JSON.stringify(other.rules) < JSON.stringify(one.rules)
  return { rules: { scope: one.scope, sides: turned ? [other.rules, one.rules] : [one.rules, other.rules] }, turned }
}

/** Equal text, equal crosswalk. No scheme has the text of a crosswalk. */
export const crosswalkText = ({ scope, sides }: CrosswalkRules): string => JSON.stringify({ scope, sides })

/** The two schemes of a crosswalk's text. */
export function parseCrosswalkRules(json: unknown, vocabulary: Vocabulary): Parsed<readonly [SchemeRules, SchemeRules]> {
  const { scope, sides } = json !== null && typeof json === 'object' ? record(json) : {}
  const [one, other] = Array.isArray(sides) && sides.length === 2 ? sides : []
  const [first, second] = [parseSchemeRules({ scope, rules: one }, vocabulary), parseSchemeRules({ scope, rules: other }, vocabulary)]
  if (!first.ok) return first
  return second.ok ? { ok: true, value: [first.value, second.value] } : second
}

/** The same crosswalk seen from the other side. */
export const turnedRound = ({ cells, rows, columns }: Crosswalk): Crosswalk => ({
  cells: columns.map((_, column) => cells.flatMap((row) => row[column] ?? [])),
  rows: columns,
  columns: rows,
})

/** An answer from JSON. Throws where it has another shape or a size that must not be seen. */
export function parseCrosswalk(json: unknown): CrosswalkAnswer {
  const { kind, crosswalk, stored, budget } = record(json)
  switch (kind) {
    case 'not possible':
      return { kind }
    case 'spent':
      return { kind, budget: parseBudget(budget) }
    case 'crosswalk': {
      const { cells, rows, columns } = record(crosswalk)
      const parsed = { cells: listOf(cells, sizes), rows: sizes(rows), columns: sizes(columns) }
      if (parsed.cells.length !== parsed.rows.length || parsed.cells.some((row) => row.length !== parsed.columns.length))
        throw new TypeError('a crosswalk has a cell for every two segments')
      return { kind, crosswalk: parsed, stored: stored === true, budget: parseBudget(budget) }
    }
    default:
      throw new TypeError('no answer of the vault')
  }
}

const sizes = (json: unknown): readonly NoisySize[] => listOf(json, parseSize)

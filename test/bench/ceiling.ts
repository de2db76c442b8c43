/**
 * What any release could show of one table: the ceiling that the guard's own choice is held against. A table is one measure (clients, users of
 * one service, of two) in both cohorts over all selections. Found by integer programming over its lines alone: an attacker who only adds and
 * subtracts along them must find no small group and no empty one, and what threshold and atom rule bar stays withheld (G3, G5). The linear
 * attacker finds more, so that the true ceiling is at most this one.
 */
import loadHighs from 'highs'
import { measureColumns } from '../../server/release/lattice.ts'
import { serviceValues } from '../../server/vault/guard/family-values.ts'
import type { GuardContext } from '../../server/vault/guard/guard-context.ts'
import { lineLength, lineMember, linkFamily, UNKNOWN } from '../../server/vault/guard/linked-family.ts'
import { serviceShape } from '../../server/vault/guard/service-shape.ts'

export interface Ceiling {
  /** Cells of k clients or more, */
  readonly of: number
  /** those of them that the release shows, */
  readonly shown: number
  /** and those that any release shows at most. */
  readonly atMost: number
}

/** Seconds for one table; where they do not suffice, the bound reached by then is the ceiling. */
const PATIENCE = 20

const SHAPE = serviceShape(0)

/** Column of the base block: clients, one service or two. `published` as the release shows it. */
export async function ceilingOf(context: GuardContext, column: number, published: Uint32Array): Promise<Ceiling> {
  const { selections, layout, rest, heavy, counts, barred, cohortCells, k } = context
  const { count } = selections
  const { width } = measureColumns(layout)
  const clients = (block: Int32Array) => (s: number) => block[s * width + column] ?? 0
  const values = serviceValues(0, count, clients(rest), clients(heavy))
  const family = linkFamily(SHAPE, selections, values, k, 0)

  // One column a group: 1 where it is known.
  const groups = family.state.length
  const worth = new Float64Array(groups)
  let [of, shown] = [0, 0]
  for (const { table, cohort } of SHAPE.measures)
    selections.published.forEach((rows, s) => {
      for (const row of rows) {
        const cell = cohort * cohortCells.base + row * width + column
        if ((counts.base[cell] ?? 0) < k) continue
        of++
        if ((published[cell] ?? 0) > 0) shown++
        const group = table * count + s
        if (barred.base[cell] !== 1) worth[group] = (worth[group] ?? 0) + 1
      }
    })
  const told = Float64Array.from(family.state, (state) => (state === UNKNOWN ? 0 : 1))
  const most = Float64Array.from(family.secret, (secret) => 1 - secret)

  // Whoever knows all but one of a line knows that one: the others' sum less the one is at most two fewer than the line has.
  const indices: number[] = []
  const coefficients: number[] = []
  const starts = [0]
  const high: number[] = []
  family.unknown.forEach((_, line) => {
    const members = Array.from({ length: lineLength(family, line) }, (_, m) => lineMember(family, line, m))
    for (const one of members) {
      if (told[one] === 1) continue
      indices.push(...members)
      coefficients.push(...members.map((member) => (member === one ? -1 : 1)))
      starts.push(indices.length)
      high.push(members.length - 2)
    }
  })
  const highs = await loadHighs()
  const model = highs.createModel({
    ...{ numCols: groups, numRows: high.length, colCost: worth, colLower: told, colUpper: most },
    ...{ rowLower: new Float64Array(high.length).fill(-highs.infinity), rowUpper: Float64Array.from(high) },
    matrix: {
      ...{ format: 'csr', numRows: high.length, numCols: groups, starts: Int32Array.from(starts) },
      ...{ indices: Int32Array.from(indices), values: Float64Array.from(coefficients) },
    },
    integrality: new Int32Array(groups).fill(highs.constants.variableType.integer),
  })
  try {
    model.options.set({ output_flag: false, time_limit: PATIENCE, random_seed: 0 })
    model.changeObjectiveSense(highs.constants.objectiveSense.maximize)
    model.run()
    const bound = Number(model.info.get('mip_dual_bound'))
    return { of, shown, atMost: Math.min(of, Math.floor(bound + 1e-6)) }
  } finally {
    model.dispose()
  }
}

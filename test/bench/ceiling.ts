/**
 * What any release could show of one table: the ceiling that the guard's own choice is held against. A table is one measure (clients, users of
 * one service, of two) in both cohorts over all selections. Found by integer programming: what threshold and atom rule bar stays withheld
 * (G3, G5); an attacker who adds and subtracts along the lines finds no small and no empty group; no two known cells, one inside the other,
 * differ by fewer than k clients (A2). The linear attacker over several tables finds more, so that the true ceiling is at most this one.
 */
import loadHighs from 'highs'
import { measureColumns } from '../../server/release/lattice.ts'
import { lineLength, lineMember } from '../../server/vault/guard/family-lines.ts'
import { serviceValues } from '../../server/vault/guard/family-values.ts'
import type { GuardContext } from '../../server/vault/guard/guard-context.ts'
import { type LinkedFamily, linkFamily, UNKNOWN } from '../../server/vault/guard/linked-family.ts'
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
/** Its tables of both cohorts. */
const [ALL, HEAVY] = [0, 1] as const

/** Column of the base block: clients, one service or two. `published` as the release shows it. */
export async function ceilingOf(context: GuardContext, column: number, published: Uint32Array): Promise<Ceiling> {
  const { selections, layout, rest, heavy, counts, barred, cohortCells, k } = context
  const { count } = selections
  const { width } = measureColumns(layout)
  const clients = (block: Int32Array) => (s: number) => block[s * width + column] ?? 0
  const values = serviceValues(0, count, clients(rest), clients(heavy))
  const family = linkFamily({ shape: SHAPE, selections, values, k, exempt: 0, ruledOut: new Uint8Array(SHAPE.tables) })

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
    const [total = 0, ...parts] = members
    // A known total over nobody proves that its unknown parts are empty.
    if (parts.some((part) => family.secret[part] === 1)) {
      indices.push(total, ...parts)
      coefficients.push(1, ...parts.map((part) => values[part] ?? 0))
      starts.push(indices.length)
      high.push(parts.reduce((sum, part) => sum + (values[part] ?? 0), 0))
    }
    for (const one of members) {
      if (told[one] === 1) continue
      indices.push(...members)
      coefficients.push(...members.map((member) => (member === one ? -1 : 1)))
      starts.push(indices.length)
      high.push(members.length - 2)
    }
  })
  for (const [a, b] of tooNear(family)) {
    indices.push(a, b)
    coefficients.push(1, 1)
    starts.push(indices.length)
    high.push(1)
  }
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

/** Groups one inside the other that differ by fewer than k clients: not both may be known (A2), but for what the attacker is told anyway. */
function* tooNear({ selections, values, state, k }: LinkedFamily): Generator<readonly [number, number]> {
  const { count, nested, nestedStart } = selections
  const far = (a: number, b: number) => state[a] !== UNKNOWN || state[b] !== UNKNOWN || Math.abs((values[a] ?? 0) - (values[b] ?? 0)) >= k
  for (const table of [ALL, HEAVY])
    for (let s = 0; s < count; s++) {
      const group = table * count + s
      if (table === ALL && !far(group, HEAVY * count + s)) yield [group, HEAVY * count + s]
      for (let x = nestedStart[s] ?? 0; x < (nestedStart[s + 1] ?? 0); x++) {
        // where s lies inside another
        const outer = nested[x] ?? 0
        if (outer < 0) continue
        for (const over of table === HEAVY ? [ALL, HEAVY] : [ALL])
          if (!far(group, over * count + outer)) yield [group, over * count + outer]
      }
    }
}

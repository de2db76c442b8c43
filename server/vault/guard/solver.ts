/** HiGHS (WebAssembly), kept warm over one program: which cheapest columns do what is asked? */
import loadHighs, { type Highs, type Model } from 'highs'

/** Minimise cost × columns, 0 ≤ columns ≤ upper, low ≤ rows ≤ high. The columns 0 satisfy every row. */
export interface Program {
  readonly cost: Float64Array
  readonly upper: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

export interface Row {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

export type Answer = { readonly kind: 'found'; readonly cost: number; readonly columns: Float64Array } | { readonly kind: 'impossible' }

export interface Solver {
  /** Cheapest columns for which `row` is at least `low`. */
  readonly cheapest: (row: Row, low: number) => Answer
  /** Changes a column for good. */
  readonly setColumn: (column: number, cost: number, upper: number) => void
  /** Changes the bounds of a row for good. */
  readonly setRow: (row: number, low: number, high: number) => void
  readonly calls: () => number
}

/** The solver ran into trouble: nothing may be concluded. */
export class SolverFailed extends Error {
  constructor(options?: ErrorOptions) {
    super('the solver gave no answer', options)
  }
}

let loading: Promise<Highs> | null = null

/** Runs `work` with a solver over the program; see `withSolvers`. */
export async function withSolver<T>(program: Program, work: (solver: Solver) => T): Promise<T> {
  return withSolvers((open) => work(open(program)))
}

/**
 * Runs `work`, which opens solvers over as many programs as it needs. Their memory is given back; a crashed module is thrown away
 * (`SolverFailed`).
 */
export async function withSolvers<T>(work: (open: (program: Program) => Solver) => T): Promise<T> {
  loading ??= loadHighs()
  const highs = await loading
  const models: Model[] = []
  try {
    return work((program) => openSolver(highs, program, models))
  } finally {
    try {
      for (const model of models) model.dispose()
    } catch {
      loading = null
    }
  }
}

function openSolver(highs: Highs, program: Program, models: Model[]): Solver {
  const finite = (n: number) => (n === Infinity ? highs.infinity : n === -Infinity ? -highs.infinity : n)
  const numCols = program.cost.length
  const numRows = program.low.length
  const { modelStatus } = highs.constants
  const guarded = <R>(call: () => R): R => {
    try {
      return call()
    } catch (cause) {
      loading = null
      throw new SolverFailed({ cause })
    }
  }
  const model = guarded(() =>
    highs.createModel({
      numCols,
      numRows,
      colCost: program.cost,
      colLower: new Float64Array(numCols),
      colUpper: program.upper.map(finite),
      rowLower: program.low.map(finite),
      rowUpper: program.high.map(finite),
      matrix: { format: 'csr', numRows, numCols, starts: program.starts, indices: program.indices, values: program.values },
    }),
  )
  models.push(model)
  let calls = 0
  const isAnswer = (status: number) => status === modelStatus.optimal || status === modelStatus.infeasible
  /** From the columns 0 only the row asked for is violated: the dual simplex method has a short way. */
  const statusOf = (presolve: 'off' | 'on') => {
    model.options.set({ presolve })
    model.setLogicalBasis()
    model.run()
    return model.getModelStatus()
  }
  const run = (): Answer => {
    calls++
    // One in some hundred thousand programs ends without a status; presolved it is another one with the same answers.
    const first = statusOf('off')
    const status = isAnswer(first) ? first : statusOf('on')
    if (status === modelStatus.infeasible) return { kind: 'impossible' }
    if (status !== modelStatus.optimal) throw new Error('no answer')
    return { kind: 'found', cost: model.getObjectiveValue(), columns: model.getSolution().colValue }
  }
  guarded(() => model.options.set({ output_flag: false, random_seed: 0, solver: 'simplex' }))
  return {
    calls: () => calls,
    setColumn: (column, cost, upper) =>
      guarded(() => {
        model.changeColCost(column, cost)
        model.changeColBounds(column, 0, finite(upper))
      }),
    setRow: (row, low, high) => guarded(() => model.changeRowBounds(row, finite(low), finite(high))),
    cheapest: (row, low) =>
      guarded(() => {
        model.addRow(low, highs.infinity, row)
        const answer = run()
        model.deleteRows({ kind: 'set', indices: [numRows] })
        return answer
      }),
  }
}

/** The attacker over one wide family: what he proves to be small is mended by withholding the cheapest figures. See wide-audit.md. */
import loadHighs, { type Highs, type Model } from 'highs'
import { patternsOf } from './client-patterns.ts'
import type { GuardContext } from './guard-context.ts'
import { impliedGroups } from './implied-groups.ts'
import { type UnshownGroup, unshownGroups, type WideCell, type WideFamily, wideCells } from './wide-family.ts'

export interface WideFindings {
  /** Figures to withhold, as cells of each block. */
  readonly gone: { readonly base: readonly number[]; readonly triples: readonly number[] }
  /** Withheld cells of 1 to k − 1 clients, groups that no figure shows, and patterns. */
  readonly targets: number
  readonly solverCalls: number
  /** Targets proven before anything was let go. */
  readonly proven: number
}

/** A group to be kept from being proven small. */
export type Target = Pick<WideCell, 'columns'>

const EPSILON = 1e-6
const NOTHING_ASKED: WideFindings = { gone: { base: [], triples: [] }, targets: 0, solverCalls: 0, proven: 0 }

let loading: Promise<Highs> | null = null

/** Audits and mends. Figures shown are read from `published`; nothing is ever shown anew. */
export async function auditWide(context: GuardContext, family: WideFamily): Promise<WideFindings> {
  const { k } = context
  const patterns = patternsOf(family.services, context.rules, context.layout.tops)
  const cells = wideCells(context, family, patterns)
  const shown = cells.filter(({ known }) => known)
  if (family.services.length === 0 && !shown.some(({ weights }) => weights)) return NOTHING_ASKED
  const unshown = unshownGroups(context, family, patterns)
  // How many have a pattern the cube does not tell, so all are asked: a table in which nobody has it vouches for it, and most have many such.
  const alone = family.services.length === 0 ? [] : patterns.map((_, column) => ({ columns: Int32Array.of(column) }))
  const implied = impliedGroups(context, family, patterns).map((columns) => ({ columns }))
  const targets = [...cells.filter(({ truth, weights }) => !weights && truth > 0 && truth < k), ...unshown, ...alone, ...implied]
  return auditProgram({ columns: patterns.length, shown, few: unshown.filter((group) => group.few), targets }, k)
}

/** What is known of groups of clients, and of which of their sums it must not tell that they are small. */
export interface NumberProgram {
  /** Groups that nothing published tells apart further. */
  readonly columns: number
  readonly shown: readonly WideCell[]
  readonly few: readonly UnshownGroup[]
  readonly targets: readonly Target[]
}

export async function auditProgram({ columns, shown, few, targets }: NumberProgram, k: number): Promise<WideFindings> {
  if (shown.length < 2) return { ...NOTHING_ASKED, targets: targets.length }
  loading ??= loadHighs()
  const highs = await loading
  const model = modelOf(highs, columns, shown, few, k)
  try {
    return mend(highs, model, columns, shown, targets, shown.length + few.length, k)
  } catch (cause) {
    loading = null
    throw cause
  } finally {
    model.dispose()
  }
}

/**
 * Clients by pattern, then for each shown figure how far it may be missed upwards and downwards: not at all, to begin with. After the figures
 * the groups of which everybody knows that they are few.
 */
function modelOf(highs: Highs, patterns: number, shown: readonly WideCell[], few: readonly UnshownGroup[], k: number): Model {
  const numCols = patterns + 2 * shown.length
  const numRows = shown.length + few.length
  const starts = new Int32Array(numRows + 1)
  shown.forEach(({ columns }, r) => {
    starts[r + 1] = (starts[r] ?? 0) + columns.length + 2
  })
  few.forEach(({ columns }, f) => {
    const r = shown.length + f
    starts[r + 1] = (starts[r] ?? 0) + columns.length
  })
  const upper = new Float64Array(numCols).fill(highs.infinity)
  upper.fill(0, patterns)
  const model = highs.createModel({
    numCols,
    numRows,
    colCost: new Float64Array(numCols),
    colLower: new Float64Array(numCols),
    colUpper: upper,
    rowLower: Float64Array.of(...shown.map(({ truth }) => truth), ...few.map(() => 0)),
    rowUpper: Float64Array.of(...shown.map(({ truth }) => truth), ...few.map(() => k - 1)),
    matrix: {
      format: 'csr',
      numCols,
      numRows,
      starts,
      indices: Int32Array.from([
        ...shown.flatMap(({ columns }, r) => [...columns, patterns + 2 * r, patterns + 2 * r + 1]),
        ...few.flatMap(({ columns }) => [...columns]),
      ]),
      values: Float64Array.from([
        ...shown.flatMap(({ columns, weights }) => [...(weights ?? new Array<number>(columns.length).fill(1)), 1, -1]),
        ...few.flatMap(({ columns }) => new Array<number>(columns.length).fill(1)),
      ]),
    },
  })
  model.options.set({ output_flag: false, random_seed: 0 })
  return model
}

function mend(
  highs: Highs,
  model: Model,
  patterns: number,
  shown: readonly WideCell[],
  targets: readonly Target[],
  rows: number,
  k: number,
): WideFindings {
  const { modelStatus, objectiveSense } = highs.constants
  const every = { kind: 'range', from: 0, to: patterns + 2 * shown.length - 1 } as const
  const open = new Set(targets)
  const gone = new Set<WideCell>()
  let [solverCalls, proven] = [0, 0]
  const solve = (costs: Float64Array, sense: 'minimize' | 'maximize') => {
    model.changeColsCost(every, costs)
    model.changeObjectiveSense(objectiveSense[sense])
    model.run()
    solverCalls++
    return model.getModelStatus()
  }
  /** Every target to which this table gives nobody, or k or more, is kept. */
  const vouch = () => {
    const { colValue } = model.getSolution()
    for (const target of open) {
      const n = target.columns.reduce((sum, column) => sum + (colValue[column] ?? 0), 0)
      if (n < EPSILON || n > k - EPSILON) open.delete(target)
    }
  }
  const costsOf = (wanted: Iterable<Target>) => {
    const costs = new Float64Array(patterns + 2 * shown.length)
    for (const { columns } of wanted) for (const column of columns) costs[column] = (costs[column] ?? 0) + 1
    return costs
  }
  const push = (wanted: readonly Target[], sense: 'minimize' | 'maximize') => {
    const status = solve(costsOf(wanted), sense)
    if (status === modelStatus.optimal) vouch()
    else if (status === modelStatus.unbounded && sense === 'maximize' && wanted.length === 1)
      for (const target of wanted) open.delete(target)
    else if (status !== modelStatus.unbounded) throw new Error('the solver gave no answer')
  }
  push([...open], 'minimize')
  push([...open], 'maximize')
  for (const target of targets) {
    if (open.has(target)) push([target], 'minimize')
    if (open.has(target)) push([target], 'maximize')
  }
  proven = open.size
  for (const target of [...open]) {
    if (!open.has(target)) continue
    letGo(target)
    if (open.has(target)) throw new Error('a table does not keep the secret it was asked for')
  }
  const of = (block: WideCell['block']) => [...gone].flatMap((cell) => (cell.block === block ? cell.cells : []))
  return { gone: { base: of('base'), triples: of('triples') }, targets: targets.length, solverCalls, proven }

  /** Withholds what the cheapest table in which the target is not small must miss. */
  function letGo(target: Target): void {
    const costs = new Float64Array(patterns + 2 * shown.length)
    shown.forEach((cell, r) => {
      if (gone.has(cell)) return
      costs.fill(cell.loss, patterns + 2 * r, patterns + 2 * r + 2)
    })
    bound(highs.infinity)
    let best: { readonly cost: number; readonly columns: Float64Array } | null = null
    const values = new Float64Array(target.columns.length).fill(1)
    for (const [low, high] of [
      [-highs.infinity, 0],
      [k, highs.infinity],
    ] as const) {
      model.addRow(low, high, { indices: target.columns, values })
      // From the same start, whatever was asked before: of several cheapest tables the choice must not tell which cells were asked for.
      model.setLogicalBasis()
      if (solve(costs, 'minimize') === modelStatus.optimal) {
        const cost = model.getObjectiveValue()
        if (!best || cost < best.cost - EPSILON) best = { cost, columns: Float64Array.from(model.getSolution().colValue) }
      }
      model.deleteRows({ kind: 'set', indices: [rows] })
    }
    if (!best) throw new Error('no table keeps a secret, whatever is withheld')
    const { columns } = best
    shown.forEach((cell, r) => {
      const missed = (columns[patterns + 2 * r] ?? 0) + (columns[patterns + 2 * r + 1] ?? 0)
      if (missed > EPSILON) gone.add(cell)
    })
    bound(0)
    for (const other of open) {
      const n = other.columns.reduce((sum, column) => sum + (columns[column] ?? 0), 0)
      if (n < EPSILON || n > k - EPSILON) open.delete(other)
    }
  }

  /** How far shown figures may be missed; withheld ones by any number. */
  function bound(most: number): void {
    shown.forEach((cell, r) => {
      for (const column of [patterns + 2 * r, patterns + 2 * r + 1])
        model.changeColBounds(column, 0, gone.has(cell) ? highs.infinity : most)
    })
  }
}

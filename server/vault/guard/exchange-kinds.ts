/** What can be exchanged between places at one sex and age: clients of a finest group, or two such groups against each other. See audit.md. */
import type { FamilyVariables, TableEffect } from './family-variables.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'

/** One kind of change at one sex and age, wherever it can happen. Cells are municipality × centres + centre. */
export interface ExchangeKind {
  /** How the tables change with one client more of this kind. */
  readonly effects: readonly TableEffect[]
  /** Variables that change, and which way: of each cell, −1 where nothing of the kind can. */
  readonly parts: readonly { readonly sign: 1 | -1; readonly variableOf: Int32Array }[]
  /** Most by which a cell may grow and shrink by this kind alone, for the sake of atoms that hang on several variables. */
  readonly up: Float64Array
  readonly down: Float64Array
}

/** A sum of free atoms of a finest selection. */
type Combination = readonly { readonly free: number; readonly sign: 1 | -1 }[]

/** Each free atom by itself, then each against each other. */
function combinationsOf(width: number): readonly Combination[] {
  const free = Array.from({ length: width }, (_, f) => f)
  return [
    ...free.map((f): Combination => [{ free: f, sign: 1 }]),
    ...free.flatMap((f) =>
      free.slice(f + 1).map(
        (g): Combination => [
          { free: f, sign: 1 },
          { free: g, sign: -1 },
        ],
      ),
    ),
  ]
}

/** All kinds among the finest selections of one sex and age. `over`: the sexes and ages that contain it. */
export function exchangeKinds(
  family: LinkedFamily,
  all: FamilyVariables,
  finest: readonly number[],
  over: readonly number[],
): readonly ExchangeKind[] {
  const { shape, values, state, selections } = family
  const { count, crossing, nodes } = selections
  const places = nodes.place.length
  const { municipalityOf, centreOf, municipalityNode, centreNode } = crossing
  const cells = municipalityNode.length * centreNode.length
  const published = new Set([...municipalityNode, ...centreNode])
  const kinds: ExchangeKind[] = []
  const byReduction = new Map<unknown, readonly { readonly combination: Combination; readonly kind: ExchangeKind }[]>()
  for (const s of finest) {
    const reduction = all.reductions.get(s)
    if (!reduction) continue
    const { free, coefficients } = reduction
    const first = all.first[s] ?? 0
    let own = byReduction.get(reduction)
    if (!own) {
      own = combinationsOf(free.length).map((combination) => ({
        combination,
        kind: emptyKind(effectsOf(all, first, combination), combination, cells),
      }))
      byReduction.set(reduction, own)
      for (const { kind } of own) kinds.push(kind)
    }
    const place = s % places
    const cell = (municipalityOf[place] ?? 0) * centreNode.length + (centreOf[place] ?? 0)
    for (const { combination, kind } of own) {
      // A place that is published is held by its municipality or centre; of others little is known, and what is does not change.
      const isKnown = ({ table }: TableEffect) => over.some((o) => state[table * count + o * places + place] !== UNKNOWN)
      if (!published.has(place) && kind.effects.some(isKnown)) continue
      kind.parts.forEach(({ variableOf }, n) => {
        variableOf[cell] = first + (combination[n]?.free ?? 0)
      })
      let [up, down] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
      shape.atomTable.forEach((table, atom) => {
        const by = combination.reduce((sum, part) => sum + part.sign * (coefficients[atom * free.length + part.free] ?? 0), 0)
        const truth = values[table * count + s] ?? 0
        if (by < 0) up = Math.min(up, truth / -by)
        else if (by > 0) down = Math.min(down, truth / by)
      })
      kind.up[cell] = up
      kind.down[cell] = down
    }
  }
  return kinds
}

function emptyKind(effects: readonly TableEffect[], combination: Combination, cells: number): ExchangeKind {
  const parts = combination.map(({ sign }) => ({ sign, variableOf: new Int32Array(cells).fill(-1) }))
  return { effects, parts, up: new Float64Array(cells), down: new Float64Array(cells) }
}

function effectsOf({ variables }: FamilyVariables, first: number, combination: Combination): readonly TableEffect[] {
  const sum = new Map<number, number>()
  for (const { free, sign } of combination)
    for (const { table, by } of variables[first + free]?.effects ?? []) sum.set(table, (sum.get(table) ?? 0) + sign * by)
  return [...sum].flatMap(([table, by]) => (by === 0 ? [] : [{ table, by }]))
}

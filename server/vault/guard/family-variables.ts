/** What of a family can move while everything known stays as it is. See audit.md. */
import type { FamilyShape } from './family-shape.ts'
import { type LeafReduction, leafReductions } from './leaf-reduction.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'

/** A free atom at a finest selection: what moves, and how far it can. */
export interface Variable {
  readonly selection: number
  /** Deviation of every atom there when this one deviates by 1. */
  readonly atoms: Float64Array
  /** The same by table: of those that deviate. */
  readonly effects: readonly TableEffect[]
  readonly upMost: number
  readonly downMost: number
}

export interface TableEffect {
  readonly table: number
  readonly by: number
}

/** The free atoms of a family's finest selections. */
export interface FamilyVariables {
  readonly variables: readonly Variable[]
  /** How the atoms of each finest selection hang on its free ones. */
  readonly reductions: ReadonlyMap<number, LeafReduction>
  /** First variable of each finest selection; −1 where nothing is free. */
  readonly first: Int32Array
  /** Atoms that hang on several free ones: their selection and truth. */
  readonly joint: readonly { readonly selection: number; readonly atom: number; readonly truth: number }[]
}

/** Most by which the free atom may grow and shrink at a finest selection. */
export type VariableLimits = (selection: number, atom: number) => { readonly up: number; readonly down: number }

/** Finds what can move at all, given what is known of the family; `limits` keep a move within what other families can follow. */
export function familyVariables(family: LinkedFamily, limits?: VariableLimits): FamilyVariables {
  const { shape, selections, state, values } = family
  const { count, leaf } = selections
  const reductionOf = leafReductions(shape)
  const reductions = new Map<number, LeafReduction>()
  const first = new Int32Array(count).fill(-1)
  const variables: Variable[] = []
  const joint: { selection: number; atom: number; truth: number }[] = []
  const kinds = new Map<LeafReduction, readonly Pick<Variable, 'atoms' | 'effects'>[]>()
  for (let s = 0; s < count; s++) {
    if (leaf[s] !== 1) continue
    const reduction = reductionOf((table) => state[table * count + s] !== UNKNOWN)
    const width = reduction.free.length
    if (width === 0) continue
    reductions.set(s, reduction)
    first[s] = variables.length
    const most = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
    const least = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
    for (let atom = 0; atom < shape.tablesOf.length; atom++) {
      const truth = values[(shape.atomTable[atom] ?? 0) * count + s] ?? 0
      const hangs = coefficientsOf(reduction, atom)
      const [only] = hangs
      if (!only) continue
      if (hangs.length > 1) joint.push({ selection: s, atom, truth })
      else if (only.value > 0) least[only.free] = Math.min(least[only.free] ?? 0, truth / only.value)
      else most[only.free] = Math.min(most[only.free] ?? 0, truth / -only.value)
    }
    const kind = kinds.get(reduction) ?? reduction.free.map((_, f) => effectsOf(shape, reduction, f))
    kinds.set(reduction, kind)
    reduction.free.forEach((atom, f) => {
      const limit = limits?.(s, atom)
      variables.push({
        selection: s,
        atoms: kind[f]?.atoms ?? new Float64Array(0),
        effects: kind[f]?.effects ?? [],
        upMost: Math.min(most[f] ?? 0, limit?.up ?? Number.POSITIVE_INFINITY),
        downMost: Math.min(least[f] ?? 0, limit?.down ?? Number.POSITIVE_INFINITY),
      })
    })
  }
  return { variables, reductions, first, joint }
}

/** What deviates with free atom f of a finest selection. */
function effectsOf(shape: FamilyShape, { free, coefficients }: LeafReduction, f: number): Pick<Variable, 'atoms' | 'effects'> {
  const atoms = Float64Array.from(shape.tablesOf, (_, atom) => coefficients[atom * free.length + f] ?? 0)
  const effects = shape.atomsOf.flatMap((list, table) => {
    const by = list.reduce((sum, atom) => sum + (atoms[atom] ?? 0), 0)
    return by === 0 ? [] : [{ table, by }]
  })
  return { atoms, effects }
}

interface Coefficient {
  readonly free: number
  readonly value: number
}

/** How an atom hangs on the free ones of its finest selection. */
export function coefficientsOf({ free, coefficients }: LeafReduction, atom: number): readonly Coefficient[] {
  const list: Coefficient[] = []
  for (let f = 0; f < free.length; f++) {
    const value = coefficients[atom * free.length + f] ?? 0
    if (value !== 0) list.push({ free: f, value })
  }
  return list
}

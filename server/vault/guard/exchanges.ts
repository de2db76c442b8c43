/**
 * Cheap witnesses: exchanges. Clients of two sexes, two ages and two places (or fewer) change hands crosswise, so that every margin over a
 * dimension stays as it was. Most secrets are kept so, and the solver is asked for the rest only. See audit.md.
 */
import type { FamilyVariables } from './family-program.ts'
import type { LinkedFamily } from './linked-family.ts'
import { vouches, waysOut } from './witness-pool.ts'

export interface Exchanges {
  /** An exchange that keeps the group's secret, as the deviation of every group; null where none was found. */
  readonly find: (group: number) => Float64Array | null
  /** To be called when other cells are shown. */
  readonly refresh: () => void
}

/** Exchanges tried for one secret before the solver is asked. */
const TRIES = 3000

/** `fixed(group)`: whether a group must not deviate. */
export function exchanges(family: LinkedFamily, { variables, first }: FamilyVariables, fixed: (group: number) => boolean): Exchanges {
  const { shape, selections, values } = family
  const { count, ancestorStart, ancestors, nodes } = selections
  const { tables } = shape
  const places = nodes.place.length
  const leaves: number[] = []
  for (let s = 0; s < count; s++) if ((first[s] ?? -1) >= 0) leaves.push(s)
  const coordinate = (s: number) => [Math.floor(s / (nodes.age * places)), Math.floor(s / places) % nodes.age, s % places] as const
  const values3 = [0, 1, 2].map((d) => [...new Set(leaves.map((s) => coordinate(s)[d] ?? 0))])
  const at = (sex: number, age: number, place: number) => (sex * nodes.age + age) * places + place

  // Directions: free atom f grows; or f grows and g shrinks.
  const width = Math.max(0, ...leaves.map((s) => variables.filter(({ selection }) => selection === s).length))
  const directions: (readonly (readonly [number, number])[])[] = []
  for (let f = 0; f < Math.min(width, 4); f++) directions.push([[f, 1]])
  for (let f = 0; f < Math.min(width, 4); f++)
    for (let g = f + 1; g < Math.min(width, 4); g++)
      directions.push([
        [f, 1],
        [g, -1],
      ])
  const widthOf = new Int8Array(count)
  for (const { selection } of variables) widthOf[selection] = (widthOf[selection] ?? 0) + 1
  // What a direction does to each table at a finest selection.
  const effects = directions.map((direction) => {
    const effect = new Float64Array(count * tables)
    for (const s of leaves)
      for (const [f, by] of direction) {
        const atoms = f < (widthOf[s] ?? 0) ? variables[(first[s] ?? 0) + f]?.atoms : undefined
        if (!atoms) continue
        for (let t = 0; t < tables; t++)
          for (const atom of shape.atomsOf[t] ?? []) effect[s * tables + t] = (effect[s * tables + t] ?? 0) + by * (atoms[atom] ?? 0)
      }
    return effect
  })
  let open: Uint8Array[] = []
  const refresh = () => {
    open = directions.map((direction, d) => {
      const may = new Uint8Array(count)
      for (const s of leaves) {
        const moves = direction.every(([f]) => f < (widthOf[s] ?? 0))
        let free = moves
        for (let t = 0; free && t < tables; t++) if (effects[d]?.[s * tables + t] !== 0 && fixed(t * count + s)) free = false
        may[s] = free ? 1 : 0
      }
      return may
    })
  }
  const room = (s: number, direction: readonly (readonly [number, number])[], by: number): boolean =>
    direction.every(([f, sign]) => {
      const variable = variables[(first[s] ?? 0) + f]
      if (!variable) return false
      return sign * by > 0 ? variable.upMost >= sign * by : variable.downMost >= -sign * by
    })

  const scratch = new Float64Array(tables * count)
  /** Deviation of every group when the direction moves at these corners; null where it shows or where somebody would be fewer than nobody. */
  const moved = (group: number, d: number, corners: readonly (readonly [number, number])[]): Float64Array | null => {
    const effect = effects[d]
    if (!effect) return null
    const touched: number[] = []
    for (const [s, by] of corners)
      for (let t = 0; t < tables; t++) {
        const change = by * (effect[s * tables + t] ?? 0)
        if (change === 0) continue
        for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) {
          const to = t * count + (ancestors[x] ?? 0)
          scratch[to] = (scratch[to] ?? 0) + change
          touched.push(to)
        }
      }
    const unseen =
      vouches(family, group, scratch[group] ?? 0) &&
      touched.every((to) => scratch[to] === 0 || (!fixed(to) && (values[to] ?? 0) + (scratch[to] ?? 0) >= 0))
    const deviation = unseen ? scratch.slice() : null
    for (const to of touched) scratch[to] = 0
    return deviation
  }

  const insideOf = (s: number) => leaves.filter((leaf) => selections.contains(s, leaf))
  const find = (group: number): Float64Array | null => {
    const table = Math.floor(group / count)
    const s = group - table * count
    const inside = insideOf(s)
    let tries = 0
    for (const { sign, by } of waysOut(family, group))
      for (let d = 0; d < directions.length; d++) {
        const direction = directions[d] ?? []
        const may = open[d]
        if (!may) continue
        for (const leaf of inside) {
          const effect = effects[d]?.[leaf * tables + table] ?? 0
          if (effect === 0 || may[leaf] !== 1) continue
          const step = (sign * by) / effect
          if (!Number.isInteger(step) || !room(leaf, direction, step)) continue
          const [sex, age, place] = coordinate(leaf)
          for (let flips = 1; flips < 8; flips++)
            for (const otherSex of flips & 1 ? (values3[0] ?? []) : [sex])
              for (const otherAge of flips & 2 ? (values3[1] ?? []) : [age])
                for (const otherPlace of flips & 4 ? (values3[2] ?? []) : [place]) {
                  if ((flips & 1 && otherSex === sex) || (flips & 2 && otherAge === age) || (flips & 4 && otherPlace === place)) continue
                  if (++tries > TRIES) return null
                  const corners: (readonly [number, number])[] = []
                  let possible = true
                  for (let corner = 0; possible && corner < 8; corner++) {
                    if (corner & ~flips) continue
                    const to = at(corner & 1 ? otherSex : sex, corner & 2 ? otherAge : age, corner & 4 ? otherPlace : place)
                    const move = popcount(corner) % 2 === 0 ? step : -step
                    possible = may[to] === 1 && room(to, direction, move)
                    corners.push([to, move])
                  }
                  const deviation = possible ? moved(group, d, corners) : null
                  if (deviation) return deviation
                }
        }
      }
    return null
  }
  refresh()
  return { find, refresh }
}

const popcount = (n: number): number => (n & 1) + ((n >> 1) & 1) + ((n >> 2) & 1)

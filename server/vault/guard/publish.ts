/**
 * Which cells of a family are shown: in order of use, each cell whose figure is allowed and gives nothing small away together with all
 * that is shown before it. See suppression.md.
 */
import type { ShapeMeasure } from './family-shape.ts'
import { type LinkedFamily, markOf, reveal, takeBack, UNKNOWN } from './linked-family.ts'

/** Shows what can be shown of the `allowed` groups, in their order. Returns 1 for each that is shown (or follows anyway). */
export function publishInOrder(family: LinkedFamily, allowed: Int32Array): Uint8Array {
  const shown = new Uint8Array(allowed.length)
  allowed.forEach((group, at) => {
    if (family.state[group] !== UNKNOWN) {
      shown[at] = 1
      return
    }
    const mark = markOf(family)
    if (reveal(family, group)) shown[at] = 1
    else takeBack(family, mark)
  })
  return shown
}

/**
 * Cells that may be shown, in order of use: measures in the order of `own`, county before municipality before centre, wide before narrow, ALL
 * before HEAVY, many clients before few. `barred`: cells that the threshold or the atom rule withholds.
 */
export function orderOfUse(
  family: Pick<LinkedFamily, 'shape' | 'selections' | 'values'>,
  own: readonly number[],
  barred: (measure: ShapeMeasure, selection: number) => boolean,
): Int32Array {
  const { shape, selections, values } = family
  const { count, hidden, placeLevel, detail } = selections
  const list: { group: number; rank: number; n: number }[] = []
  const known = new Set<number>()
  for (const measure of shape.measures) {
    const order = own.indexOf(measure.measure)
    if (order < 0) continue
    for (let s = 0; s < count; s++) {
      const group = measure.table * count + s
      if (hidden[s] === 1 || known.has(group) || barred(measure, s)) continue
      known.add(group)
      list.push({ group, rank: ((order * 4 + (placeLevel[s] ?? 0)) * 4 + (detail[s] ?? 0)) * 2 + measure.cohort, n: values[group] ?? 0 })
    }
  }
  list.sort((a, b) => a.rank - b.rank || b.n - a.n || a.group - b.group)
  return Int32Array.from(list, ({ group }) => group)
}

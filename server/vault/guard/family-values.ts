import type { BinShape } from './bin-shape.ts'
import type { FamilyShape } from './family-shape.ts'

/** Counts of one family's measures at every selection, one column a measure, for one leaf cohort. */
export type MeasureCount = (selection: number, measure: number) => number

/**
 * True values of a service family's groups (serviceShape), table × selection. `rest` and `heavy` give the clients outside and inside the
 * cohort who use the services of bit mask `measure`.
 */
export function serviceValues(services: number, selections: number, rest: MeasureCount, heavy: MeasureCount): Int32Array {
  const patterns = 3 ** services
  const values = new Int32Array(3 * patterns * selections)
  // pattern of digits 0 (either) and 1 (yes) for each bit mask
  const patternOf = Array.from({ length: 2 ** services }, (_, mask) => {
    let pattern = 0
    for (let d = 0; d < services; d++) if ((mask >> d) & 1) pattern += 3 ** d
    return pattern
  })
  const byPattern = new Int32Array(patterns)
  for (let s = 0; s < selections; s++)
    for (const [cohort, count] of [[1, heavy] as const, [2, rest] as const]) {
      patternOf.forEach((pattern, mask) => {
        byPattern[pattern] = count(s, mask)
      })
      for (let d = 0, step = 1; d < services; d++, step *= 3)
        for (let pattern = 0; pattern < patterns; pattern++)
          if (Math.floor(pattern / step) % 3 === 2)
            byPattern[pattern] = (byPattern[pattern - 2 * step] ?? 0) - (byPattern[pattern - step] ?? 0)
      for (let pattern = 0; pattern < patterns; pattern++) {
        const n = byPattern[pattern] ?? 0
        values[(3 * pattern + cohort) * selections + s] = n
        const either = 3 * pattern * selections + s
        values[either] = (values[either] ?? 0) + n
      }
    }
  return values
}

/** True values of `heavyInShape`: measures 0 clients, 1 clients of A, 2 clients heavy in A. */
export function heavyInValues(shape: FamilyShape, selections: number, rest: MeasureCount, heavy: MeasureCount): Int32Array {
  return atomValues(shape, selections, (s) => [
    heavy(s, 2),
    heavy(s, 1) - heavy(s, 2),
    heavy(s, 0) - heavy(s, 1),
    rest(s, 1),
    rest(s, 0) - rest(s, 1),
  ])
}

/** True values of a family of binned clients. */
export function binValues({ terms, shape }: BinShape, selections: number, rest: MeasureCount, heavy: MeasureCount): Int32Array {
  const values = new Int32Array(shape.tables * selections)
  terms.forEach(({ cohort, plus, minus }, table) => {
    const count = (s: number, measure: number) =>
      measure < 0 ? 0 : (cohort === 'rest' ? 0 : heavy(s, measure)) + (cohort === 'heavy' ? 0 : rest(s, measure))
    for (let s = 0; s < selections; s++) values[table * selections + s] = count(s, plus) - count(s, minus)
  })
  return values
}

function atomValues(shape: FamilyShape, selections: number, atomsAt: (selection: number) => readonly number[]): Int32Array {
  const values = new Int32Array(shape.tables * selections)
  for (let s = 0; s < selections; s++) {
    const atoms = atomsAt(s)
    shape.atomsOf.forEach((list, table) => {
      values[table * selections + s] = list.reduce((sum, atom) => sum + (atoms[atom] ?? 0), 0)
    })
  }
  return values
}

import { exponent } from './measure.ts'
import { type CountySize, SIZES } from './synthetic-county.ts'

/** One thing against another that grows, the others held: y ~ x^exponent by least squares over the logarithms. Times are of the processor. */
export interface Series {
  readonly name: string
  readonly x: string
  readonly y: 'milliseconds' | 'solver calls'
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly exponent: number
}

export const DIMENSIONS = ['clients', 'services', 'municipalities'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** A county of which one dimension grows. Its centres are as many, whatever grows. */
export interface Grown {
  readonly size: CountySize
  readonly services: number
}

/** Something that is measured over counties. */
export interface Subject {
  readonly name: string
  /** The county whose two other dimensions are held while one grows. */
  readonly held: Readonly<Record<Dimension, number>>
  readonly grown: Readonly<Record<Dimension, readonly number[]>>
  measure(county: Grown): Promise<Measured>
}

export interface Measured {
  /** Of the processor. */
  readonly ms: number
  /** Where they are what is worked on. */
  readonly cells?: number
  readonly solverCalls?: number
}

const CENTRES = 4

/** Every subject against clients, services and municipalities; where it tells of cells and solver calls, against these as well. */
export async function benchGrowth(subjects: readonly Subject[], say: (line: string) => void): Promise<readonly Series[]> {
  const found: Series[] = []
  for (const subject of subjects) {
    const { name } = subject
    for (const dimension of DIMENSIONS) {
      const points: { readonly at: number; readonly measured: Measured }[] = []
      for (const at of subject.grown[dimension]) {
        const { clients, services, municipalities }: Subject['held'] = { ...subject.held, [dimension]: at }
        const measured = await subject.measure({ services, size: { ...SIZES.small, clients, municipalities, centres: CENTRES } })
        points.push({ at, measured })
        say(`growth: ${name}, ${at} ${dimension}: ${measured.ms.toFixed(2)} ms`)
      }
      found.push(series(name, dimension, 'milliseconds', points, ({ at, measured }) => [at, measured.ms]))
      // Services make cells without changing who there is.
      if (dimension === 'services') found.push(...byCells(name, points))
    }
  }
  return found
}

function byCells(name: string, points: readonly { readonly measured: Measured }[]): readonly Series[] {
  const all = points.flatMap(({ measured: { ms, cells, solverCalls } }) =>
    cells === undefined ? [] : [{ ms, cells, calls: solverCalls ?? 0 }],
  )
  if (all.length === 0) return []
  const byTime = series(name, 'cells', 'milliseconds', all, ({ cells, ms }) => [cells, ms])
  if (all.some(({ calls }) => calls === 0)) return [byTime]
  return [
    byTime,
    series(name, 'cells', 'solver calls', all, ({ cells, calls }) => [cells, calls]),
    series(name, 'solver calls', 'milliseconds', all, ({ calls, ms }) => [calls, ms]),
  ]
}

function series<T>(name: string, x: string, y: Series['y'], all: readonly T[], point: (one: T) => readonly [number, number]): Series {
  const points = all.map(point)
  return { name, x, y, points, exponent: exponent(points) }
}

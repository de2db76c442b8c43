/**
 * Perturbation tables: for each true count, which noise it may get and with what probability.
 * Claim, argument and source: ptable.md.
 */

export interface PtableParameters {
  /** Largest noise, in clients, up or down. */
  readonly d: number
  /** Variance of the noise. */
  readonly v: number
  /** Published counts 1..js never occur. */
  readonly js: number
}

/** Noise for one true count: values with the upper ends of their share of [0, 1), in order; the last end is 1. */
export interface PtableRow {
  readonly noise: Int32Array
  readonly upTo: Float64Array
}

/** Rows for the counts `from`..`from + rows.length − 1`; larger counts use the last row. */
export interface Ptable {
  readonly from: number
  readonly rows: readonly PtableRow[]
}

/**
 * Table of greatest entropy for counts of at least `from`: noise v with |v| ≤ d, mean 0, variance v, no result in 1..js or below 0.
 * The last row is that of d + js + 1, from where on no rule cuts the noise short. Throws where no such noise exists.
 */
export function maximumEntropyPtable(from: number, parameters: PtableParameters): Ptable {
  const { d, js } = parameters
  const first = Math.min(from, d + js + 1)
  const rows = Array.from({ length: d + js + 1 - first + 1 }, (_, i) => {
    const noise = support(first + i, parameters)
    return tableRow(noise, maximumEntropy(noise, parameters.v))
  })
  return { from: first, rows }
}

/** A row from noise values and their probabilities, which sum to 1. */
export function tableRow(noise: readonly number[], probabilities: readonly number[]): PtableRow {
  let sum = 0
  const upTo = Float64Array.from(probabilities, (p) => {
    sum += p
    return sum
  })
  upTo[upTo.length - 1] = 1
  return { noise: Int32Array.from(noise), upTo }
}

/** Noise of a count by inverse distribution function. `u` in [0, 1). Throws for a count below the table. */
export function noiseOf(table: Ptable, n: number, u: number): number {
  const row = table.rows[Math.min(n - table.from, table.rows.length - 1)]
  if (!row) throw new RangeError('the perturbation table has no row for this count')
  let i = 0
  while (u >= (row.upTo[i] ?? 1)) i++
  const noise = row.noise[i]
  if (noise === undefined) throw new RangeError('u must be in [0, 1)')
  return noise
}

/** Noise values that count `n` may get, ascending. */
function support(n: number, { d, js }: PtableParameters): readonly number[] {
  const values: number[] = []
  for (let v = -d; v <= d; v++) if (n + v === 0 || n + v > js) values.push(v)
  return values
}

/**
 * Probabilities of greatest entropy over `noise` with mean 0 and the given variance: p_i ∝ exp(a·v_i + b·v_i²), a and b at the
 * minimum of the convex dual log Σ exp(a·v + b·v²) − b·variance, by damped Newton steps to a gradient of 1e-12.
 */
export function maximumEntropy(noise: readonly number[], variance: number): readonly number[] {
  let a = 0
  let b = 0
  let at = dual(noise, variance, a, b)
  for (let step = 0; step < 500; step++) {
    const { gradientA, gradientB, aa, ab, bb } = at
    if (Math.max(Math.abs(gradientA), Math.abs(gradientB)) <= 1e-12) return at.probabilities
    const determinant = aa * bb - ab * ab
    if (!(determinant > 1e-14 * aa * bb)) break
    const da = -(bb * gradientA - ab * gradientB) / determinant
    const db = -(aa * gradientB - ab * gradientA) / determinant
    const slope = gradientA * da + gradientB * db
    let length = 1
    let next = dual(noise, variance, a + da, b + db)
    while (!(next.value <= at.value + 1e-4 * length * slope) && length > 1e-9) {
      length /= 2
      next = dual(noise, variance, a + length * da, b + length * db)
    }
    // At the limit of double precision the value no longer falls; the gradient decides.
    if (length <= 1e-9) {
      const close = Math.max(Math.abs(gradientA), Math.abs(gradientB)) <= 1e-10
      if (close) return at.probabilities
      break
    }
    a += length * da
    b += length * db
    at = next
  }
  throw new RangeError('no noise has this variance within these bounds')
}

function dual(noise: readonly number[], variance: number, a: number, b: number) {
  const exponents = noise.map((v) => a * v + b * v * v)
  const top = Math.max(...exponents)
  const weights = exponents.map((e) => Math.exp(e - top))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const probabilities = weights.map((w) => w / total)
  const moment = (power: number) => noise.reduce((sum, v, i) => sum + (probabilities[i] ?? 0) * v ** power, 0)
  const [m1, m2, m3, m4] = [moment(1), moment(2), moment(3), moment(4)]
  return {
    probabilities,
    value: top + Math.log(total) - b * variance,
    gradientA: m1,
    gradientB: m2 - variance,
    aa: m2 - m1 * m1,
    ab: m3 - m1 * m2,
    bb: m4 - m2 * m2,
  }
}

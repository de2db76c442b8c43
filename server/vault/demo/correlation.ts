/** Symmetric matrices as rows. Small: some forty services. */
export type Matrix = readonly Float64Array[]

/** One correlation that matters: row, column, value. */
export type Entry = readonly [row: number, column: number, value: number]

/**
 * The lower triangle L with L Lᵀ near a wished matrix of correlations, which need not be one. By turns, negative eigenvalues
 * are raised to zero and the entries that matter are set again (alternating projections), so that what gives way is the rest.
 */
export function correlationFactor(wished: Matrix, entries: readonly Entry[]): Matrix {
  let matrix = wished
  for (let round = 0; round < ROUNDS && entries.length > 0; round++) {
    matrix = withoutNegative(matrix)
    for (const [i, j, value] of entries) set(matrix, i, j, value)
    for (let i = 0; i < matrix.length; i++) set(matrix, i, i, 1)
  }
  const last = withoutNegative(matrix)
  const scale = last.map((_, i) => Math.sqrt(get(last, i, i)))
  return cholesky(last.map((row, i) => row.map((value, j) => value / ((scale[i] ?? 1) * (scale[j] ?? 1)))))
}

const ROUNDS = 8

function withoutNegative(matrix: Matrix): Matrix {
  const { values, vectors } = eigen(matrix)
  const raised = values.map((value) => Math.max(1e-4, value))
  return vectors.map((row) =>
    Float64Array.from(vectors, (other) => {
      let sum = 0
      for (let k = 0; k < raised.length; k++) sum += (row[k] ?? 0) * (raised[k] ?? 0) * (other[k] ?? 0)
      return sum
    }),
  )
}

function cholesky(matrix: Matrix): Matrix {
  const lower = matrix.map((row) => new Float64Array(row.length))
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j++) {
      let sum = get(matrix, i, j)
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * get(lower, j, k)
      row[j] = i === j ? Math.sqrt(Math.max(1e-12, sum)) : sum / get(lower, j, j)
    }
  }
  return lower
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, by Jacobi's rotations. */
function eigen(symmetric: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  const n = symmetric.length
  const a = symmetric.map((row) => Float64Array.from(row))
  const vectors = symmetric.map((_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)))
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        off += get(a, p, q) ** 2
        rotate(a, vectors, p, q)
      }
    }
    if (off < 1e-12) break
  }
  return { values: Float64Array.from({ length: n }, (_, i) => get(a, i, i)), vectors }
}

function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const apq = get(a, p, q)
  if (Math.abs(apq) < 1e-15) return
  const theta = (get(a, q, q) - get(a, p, p)) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (const row of a) turn(row, p, q, c, s)
  const [rowP, rowQ] = [a[p], a[q]]
  if (rowP && rowQ) {
    for (let k = 0; k < rowP.length; k++) {
      const [x, y] = [rowP[k] ?? 0, rowQ[k] ?? 0]
      rowP[k] = c * x - s * y
      rowQ[k] = s * x + c * y
    }
  }
  for (const row of vectors) turn(row, p, q, c, s)
}

function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p] ?? 0, row[q] ?? 0]
  row[p] = c * x - s * y
  row[q] = s * x + c * y
}

function set(matrix: Matrix, i: number, j: number, value: number): void {
  const row = matrix[i]
  if (row) row[j] = value
}

function get(matrix: Matrix, i: number, j: number): number {
  const value = matrix[i]?.[j]
  if (value === undefined) throw new Error('an index within the matrix')
  return value
}

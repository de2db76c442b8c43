import { CODES, cellName, SELECTIONS_AND_SIBLINGS, servicesMeasure } from '../cells.ts'
import { type Exam, type Finding, isSmall } from '../finding.ts'
import { cellTarget, finestGroups, indicesOf } from '../linear-attacker.ts'

/** A prime under 2^26: products of two residues stay whole numbers in a double. */
const PRIME = 67_108_859

/**
 * A4: linear algebra alone. Published cells are vectors over the finest groups; a withheld cell, one of a sibling that is never shown, or
 * a sum of two withheld cells, that is a combination of them is computed. Arithmetic modulo a prime, so that rounding hides nothing.
 * Exact figures only.
 */
export function rowSpace({ published, truth }: Exam, families: readonly (readonly string[])[] = CODES.map((code) => [code])): Finding {
  const recovered: string[] = []
  let tried = 0
  let combinations = 0
  for (const services of families) {
    const groups = finestGroups(services, false)
    const width = groups.length
    const measures = [
      'clients',
      ...services.map((code) => servicesMeasure(code)),
      ...(services.length > 1 ? [servicesMeasure(...services)] : []),
    ]
    const names = SELECTIONS_AND_SIBLINGS.flatMap((selection) => measures.map((measure) => cellName(selection, measure)))
    const vector = (name: string, value: number): Float64Array => {
      const row = new Float64Array(width + 1)
      for (const index of indicesOf(groups, cellTarget(name, services).holds)) row[index] = 1
      row[width] = value
      return row
    }
    const basis = new Basis(width)
    for (const name of names) {
      const value = published.get(name)
      if (value !== null && value !== undefined) basis.add(vector(name, value))
    }
    const left = new Map<string, { readonly name: string; readonly rest: number }[]>()
    const residues = names
      .filter((name) => (published.get(name) ?? null) === null)
      .map((name) => {
        const residue = basis.reduce(vector(name, 0))
        // Known sum of the published cells that make it up; the vector's own value was entered as 0.
        return { name, residue, rest: (PRIME - (residue[width] ?? 0)) % PRIME }
      })
    for (const { name, residue, rest } of residues) {
      tried++
      const key = residue.subarray(0, width).join()
      if (residue.subarray(0, width).every((x) => x === 0)) {
        combinations++
        if (isSmall(rest)) recovered.push(`${name} = ${rest}${truth.count(name) === rest ? '' : ' (wrong)'}`)
        continue
      }
      const negative = residue
        .subarray(0, width)
        .map((x) => (PRIME - x) % PRIME)
        .join()
      for (const other of left.get(negative) ?? []) {
        const sum = (rest + other.rest) % PRIME
        if (isSmall(sum)) recovered.push(`${name} + ${other.name} = ${sum}`)
      }
      left.set(key, [...(left.get(key) ?? []), { name, rest }])
    }
  }
  return {
    attack: 'A4 row space (exact)',
    tried,
    recovered,
    notes: [`${combinations} withheld cells follow by linear algebra, none of them small unless listed`],
  }
}

/** Rows in echelon form over the integers mod PRIME; the last column is carried along. */
class Basis {
  readonly #width: number
  readonly #rows = new Map<number, Float64Array>()

  constructor(width: number) {
    this.#width = width
  }

  reduce(row: Float64Array): Float64Array {
    for (let c = 0; c < this.#width; c++) {
      const factor = row[c] ?? 0
      const pivot = factor === 0 ? undefined : this.#rows.get(c)
      if (!pivot) continue
      for (let i = c; i <= this.#width; i++) row[i] = ((row[i] ?? 0) + (PRIME - factor) * (pivot[i] ?? 0)) % PRIME
    }
    return row
  }

  add(row: Float64Array): void {
    const reduced = this.reduce(row)
    const lead = reduced.subarray(0, this.#width).findIndex((x) => x !== 0)
    if (lead < 0) return
    const inverse = power(reduced[lead] ?? 1, PRIME - 2)
    for (let i = lead; i <= this.#width; i++) reduced[i] = ((reduced[i] ?? 0) * inverse) % PRIME
    this.#rows.set(lead, reduced)
  }
}

function power(base: number, exponent: number): number {
  let [result, square, left] = [1, base, exponent]
  while (left > 0) {
    if (left % 2 === 1) result = (result * square) % PRIME
    square = (square * square) % PRIME
    left = Math.floor(left / 2)
  }
  return result
}

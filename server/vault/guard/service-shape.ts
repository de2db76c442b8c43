import type { PublicRules } from '../cube/cell-counts.ts'
import { type FamilyShape, range, type ShapeMeasure, shapeOf, type TableTerm, tablesWithin } from './family-shape.ts'
import { heavyByRule } from './heavy-rule.ts'

/**
 * Family of `services` services (0 to 3), heavy and not: atoms are the 2^(services + 1) patterns, tables every pattern with
 * 'either' allowed. Table: digit 0 in base 3 is the cohort, digit s + 1 service s; 0 either, 1 yes, 2 no.
 * Measure n is the clients who use the services of bit mask n (0: the clients; the last: clients of all).
 */
export function serviceShape(services: number): FamilyShape {
  const dimensions = services + 1
  const tables = 3 ** dimensions
  const digit = (table: number, dimension: number) => Math.floor(table / 3 ** dimension) % 3
  const fits = (table: number, atom: number) =>
    range(dimensions).every((d) => digit(table, d) === 0 || (digit(table, d) === 1) === (((atom >> d) & 1) === 1))
  const lines: number[][] = []
  for (let table = 0; table < tables; table++)
    for (let d = 0; d < dimensions; d++) if (digit(table, d) === 0) lines.push([table, table + 3 ** d, table + 2 * 3 ** d])
  const measures: ShapeMeasure[] = []
  for (const cohort of [0, 1] as const)
    for (let measure = 0; measure < 2 ** services; measure++) {
      const used = range(services).filter((s) => ((measure >> s) & 1) === 1)
      measures.push({ cohort, measure, table: used.reduce((sum, s) => sum + 3 ** (s + 1), cohort) })
    }
  return shapeOf({
    atomsOf: range(tables).map((table) => range(2 ** dimensions).filter((atom) => fits(table, atom))),
    lines,
    measures,
    complementOf: range(tables).map((table) =>
      range(services).some((s) => digit(table, s + 1) === 1)
        ? 0
        : range(services).reduce((mask, s) => mask | (digit(table, s + 1) === 2 ? 1 << s : 0), 0),
    ),
    // no = either − yes
    termsOf: range(tables).map((table) =>
      range(dimensions).reduce<readonly TableTerm[]>(
        (terms, d) =>
          digit(table, d) === 2
            ? terms.flatMap((term) => [
                { table: term.table - 2 * 3 ** d, sign: term.sign },
                { table: term.table - 3 ** d, sign: term.sign === 1 ? -1 : 1 },
              ])
            : terms,
        [{ table, sign: 1 }],
      ),
    ),
  })
}

/** 1 for tables that the public rules leave nobody in: outside the cohort, whoever uses what makes a heavy user. */
export function ruledOut(shape: FamilyShape, services: readonly number[], rules: PublicRules): Uint8Array {
  const usedIn = (atom: number) => services.filter((_, s) => ((atom >> (s + 1)) & 1) === 1)
  return tablesWithin(shape, (atom) => (atom & 1) === 0 && heavyByRule(usedIn(atom), rules))
}

/** Table of a smaller service family inside a larger one whose services at `positions` it has. */
export const tableInside = (table: number, positions: readonly number[]): number =>
  positions.reduce((sum, position, s) => sum + (Math.floor(table / 3 ** (s + 1)) % 3) * 3 ** (position + 1), table % 3)

/** Histograms and their grid: clients by number of services. */
import { measureColumns, type ReleaseLayout } from '../../release/lattice.ts'
import { type FamilyShape, range, shapeOf, type TableTerm } from './family-shape.ts'

export interface BinShape {
  readonly shape: FamilyShape
  /** For each table: the measure it is, less the measure `minus` (−1: nothing), in the cohort or outside it. */
  readonly terms: readonly BinTerm[]
}

export interface BinTerm {
  readonly cohort: 'all' | 'heavy' | 'rest'
  readonly plus: number
  readonly minus: number
}

/** Bins of measures: finest bins by measure (measure 0 is everybody), and which measures are sums of which. */
export interface Binning {
  readonly measures: readonly (readonly number[])[]
  readonly sums: readonly (readonly number[])[]
}

/** Number of bins of all services that are a diagonal of the grid: those under every open bin. */
export const diagonalsOf = (tops: { readonly health: number; readonly social: number; readonly all: number }): number =>
  Math.min(tops.health, tops.social, tops.all)

/**
 * Binning of the health and social histograms and their grid; measures: 0 clients, health bins, social bins, grid row by row, then the bins
 * of all services that are a diagonal of the grid (oral care is a health service: all = health + social).
 */
export function gridBinning(tops: { readonly health: number; readonly social: number; readonly all: number }): Binning {
  const [H, S] = [range(tops.health + 1), range(tops.social + 1)]
  const D = range(diagonalsOf(tops))
  const bin = (h: number, s: number) => h * S.length + s
  const grid = 1 + H.length + S.length
  const diagonal = (n: number) => range(n + 1).map((h) => bin(h, n - h))
  return {
    measures: [
      range(H.length * S.length),
      ...H.map((h) => S.map((s) => bin(h, s))),
      ...S.map((s) => H.map((h) => bin(h, s))),
      ...range(H.length * S.length).map((one) => [one]),
      ...D.map(diagonal),
    ],
    sums: [
      [0, ...H.map((h) => 1 + h)],
      [0, ...S.map((s) => 1 + H.length + s)],
      ...H.map((h) => [1 + h, ...S.map((s) => grid + bin(h, s))]),
      ...S.map((s) => [1 + H.length + s, ...H.map((h) => grid + bin(h, s))]),
      ...D.map((n) => [grid + H.length * S.length + n, ...diagonal(n).map((one) => grid + one)]),
    ],
  }
}

/** Columns of the base block of the measures of `gridBinning`. */
export function gridColumns(layout: ReleaseLayout): readonly number[] {
  const at = measureColumns(layout)
  const { tops } = layout
  const from = (start: number, length: number) => range(length).map((bin) => start + bin)
  return [
    ...[at.clients, ...from(at.health, tops.health + 1), ...from(at.social, tops.social + 1)],
    ...[...from(at.grid, (tops.health + 1) * (tops.social + 1)), ...from(at.all, diagonalsOf(tops))],
  ]
}

/** Binning of one histogram; measures: 0 clients, then the bins. */
export const histogramBinning = (bins: number): Binning => ({
  measures: [range(bins), ...range(bins).map((bin) => [bin])],
  sums: [[0, ...range(bins).map((bin) => bin + 1)]],
})

/**
 * Family of binned clients and the cohort. `heavyOnly(measure)`: the whole county has nobody of the measure outside the cohort; then the
 * rule that makes a heavy user says so, and it is no secret.
 */
export function binShape({ measures, sums }: Binning, heavyOnly: (measure: number) => boolean): BinShape {
  const bins = measures[0]?.length ?? 0
  const outside = range(bins).filter((bin) => !measures.some((of, measure) => of.includes(bin) && heavyOnly(measure)))
  const atomsOf: number[][] = []
  const terms: BinTerm[] = []
  const known = new Map<string, number>()
  const table = (cohort: BinTerm['cohort'], plus: number, minus = -1): number => {
    const inside = (measures[plus] ?? []).filter((bin) => minus < 0 || !measures[minus]?.includes(bin)).sort((a, b) => a - b)
    const atoms = [
      ...(cohort === 'rest' ? [] : inside),
      ...(cohort === 'heavy' ? [] : inside.filter((bin) => outside.includes(bin)).map((bin) => bins + outside.indexOf(bin))),
    ]
    const at = known.get(atoms.join())
    if (at !== undefined) return at
    known.set(atoms.join(), atomsOf.length)
    terms.push({ cohort, plus, minus })
    return atomsOf.push(atoms) - 1
  }
  const cohorts = ['all', 'heavy', 'rest'] as const
  const lines: number[][] = []
  for (const cohort of cohorts) table(cohort, 0)
  measures.forEach((_, measure) => {
    const [all, heavy, rest] = [table('all', measure), table('heavy', measure), table('rest', measure)]
    if (all !== heavy) lines.push([all, heavy, rest])
    if (measure > 0) for (const cohort of cohorts) lines.push([table(cohort, 0), table(cohort, measure), table(cohort, 0, measure)])
  })
  for (const sum of sums) for (const cohort of cohorts) lines.push(sum.map((measure) => table(cohort, measure)))
  return {
    terms,
    shape: shapeOf({
      atomsOf,
      lines: lines.filter(([total, ...parts]) => parts.every((part) => part !== total)),
      measures: measures.flatMap((_, measure) => [
        { table: table('all', measure), cohort: 0 as const, measure },
        { table: table('heavy', measure), cohort: 1 as const, measure },
      ]),
      complementOf: atomsOf.map(() => 0),
      termsOf: terms.map(({ cohort, plus, minus }) => {
        const signed = (measure: number, sign: 1 | -1): TableTerm[] =>
          measure < 0
            ? []
            : cohort === 'rest'
              ? [
                  { table: table('all', measure), sign },
                  { table: table('heavy', measure), sign: sign === 1 ? -1 : 1 },
                ]
              : [{ table: table(cohort, measure), sign }]
        return [...signed(plus, 1), ...signed(minus, -1)]
      }),
    }),
  }
}

/**
 * Published figures as values that carry their origin: only this file makes them, and only from a guarded release.
 * A plain number cannot become one, and one cannot become a plain number but through the scalars of the schema.
 */
import type { Certificate, HeavyUserRules, Policy, PublishedCells, PublishedImportReport } from '../../release/format.ts'
import {
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  type Row,
  rowCount,
  rowIndex,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../release/lattice.ts'
import { DRAFT_ROUNDING, type NoisySize as NoisySizeValue } from '../../segments/answer.ts'
import type { Service } from '../generated/prisma/client.ts'

export type SealedKind = 'Count' | 'Share' | 'Lift' | 'CountDifference' | 'ShareDifference' | 'FigureCount' | 'Parameter' | 'NoisySize'

let seal: <K extends SealedKind>(kind: K, value: number, least: number) => Sealed<K>
let opened: <K extends SealedKind>(sealed: Sealed<K>) => number
let fits: (sealed: Sealed<SealedKind>, kind: SealedKind) => boolean

/** A number that is fit to be seen. Not a number to the compiler, empty in JSON and when spread. */
export class Sealed<K extends SealedKind> {
  readonly #kind: K
  readonly #value: number
  readonly #least: number

  private constructor(kind: K, value: number, least: number) {
    this.#kind = kind
    this.#value = value
    this.#least = least
  }

  static {
    seal = (kind, value, least) => new Sealed(kind, value, least)
    opened = (sealed) => sealed.#value
    fits = (sealed, kind) => sealed.#kind === kind && sealed.#value >= sealed.#least
  }
}

export type Count = Sealed<'Count'>
export type Share = Sealed<'Share'>
export type Lift = Sealed<'Lift'>
export type CountDifference = Sealed<'CountDifference'>
export type ShareDifference = Sealed<'ShareDifference'>
export type FigureCount = Sealed<'FigureCount'>
export type Parameter = Sealed<'Parameter'>
/** Of a draft segment: with noise, in tens, never a figure of a release. */
export type NoisySize = Sealed<'NoisySize'>

/** One published number. `count` null: withheld. `atLeast`: a sum of which a part is withheld. */
export interface Figure {
  readonly count: Count | null
  readonly atLeast: boolean
}

/** A figure that no release has. */
export const WITHHELD: Figure = { count: null, atLeast: false }

/** What a cell counts. Services by their position in the layout, one to three of them, or none for all clients. */
export type Measure =
  | { readonly kind: 'used'; readonly services: readonly number[] }
  | { readonly kind: 'heavyIn'; readonly service: number }
  /** Clients with `from` to `to` services, both included, `top` meaning 'top or more': the sum of these bins. */
  | { readonly kind: 'bins'; readonly histogram: 'health' | 'social' | 'all'; readonly from: number; readonly to: number }
  | { readonly kind: 'grid'; readonly health: number; readonly social: number }

/** The number behind a sealed value, for its scalar. Throws where the value is of another origin or below the threshold of its release. */
export function unseal(kind: SealedKind, value: unknown): number {
  if (!(value instanceof Sealed) || !fits(value, kind)) throw new Error(`not a publishable ${kind}`)
  return opened(value)
}

/** The closed table of one release. Throws where a cell is below the threshold of its policy, or the policy's below five. */
export class PublishedTable {
  readonly layout: ReleaseLayout
  readonly #cells: PublishedCells
  readonly #columns: ReturnType<typeof measureColumns>
  readonly #least: number

  constructor(layout: ReleaseLayout, policy: Policy, cells: PublishedCells) {
    if (!(policy.k >= 5)) throw new Error('a release needs a threshold of at least five')
    const fit =
      cells.base.length === rowCount(placeCount(layout)) * measureColumns(layout).width &&
      cells.triples.length === rowCount(triplePlaceCount(layout)) * tripleCount(layout)
    if (!fit) throw new Error('the blocks do not fit the layout of the release')
    for (const block of [cells.base, cells.triples]) {
      for (const cell of block) if (cell !== 0 && cell < policy.k) throw new Error('a cell of the release is below its threshold')
    }
    this.layout = layout
    this.#cells = cells
    this.#columns = measureColumns(layout)
    this.#least = policy.k
  }

  /** The sum of the published cells of `rows` (G2). Three services exist at the county and its municipalities only. */
  figure(rows: readonly Row[], measure: Measure): Figure {
    const triple = measure.kind === 'used' && measure.services.length === 3
    const block = triple ? this.#cells.triples : this.#cells.base
    const places = triple ? triplePlaceCount(this.layout) : placeCount(this.layout)
    const width = triple ? tripleCount(this.layout) : this.#columns.width
    const [first, last] = this.#span(measure)
    let total = 0
    let withheld = false
    for (const row of rows) {
      if (row.place >= places) throw new Error('three services have no cells at a centre')
      const start = rowIndex(row, places) * width
      for (let column = first; column <= last; column++) {
        const cell = block[start + column]
        if (cell === undefined) throw new Error('a cell outside the closed table')
        if (cell === 0) withheld = true
        else total += cell
      }
    }
    if (total === 0) return WITHHELD
    return { count: seal('Count', total, this.#least), atLeast: withheld }
  }

  #span(measure: Measure): readonly [number, number] {
    const at = this.#columns
    const n = this.layout.services.length
    switch (measure.kind) {
      case 'used': {
        const [a, b, c] = measure.services
        if (a === undefined) return [at.clients, at.clients]
        if (b === undefined) return [at.services + a, at.services + a]
        const column = c === undefined ? at.pairs + pairIndex(a, b, n) : tripleIndex(a, b, c)
        return [column, column]
      }
      case 'heavyIn':
        return [at.heavyIn + measure.service, at.heavyIn + measure.service]
      case 'bins':
        return [at[measure.histogram] + measure.from, at[measure.histogram] + measure.to]
      case 'grid': {
        const column = at.grid + measure.health * (this.layout.tops.social + 1) + measure.social
        return [column, column]
      }
      default: {
        const never: never = measure
        throw new Error(`unknown measure ${String(never)}`)
      }
    }
  }
}

/** Whether a figure is published in full. */
export const isExact = (figure: Figure): boolean => figure.count !== null && !figure.atLeast

/** `part` of `whole` in whole per cent (G7); null unless both are exact and the whole is at least 20. */
export function shareOf(part: Figure, whole: Figure): Share | null {
  const ratio = quotient(part, whole)
  return ratio === null ? null : seal('Share', Math.min(100, Math.round(100 * ratio)), 0)
}

/**
 * How many times as many clients use all services together as if the services were unrelated: joint · all^(m−1) ÷ product of the m singles.
 * One decimal; null unless every figure is exact and every base at least 20.
 */
export function liftOf(joint: Figure, singles: readonly Figure[], all: Figure): Lift | null {
  const share = quotient(joint, all)
  const shares = singles.map((single) => (base(single) === null ? null : quotient(single, all)))
  let expected = 1
  for (const one of shares) {
    if (one === null) return null
    expected *= one
  }
  return share === null ? null : seal('Lift', Math.round((10 * share) / expected) / 10, 0)
}

/** a − b; null unless both are exact. */
export function countDifference(a: Figure, b: Figure): CountDifference | null {
  const [x, y] = [exact(a), exact(b)]
  return x === null || y === null ? null : seal('CountDifference', x - y, Number.NEGATIVE_INFINITY)
}

/** a − b in percentage points; null unless both are published. */
export function shareDifference(a: Share | null, b: Share | null): ShareDifference | null {
  return a === null || b === null ? null : seal('ShareDifference', opened(a) - opened(b), Number.NEGATIVE_INFINITY)
}

/** How many of the figures are published in full, and how many there are. */
export function tally(figures: readonly Figure[]): { readonly shown: FigureCount; readonly of: FigureCount } {
  return { shown: figureCount(figures.filter(isExact).length), of: figureCount(figures.length) }
}

/** How many more `b` has than `a`; null unless it is more. */
export function gainOf(a: FigureCount, b: FigureCount): FigureCount | null {
  return opened(b) > opened(a) ? figureCount(opened(b) - opened(a)) : null
}

/** Order of figures by published value, largest first, withheld last. */
export const largestFirst = (a: Figure, b: Figure): number => (b.count ? opened(b.count) : 0) - (a.count ? opened(a.count) : 0)

/** Order of sealed values of one kind, smallest first; null counts as `absent`. */
export const smallestFirst = <K extends SealedKind>(a: Sealed<K> | null, b: Sealed<K> | null, absent: number): number =>
  (a ? opened(a) : absent) - (b ? opened(b) : absent)

/** Numbers that the vault published beside the table; rows of the import report under the threshold stay withheld. */
export const sealed = {
  policy: (policy: Policy) => ({ threshold: parameter(policy.k) }),
  rules: (rules: HeavyUserRules) => ({
    topShare: parameter(rules.topShare),
    socialServices: parameter(rules.socialServices),
    socialTasks: parameter(rules.socialTasks),
  }),
  thresholds: (service: Service) => ({
    use: service.useThreshold === null ? null : parameter(service.useThreshold),
    heavy: service.heavyThreshold === null ? null : parameter(service.heavyThreshold),
  }),
  /** Numbers in rules that a working group wrote, and what the vault says of its ledger. */
  ruleNumber: (value: number) => parameter(value),
  noisySize: ({ size, low, high }: NoisySizeValue) => ({
    size: size === null ? null : seal('NoisySize', size, DRAFT_ROUNDING.least),
    low: seal('NoisySize', low, 0),
    high: seal('NoisySize', high, 0),
  }),
  certificate: (certificate: Certificate) => ({
    tables: figureCount(certificate.tables),
    cells: figureCount(certificate.cells),
    published: figureCount(certificate.published),
    withheld: figureCount(certificate.withheld),
    families: certificate.audit.families.map((family) => ({
      kind: family.kind,
      audited: figureCount(family.audited),
      of: figureCount(family.of),
    })),
    targets: figureCount(certificate.audit.targets),
    solverCalls: figureCount(certificate.audit.solverCalls),
    narrowestInterval: certificate.audit.narrowestInterval === null ? null : parameter(certificate.audit.narrowestInterval),
    proven: figureCount(certificate.audit.proven),
  }),
  report: (report: PublishedImportReport, policy: Policy) => {
    const rows = (n: number | null) => (n === null || n < policy.k ? null : seal('Count', n, policy.k))
    const reasons = (list: readonly { readonly reason: string; readonly rows: number | null }[]) =>
      list.map((one) => ({ reason: one.reason, rows: rows(one.rows) }))
    return report.files.map((file) => ({
      file: file.file,
      read: rows(file.read),
      rejected: reasons(file.rejected),
      leftOut: reasons(file.leftOut),
      linkage: file.linkagePercent === null ? null : seal('Share', file.linkagePercent, 0),
    }))
  },
}

const figureCount = (cells: number): FigureCount => seal('FigureCount', cells, 0)
const parameter = (value: number): Parameter => seal('Parameter', value, Number.NEGATIVE_INFINITY)
const exact = (figure: Figure): number | null => (figure.count && !figure.atLeast ? opened(figure.count) : null)
const base = (figure: Figure): number | null => {
  const n = exact(figure)
  return n !== null && n >= 20 ? n : null
}
const quotient = (part: Figure, whole: Figure): number | null => {
  const [a, b] = [exact(part), base(whole)]
  return a === null || b === null ? null : a / b
}

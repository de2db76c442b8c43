/** A family as it is before it is decided: its shape, counts, what is known of it, and its own measures. See suppression.md. */
import { measureColumns, pairIndex, type ReleaseLayout, tripleCount, tripleIndex } from '../../release/lattice.ts'
import { type BinShape, binShape, gridBinning, gridColumns, histogramBinning } from './bin-shape.ts'
import type { Histogram } from './client-patterns.ts'
import type { FamilyJob } from './family-job.ts'
import { type FamilyShape, tablesWithin } from './family-shape.ts'
import { binValues, heavyInValues, type MeasureCount, serviceValues } from './family-values.ts'
import type { VariableLimits } from './family-variables.ts'
import type { GuardContext } from './guard-context.ts'
import { heavyInShape, singleInsideHeavyIn, USES_NOT_HEAVY } from './heavy-in-shape.ts'
import { heavyByRule } from './heavy-rule.ts'
import { knownIn, type OwnMeasures } from './known-groups.ts'
import type { FamilyGroups } from './linked-family.ts'
import { ruledOut, serviceShape, tableInside } from './service-shape.ts'

/** A family before anything of it is shown. */
export interface OpenFamily extends OwnMeasures, FamilyGroups {
  readonly given: Int32Array
  readonly limits?: VariableLimits
}

/** Table of the family of one service: its users outside the cohort. */
const USERS_NOT_HEAVY = 5
/** Atom of the family of a bin, which stands where a service does. */
const IN_BIN_NOT_HEAVY = 2

const shapes = new Map<string, FamilyShape>()
/** Shapes are made once a kind. */
function shapeFor(kind: 0 | 1 | 2 | 3 | 'heavyIn'): FamilyShape {
  const known = shapes.get(String(kind))
  if (known) return known
  const shape = kind === 'heavyIn' ? heavyInShape() : serviceShape(kind)
  shapes.set(String(kind), shape)
  return shape
}

/** The family of a job. */
export function openFamily(
  context: GuardContext,
  job: Exclude<FamilyJob, { kind: 'wide' | 'numbers' | 'slice' | 'joint' | 'nested' }>,
): OpenFamily {
  const { layout, selections, tripleSelections, wide, rest, heavy, known, rules, k } = context
  const at = measureColumns(layout)
  const services = layout.services.length
  const { count } = selections
  const from =
    (block: Int32Array, columns: readonly number[]): MeasureCount =>
    (s, measure) =>
      block[s * at.width + (columns[measure] ?? 0)] ?? 0
  const exempt = 'services' in job ? job.services.reduce((mask: number, i, s) => mask | ((context.exempt[i] ?? 0) << s), 0) : 0

  switch (job.kind) {
    case 'bin': {
      const columns = [at.clients, job.column]
      const shape = shapeFor(1)
      const social = socialOf(layout, job.column)
      return {
        ...{ shape, selections, k },
        ruledOut: tablesWithin(shape, (atom) => atom === IN_BIN_NOT_HEAVY && social !== null && heavyByRule([], rules, social)),
        values: serviceValues(1, count, from(rest, columns), from(heavy, columns)),
        exempt,
        given: Int32Array.from(knownIn(known.clients, 0, 3, count, (table) => table)),
        own: [1],
        column: (measure) => columns[measure] ?? 0,
      }
    }
    case 'clients':
    case 'single':
    case 'pair': {
      const list = job.kind === 'clients' ? [] : job.services
      const shape = shapeFor(list.length === 0 ? 0 : list.length === 1 ? 1 : 2)
      const [i = 0, j = 0] = list
      const columns = [at.clients, at.services + i, at.services + j, at.pairs + (list.length === 2 ? pairIndex(i, j, services) : 0)]
      const given =
        job.kind === 'clients'
          ? []
          : job.kind === 'single'
            ? knownIn(known.clients, 0, 3, count, (table) => table)
            : list.flatMap((service, s) => knownIn(known.singles, service * 9, 9, count, (table) => tableInside(table, [s])))
      return {
        ...{ shape, selections, k, ruledOut: ruledOut(shape, list, rules) },
        ...(job.kind === 'single' ? { kept: keptOf(context, i) } : {}),
        values: serviceValues(list.length, count, from(rest, columns), from(heavy, columns)),
        exempt,
        given: Int32Array.from(given),
        ...(list.length === 2 ? {} : { limits: limitsOf(context, list) }),
        own: [2 ** list.length - 1],
        column: (measure) => columns[measure] ?? 0,
      }
    }
    case 'heavyIn': {
      const [i] = job.services
      const columns = [at.clients, at.services + i, at.heavyIn + i]
      const shape = shapeFor('heavyIn')
      const always = heavyByRule([i], rules)
      return {
        ...{ shape, selections, k, ruledOut: tablesWithin(shape, (atom) => atom === USES_NOT_HEAVY && always) },
        values: heavyInValues(shape, count, from(rest, columns), from(heavy, columns)),
        exempt,
        given: Int32Array.from(knownIn(known.singles, i * 9, 9, count, (table) => singleInsideHeavyIn[table] ?? 0)),
        own: [2],
        column: (measure) => columns[measure] ?? 0,
      }
    }
    case 'histogram':
    case 'grid': {
      const { binned, columns, own } = binFamily(context, job.kind === 'grid' ? 'grid' : job.of)
      return {
        // What the rules leave nobody in is no atom of this shape.
        ...{ shape: binned.shape, selections, k, ruledOut: new Uint8Array(binned.shape.tables) },
        values: binValues(binned, count, from(rest, columns), from(heavy, columns)),
        sums: true,
        exempt,
        given: Int32Array.from(knownIn(known.clients, 0, 3, count, (table) => table)),
        own,
        column: (measure) => columns[measure] ?? 0,
      }
    }
    case 'triple': {
      const [i, j, l] = job.services
      const base = [at.clients, at.services + i, at.services + j, at.pairs + pairIndex(i, j, services)]
      const more = [at.services + l, at.pairs + pairIndex(i, l, services), at.pairs + pairIndex(j, l, services)]
      const columns = [...base, ...more]
      const triple = tripleIndex(i, j, l)
      const width = tripleCount(layout)
      const counts =
        (block: Int32Array, triples: Int32Array): MeasureCount =>
        (s, measure) =>
          measure === 7 ? (triples[s * width + triple] ?? 0) : (block[(wide[s] ?? 0) * at.width + (columns[measure] ?? 0)] ?? 0)
      const pairs = [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const
      const shape = shapeFor(3)
      return {
        ...{ shape, selections: tripleSelections, k, ruledOut: ruledOut(shape, job.services, rules) },
        values: serviceValues(3, tripleSelections.count, counts(rest, context.tripleRest), counts(heavy, context.tripleHeavy)),
        sums: true,
        exempt,
        given: Int32Array.from(
          pairs.flatMap((positions) => {
            const [a, b] = positions.map((position) => job.services[position] ?? 0)
            return knownIn(known.pairs, pairIndex(a ?? 0, b ?? 0, services) * 27, 27, tripleSelections.count, (table) =>
              tableInside(table, positions),
            )
          }),
        ),
        own: [7],
        column: () => triple,
      }
    }
  }
}

/**
 * Limits within which the witnesses of the clients or of one service move, so that every pair can stay as it is: a client may come to use A
 * where somebody uses neither A nor B, and cease to where somebody uses A without B, for every B. Their secrets are then safe whatever pairs show.
 */
function limitsOf({ layout, rest, heavy }: GuardContext, list: readonly number[]): VariableLimits {
  const at = measureColumns(layout)
  const services = layout.services.map((_, service) => service)
  const [i] = list
  return (selection, atom) => {
    const block = (atom & 1) === 1 ? heavy : rest
    const n = (column: number) => block[selection * at.width + column] ?? 0
    let [up, down] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (const j of services) {
      if (j === i) continue
      if (i === undefined) down = Math.min(down, n(at.clients) - n(at.services + j))
      else {
        const both = n(at.pairs + pairIndex(i, j, services.length))
        up = Math.min(up, n(at.clients) - n(at.services + i) - n(at.services + j) + both)
        down = Math.min(down, n(at.services + i) - both)
      }
    }
    return { up: Math.max(0, up), down: Math.max(0, down) }
  }
}

/**
 * Groups of one service, outside the cohort, that must not follow from what is shown: where the rules leave nobody outside who uses this
 * service and another, clients less the users of the one less those of the other are who uses neither, and those are few. Of two such
 * services the less used keeps the secret.
 */
function keptOf({ layout, selections, rest, rules, exempt, k }: GuardContext, service: number): readonly number[] {
  const at = measureColumns(layout)
  const n = (s: number, column: number) => rest[s * at.width + column] ?? 0
  const used = (of: number, s: number) => n(s, at.services + of)
  const others = layout.services
    .map((_, other) => other)
    .filter((other) => other !== service && heavyByRule([service, other], rules))
    .filter((other) => exempt[service] !== 1 || exempt[other] !== 1)
    // selection 0 is the whole county
    .filter((other) => used(other, 0) > used(service, 0) || (used(other, 0) === used(service, 0) && other < service))
  const kept: number[] = []
  for (let s = 0; s < selections.count; s++) {
    const isSmall = (other: number) => {
      const neither = n(s, at.clients) - used(service, s) - used(other, s)
      return neither < k && (neither > 0 || selections.hidden[s] === 0)
    }
    if (others.some(isSmall)) kept.push(USERS_NOT_HEAVY * selections.count + s)
  }
  return kept
}

/** Social services, at least, of whoever is in the bin of a column; null where the bin does not tell. */
function socialOf(layout: ReleaseLayout, column: number): number | null {
  const at = measureColumns(layout)
  const bins = layout.tops.social + 1
  if (column >= at.social && column < at.social + bins) return column - at.social
  return column >= at.grid && column < at.width ? (column - at.grid) % bins : null
}

/** One histogram, or the grid with the histograms of its sides. */
function binFamily(
  { layout, rest }: GuardContext,
  kind: Histogram | 'grid',
): { binned: BinShape; columns: readonly number[]; own: readonly number[] } {
  const at = measureColumns(layout)
  const { tops } = layout
  const binning = kind === 'grid' ? gridBinning(tops) : histogramBinning(tops[kind] + 1)
  const gridCells = (tops.health + 1) * (tops.social + 1)
  const bins = tops.health + 1 + tops.social + 1
  const columns =
    kind === 'grid' ? gridColumns(layout) : [at.clients, ...Array.from({ length: tops[kind] + 1 }, (_, bin) => at[kind] + bin)]
  // selection 0 is the whole county
  const binned = binShape(binning, (measure) => (rest[columns[measure] ?? 0] ?? 0) === 0)
  const measures = columns.map((_, measure) => measure).slice(1)
  const isGrid = (measure: number) => kind === 'grid' && measure > bins && measure <= bins + gridCells
  // histograms before the grid
  return { binned, columns, own: [...measures.filter((measure) => !isGrid(measure)), ...measures.filter(isGrid)] }
}

/** Jobs of the guard: one family each. A level's jobs are independent of each other and rest on the level below. See suppression.md. */
import { COHORTS, measureColumns, pairIndex, tripleCount, tripleIndex } from '../../release/lattice.ts'
import type { VariableLimits } from './family-program.ts'
import {
  type BinShape,
  binShape,
  diagonalsOf,
  type FamilyShape,
  gridBinning,
  heavyInShape,
  histogramBinning,
  type ShapeMeasure,
  serviceShape,
  singleInsideHeavyIn,
  tableInside,
} from './family-shape.ts'
import { binValues, heavyInValues, type MeasureCount, serviceValues } from './family-values.ts'
import { type GuardContext, WITNESSES } from './guard-context.ts'
import { liftJointly } from './joint-lift.ts'
import type { JointLines } from './joint-lines.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'
import { orderOfUse } from './publish.ts'
import type { Selections } from './selections.ts'
import { type FamilyFindings, NOTHING_SHOWN, type SuppressionOptions, suppressFamily } from './suppress-family.ts'
import { auditWide, type WideFindings } from './wide-audit.ts'
import type { WideFamily } from './wide-family.ts'

export type FamilyJob =
  | { readonly kind: 'clients' }
  | { readonly kind: 'single'; readonly services: readonly [number] }
  | { readonly kind: 'heavyIn'; readonly services: readonly [number] }
  /** Histograms of health and social services, their grid, and the bins of all services that follow from it. */
  | { readonly kind: 'grid' }
  /** Histogram of all services. */
  | { readonly kind: 'all' }
  /** One bin of a histogram or of the grid against all others: `column` of the base block. */
  | { readonly kind: 'bin'; readonly column: number }
  | { readonly kind: 'pair'; readonly services: readonly [number, number] }
  | { readonly kind: 'triple'; readonly services: readonly [number, number, number] }
  /** Clients, services and all pairs of a small catalogue at once. */
  | { readonly kind: 'joint' }
  /** Everything published of one selection. */
  | { readonly kind: 'wide'; readonly family: WideFamily }

export interface FamilyResult {
  readonly job: FamilyJob
  /** Cells shown: positions in the base block, or for a triple in the triples block. */
  readonly cells: Int32Array
  /** Cells shown before that are withheld now. */
  readonly gone?: WideFindings['gone'] | undefined
  readonly findings: FamilyFindings
  /** Whether the attacker was let in. */
  readonly audited: boolean
}

/** Histograms are drafted along their lines first, and shown bin by bin. */
/** Whether a cell may only be shown if it was drafted before: by its lines, or those bins of all services that follow from the grid. */
const needsDraft = ({ layout: { tops } }: GuardContext, job: FamilyJob, measure: number): boolean =>
  job.kind === 'bin' || (job.kind === 'all' && measure <= diagonalsOf(tops))

/** Takes the draft of the histogram of all services back: it is drafted anew with all its bins. */
function clearDraft({ known, layout }: GuardContext, { own, column }: OpenFamily): void {
  const { width } = measureColumns(layout)
  for (const measure of own) for (let cell = column(measure); cell < known.draft.length; cell += width) known.draft[cell] = 0
}

const isDraft = ({ kind }: FamilyJob): boolean => kind === 'all' || kind === 'grid'

/** Whether a family of two or three services has at least so many cells that may be shown; most have none, and then nothing is to be decided. */
function hasCandidates({ layout, counts, barred, k }: GuardContext, job: FamilyJob, least: number): boolean {
  if (job.kind !== 'pair' && job.kind !== 'triple') return true
  const at = measureColumns(layout)
  const block = job.kind === 'pair' ? 'base' : 'triples'
  const [i, j] = job.services
  const column = job.kind === 'pair' ? at.pairs + pairIndex(i, j, layout.services.length) : tripleIndex(...job.services)
  const width = job.kind === 'pair' ? at.width : tripleCount(layout)
  let found = 0
  for (let cell = column; cell < counts[block].length && found < least; cell += width)
    if ((counts[block][cell] ?? 0) >= k && barred[block][cell] !== 1) found++
  return found >= least
}

/** Loss of withholding a cell: a county's figure is used most, a municipality's more than a centre's. */
const lossOf = ({ placeLevel }: Selections, s: number): number => [4, 2, 1][placeLevel[s] ?? 2] ?? 1

/** A family before anything of it is shown. */
interface OpenFamily {
  readonly shape: FamilyShape
  readonly selections: Selections
  readonly values: Int32Array
  readonly exempt: number
  readonly given: Int32Array
  readonly limits?: VariableLimits
  /** Own measures in order of use. */
  readonly own: readonly number[]
  /** Column of the block for each own measure. */
  readonly column: (measure: number) => number
}

/** What the last audit withholds. */
async function runWide(context: GuardContext, job: Extract<FamilyJob, { kind: 'wide' }>): Promise<FamilyResult> {
  const { gone, targets, solverCalls } = await auditWide(context, job.family)
  const letGo = gone.base.length + gone.triples.length
  return { job, cells: new Int32Array(0), gone, findings: { ...NOTHING_SHOWN, targets, solverCalls, letGo }, audited: true }
}

/** What the joint table shows and withholds anew. */
async function runJoint(context: GuardContext, job: FamilyJob): Promise<FamilyResult> {
  const { shown, gone, targets, implied, solverCalls, narrowest, lines } = await liftJointly(context)
  noteJoint(context, lines)
  const findings = { ...NOTHING_SHOWN, targets, implied, solverCalls, narrowest, letGo: gone.length, lifted: shown.length }
  return { job, cells: Int32Array.from(shown), gone: { base: gone, triples: [] }, findings, audited: true }
}

/** Decides one family and notes what follows from it. */
export async function runFamilyJob(context: GuardContext, job: FamilyJob, options: SuppressionOptions): Promise<FamilyResult> {
  if (job.kind === 'wide') return runWide(context, job)
  if (job.kind === 'joint') return runJoint(context, job)
  if (!hasCandidates(context, job, options.least)) return { job, cells: new Int32Array(0), findings: NOTHING_SHOWN, audited: true }
  const open = openFamily(context, job)
  const { shape, selections, values, own } = open
  const block = job.kind === 'triple' ? 'triples' : 'base'
  const width = block === 'triples' ? tripleCount(context.layout) : measureColumns(context.layout).width
  const cellsOf = ({ cohort, measure }: ShapeMeasure, selection: number): readonly number[] =>
    (selections.published[selection] ?? []).map((row) => cohort * context.cohortCells[block] + row * width + open.column(measure))
  const barred = (measure: ShapeMeasure, s: number): boolean =>
    (values[measure.table * selections.count + s] ?? 0) < context.k ||
    cellsOf(measure, s).some(
      (cell) => context.barred[block][cell] === 1 || (needsDraft(context, job, measure.measure) && context.known.draft[cell] !== 1),
    )
  const candidates = orderOfUse(open, own, barred)
  const ownTables = [...new Set(shape.measures.filter(({ measure }) => own.includes(measure)).map(({ table }) => table))]
  const loss = Float64Array.from(candidates, (group) => lossOf(selections, group % selections.count))
  const unsettled = new Set(unsettledBelow(context, job))
  const {
    family,
    shown,
    findings,
    unsettled: left,
    witnesses,
  } = await suppressFamily(
    { ...open, k: context.k, ownTables, candidates, loss, unsettled, carried: () => carriedWitnesses(context, job, open.shape) },
    options,
  )
  if (job.kind === 'clients') for (const group of left) context.known.unsettledClients[group] = 1
  if (job.kind === 'single') for (const group of left) context.known.unsettledSingles[job.services[0] * family.state.length + group] = 1
  if (job.kind === 'single') keepWitnesses(context, job.services[0], USERS_BY_COHORT, witnesses)
  if (job.kind === 'clients') keepWitnesses(context, context.layout.services.length, CLIENTS_BY_COHORT, witnesses)
  note(context, job, family)
  const cells: number[] = []
  shown.forEach((group) => {
    const table = Math.floor(group / selections.count)
    // Where the cohorts hold the same clients one figure has two cells, of which the atom rule may withhold one.
    for (const measure of shape.measures)
      if (measure.table === table && own.includes(measure.measure))
        cells.push(...cellsOf(measure, group - table * selections.count).filter((cell) => context.barred[block][cell] !== 1))
  })
  if (isDraft(job)) {
    if (job.kind === 'all') clearDraft(context, open)
    for (const cell of cells) context.known.draft[cell] = 1
    return { job, cells: new Int32Array(0), findings, audited: options.audit }
  }
  return { job, cells: Int32Array.from(cells), findings, audited: options.audit }
}

const shapes = new Map<string, FamilyShape>()
/** Shapes are made once a kind. */
function shapeFor(kind: 0 | 1 | 2 | 3 | 'heavyIn'): FamilyShape {
  const known = shapes.get(String(kind))
  if (known) return known
  const shape = kind === 'heavyIn' ? heavyInShape() : serviceShape(kind)
  shapes.set(String(kind), shape)
  return shape
}

function openFamily(context: GuardContext, job: Exclude<FamilyJob, { kind: 'wide' | 'joint' }>): OpenFamily {
  const { layout, selections, tripleSelections, wide, rest, heavy, known } = context
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
      return {
        shape: shapeFor(1),
        selections,
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
        shape,
        selections,
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
      return {
        shape,
        selections,
        values: heavyInValues(shape, count, from(rest, columns), from(heavy, columns)),
        exempt,
        given: Int32Array.from(knownIn(known.singles, i * 9, 9, count, (table) => singleInsideHeavyIn[table] ?? 0)),
        own: [2],
        column: (measure) => columns[measure] ?? 0,
      }
    }
    case 'all':
    case 'grid': {
      const { binned, columns, own } = binFamily(context, job.kind)
      return {
        shape: binned.shape,
        selections,
        values: binValues(binned, count, from(rest, columns), from(heavy, columns)),
        exempt,
        given: Int32Array.from(knownIn(known.clients, 0, 3, count, (table) => table)),
        own,
        column: (measure) => columns[measure] ?? 0,
      }
    }
    case 'triple': {
      const [i, j, k] = job.services
      const base = [at.clients, at.services + i, at.services + j, at.pairs + pairIndex(i, j, services)]
      const more = [at.services + k, at.pairs + pairIndex(i, k, services), at.pairs + pairIndex(j, k, services)]
      const columns = [...base, ...more]
      const triple = tripleIndex(i, j, k)
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
      return {
        shape: shapeFor(3),
        selections: tripleSelections,
        values: serviceValues(3, tripleSelections.count, counts(rest, context.tripleRest), counts(heavy, context.tripleHeavy)),
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

/** The histogram of all services, or the grid with its own histograms. */
function binFamily(
  { layout, rest }: GuardContext,
  kind: 'all' | 'grid',
): { binned: BinShape; columns: readonly number[]; own: readonly number[] } {
  const at = measureColumns(layout)
  const { tops } = layout
  const binning = kind === 'grid' ? gridBinning(tops) : histogramBinning(tops.all + 1)
  const gridCells = (tops.health + 1) * (tops.social + 1)
  const bins = tops.health + 1 + tops.social + 1
  const columns = binning.measures.map((_, measure) => {
    if (measure === 0) return at.clients
    if (kind === 'all') return at.all + measure - 1
    if (measure <= bins) return at.health + measure - 1
    if (measure <= bins + gridCells) return at.grid + measure - 1 - bins
    return at.all + measure - 1 - bins - gridCells
  })
  // selection 0 is the whole county
  const binned = binShape(binning, (measure) => (rest[columns[measure] ?? 0] ?? 0) === 0)
  const measures = columns.map((_, measure) => measure).slice(1)
  const isGrid = (measure: number) => kind === 'grid' && measure > bins && measure <= bins + gridCells
  // histograms before the grid
  return { binned, columns, own: [...measures.filter((measure) => !isGrid(measure)), ...measures.filter(isGrid)] }
}

/** Small groups of the families below that this one must ask for again. */
function unsettledBelow({ known, selections: { count } }: GuardContext, job: FamilyJob): number[] {
  if (job.kind !== 'single' && job.kind !== 'pair') return []
  const services = job.kind === 'pair' ? job.services : []
  return [
    ...knownIn(known.unsettledClients, 0, 3, count, (table) => table),
    ...services.flatMap((service, s) => knownIn(known.unsettledSingles, service * 9, 9, count, (table) => tableInside(table, [s]))),
  ]
}

/** Clients outside and inside the cohort in `serviceShape(0)`, and users in `serviceShape(1)`. */
const CLIENTS_BY_COHORT = [2, 1] as const
const USERS_BY_COHORT = [5, 4] as const

/** Notes how the clients of a service, or all, deviate at the finest selections. The last, found for the hardest secrets, are kept first. */
function keepWitnesses(
  { known, selections: { count, leaf } }: GuardContext,
  of: number,
  tables: readonly [number, number],
  found: readonly Float64Array[],
): void {
  const kept = found.slice(-WITNESSES)
  known.witnessCount[of] = kept.length
  kept.forEach((deviation, w) => {
    tables.forEach((table, cohort) => {
      const at = ((of * WITNESSES + w) * COHORTS.length + cohort) * count
      for (let s = 0; s < count; s++) known.witnesses[at + s] = leaf[s] === 1 ? (deviation[table * count + s] ?? 0) : 0
    })
  })
}

/**
 * Witnesses of the clients and of the services of a family, everything else as it is: clients come and go who use none of its services;
 * where A's clients change, those with A alone and those with neither do.
 */
function* carriedWitnesses({ known, selections, layout }: GuardContext, job: FamilyJob, shape: FamilyShape): Iterable<Float64Array> {
  if (job.kind !== 'single' && job.kind !== 'pair') return
  const sources: { readonly of: number; readonly atoms: readonly (readonly [atom: number, sign: 1 | -1])[] }[] = [
    { of: layout.services.length, atoms: [[0, 1]] },
    ...(job.kind === 'single' ? [] : job.services).map((of, position) => ({ of, atoms: [[2 << position, 1] as const, [0, -1] as const] })),
  ]
  const { count, ancestorStart, ancestors } = selections
  for (const { of, atoms } of sources)
    for (let w = 0; w < (known.witnessCount[of] ?? 0); w++) {
      const deviation = new Float64Array(shape.tables * count)
      for (const cohort of [0, 1]) {
        const at = ((of * WITNESSES + w) * COHORTS.length + cohort) * count
        for (let s = 0; s < count; s++) {
          const d = known.witnesses[at + s] ?? 0
          if (d === 0) continue
          for (const [atom, sign] of atoms)
            for (const table of shape.tablesOf[atom + cohort] ?? [])
              for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) {
                const group = table * count + (ancestors[x] ?? 0)
                deviation[group] = (deviation[group] ?? 0) + sign * d
              }
        }
      }
      yield deviation
    }
}

/** Groups of a known family, as groups of the family it lies in. */
function knownIn(known: Uint8Array, firstTable: number, tables: number, count: number, inside: (table: number) => number): number[] {
  const groups: number[] = []
  for (let table = 0; table < tables; table++)
    for (let s = 0; s < count; s++) if (known[(firstTable + table) * count + s] === 1) groups.push(inside(table) * count + s)
  return groups
}

/** Notes the joint table for the families above, as if each pair had been decided so. */
function noteJoint(context: GuardContext, lines: JointLines): void {
  const { known, selections } = context
  const flags = (family: LinkedFamily, table: number) =>
    family.state.subarray(table * selections.count, (table + 1) * selections.count).map((state) => (state === UNKNOWN ? 0 : 1))
  lines.pairs.forEach(({ services }, pair) => {
    const family = lines.family(pair)
    note(context, { kind: 'pair', services }, family)
    services.forEach((service, position) => {
      for (let table = 0; table < 9; table++)
        known.singles.set(flags(family, tableInside(table, [position])), (service * 9 + table) * selections.count)
    })
    for (let table = 0; table < 3; table++) known.clients.set(flags(family, table), table * selections.count)
  })
}

function note({ known, wide, layout, selections }: GuardContext, job: FamilyJob, family: LinkedFamily): void {
  const flag = (group: number) => (family.state[group] === UNKNOWN ? 0 : 1)
  switch (job.kind) {
    case 'clients':
      known.clients.set(family.state.map((_, group) => flag(group)))
      return
    case 'single':
      known.singles.set(
        family.state.map((_, group) => flag(group)),
        job.services[0] * family.state.length,
      )
      return
    case 'pair': {
      const from = pairIndex(job.services[0], job.services[1], layout.services.length) * 27 * wide.length
      for (let table = 0; table < 27; table++)
        wide.forEach((s, narrow) => {
          known.pairs[from + table * wide.length + narrow] = flag(table * selections.count + s)
        })
      return
    }
    case 'all':
    case 'heavyIn':
    case 'grid':
    case 'bin':
    case 'triple':
    case 'joint':
    case 'wide':
      return
  }
}

/** Decides the family of a job. See suppression.md. */
import { measureColumns, pairIndex, tripleCount, tripleIndex } from '../../release/lattice.ts'
import { diagonalsOf } from './bin-shape.ts'
import { carriedWitnesses, keepWitnesses } from './carried-witnesses.ts'
import type { FamilyJob, FamilyResult } from './family-job.ts'
import type { ShapeMeasure } from './family-shape.ts'
import { placeLoss } from './figure-loss.ts'
import type { GuardContext } from './guard-context.ts'
import { liftJointly } from './joint-lift.ts'
import { clearDraft, note, noteJoint, unsettledBelow } from './known-groups.ts'
import { auditNested } from './nested-audit.ts'
import { auditSlice } from './number-slice.ts'
import { openFamily } from './open-family.ts'
import { orderOfUse } from './publish.ts'
import { narrowed } from './selections.ts'
import { isGivenAway, NOTHING_SHOWN, type SuppressionOptions, suppressFamily } from './suppress-family.ts'
import { auditWide } from './wide-audit.ts'

/** Whether a cell may only be shown if it was drafted before: by its histogram, or with the grid, as what follows from it is. */
const needsDraft = ({ layout: { tops } }: GuardContext, job: FamilyJob, measure: number): boolean =>
  job.kind === 'bin' || (job.kind === 'histogram' && (job.of !== 'all' || measure <= diagonalsOf(tops)))

/** Histograms and grid are drafted first, and shown bin by bin. */
const isDraft = ({ kind }: FamilyJob): boolean => kind === 'histogram' || kind === 'grid'

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

/** What an audit of many figures at once withholds. */
async function runWide(context: GuardContext, job: Extract<FamilyJob, { kind: 'wide' | 'numbers' | 'slice' }>): Promise<FamilyResult> {
  const { gone, targets, solverCalls } = await (job.kind === 'slice' ? auditSlice(context, job.slice) : auditWide(context, job.family))
  const letGo = gone.base.length + gone.triples.length
  return { job, cells: new Int32Array(0), gone, findings: { ...NOTHING_SHOWN, targets, solverCalls, letGo }, audited: true }
}

/** What figures of different kinds give away together is withheld. */
function runNested(context: GuardContext, job: FamilyJob): FamilyResult {
  const { gone, found } = auditNested(context)
  return {
    job,
    cells: new Int32Array(0),
    gone: { base: gone, triples: [] },
    findings: { ...NOTHING_SHOWN, targets: found, letGo: gone.length },
    audited: true,
  }
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
  if (job.kind === 'wide' || job.kind === 'numbers' || job.kind === 'slice') return runWide(context, job)
  if (job.kind === 'joint') return runJoint(context, job)
  if (job.kind === 'nested') return runNested(context, job)
  if (!hasCandidates(context, job, options.least)) return { job, cells: new Int32Array(0), findings: NOTHING_SHOWN, audited: true }
  const open = openFamily(context, job)
  const { shape, selections, values, own } = open
  const block = job.kind === 'triple' ? 'triples' : 'base'
  const width = block === 'triples' ? tripleCount(context.layout) : measureColumns(context.layout).width
  const cellsOf = ({ cohort, measure }: ShapeMeasure, selection: number): readonly number[] =>
    (selections.published[selection] ?? []).map((row) => cohort * context.cohortCells[block] + row * width + open.column(measure))
  const isOfGrid = (measure: number) => open.column(measure) >= measureColumns(context.layout).grid
  const barred = (measure: ShapeMeasure, s: number): boolean =>
    (job.kind === 'grid' && isOfGrid(measure.measure) && narrowed(selections, s) > job.narrowed) ||
    (values[measure.table * selections.count + s] ?? 0) < context.k ||
    cellsOf(measure, s).some(
      (cell) => context.barred[block][cell] === 1 || (needsDraft(context, job, measure.measure) && context.known.draft[cell] !== 1),
    )
  const candidates = orderOfUse(open, own, barred)
  const ownTables = [...new Set(shape.measures.filter(({ measure }) => own.includes(measure)).map(({ table }) => table))]
  const loss = Float64Array.from(candidates, (group) => placeLoss(selections, group % selections.count))
  const unsettled = new Set(unsettledBelow(context, job))
  const task = { ...open, ownTables, candidates, loss, unsettled, carried: () => carriedWitnesses(context, job, open.shape) }
  // Pairs are decided without the third service: with the rules of heavy use, three of them may tell of a group. No figure of three adds to it.
  if (job.kind === 'triple' && task.ruledOut.includes(1) && isGivenAway(task))
    return { job, cells: new Int32Array(0), findings: NOTHING_SHOWN, audited: false }
  const { family, shown, findings, unsettled: left, witnesses } = await suppressFamily(task, options)
  if (job.kind === 'clients') for (const group of left) context.known.unsettledClients[group] = 1
  if (job.kind === 'single') for (const group of left) context.known.unsettledSingles[job.services[0] * family.state.length + group] = 1
  keepWitnesses(context, job, witnesses)
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
    if (job.kind === 'histogram') clearDraft(context, open)
    for (const cell of cells) context.known.draft[cell] = 1
    return { job, cells: new Int32Array(0), findings, audited: options.audit }
  }
  return { job, cells: Int32Array.from(cells), findings, audited: options.audit }
}

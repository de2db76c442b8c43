/** What is known of a family from those below it, and what is known of it to those above. See suppression.md. */
import { measureColumns, pairIndex } from '../../release/lattice.ts'
import type { FamilyJob } from './family-job.ts'
import type { GuardContext } from './guard-context.ts'
import type { JointLines } from './joint-lines.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'
import { tableInside } from './service-shape.ts'

/** Groups of a known family, as groups of the family it lies in. */
export function knownIn(known: Uint8Array, firstTable: number, tables: number, count: number, inside: (table: number) => number): number[] {
  const groups: number[] = []
  for (let table = 0; table < tables; table++)
    for (let s = 0; s < count; s++) if (known[(firstTable + table) * count + s] === 1) groups.push(inside(table) * count + s)
  return groups
}

/** Small groups of the families below that this one must ask for again. */
export function unsettledBelow({ known, selections: { count } }: GuardContext, job: FamilyJob): number[] {
  if (job.kind !== 'single' && job.kind !== 'pair') return []
  const services = job.kind === 'pair' ? job.services : []
  return [
    ...knownIn(known.unsettledClients, 0, 3, count, (table) => table),
    ...services.flatMap((service, s) => knownIn(known.unsettledSingles, service * 9, 9, count, (table) => tableInside(table, [s]))),
  ]
}

/** Measures that a family has of its own, beside those it lies in. */
export interface OwnMeasures {
  /** In order of use. */
  readonly own: readonly number[]
  /** Column of the block for each own measure. */
  readonly column: (measure: number) => number
}

/** Takes the draft of a histogram back: it is drafted anew with all its bins. */
export function clearDraft({ known, layout }: GuardContext, { own, column }: OwnMeasures): void {
  const { width } = measureColumns(layout)
  for (const measure of own) for (let cell = column(measure); cell < known.draft.length; cell += width) known.draft[cell] = 0
}

/** Notes the joint table for the families above, as if each pair had been decided so. */
export function noteJoint(context: GuardContext, lines: JointLines): void {
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

/** Notes what a decided family lets others know. */
export function note({ known, wide, layout, selections }: GuardContext, job: FamilyJob, family: LinkedFamily): void {
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
    case 'histogram':
    case 'heavyIn':
    case 'grid':
    case 'bin':
    case 'triple':
    case 'joint':
    case 'nested':
    case 'numbers':
    case 'wide':
      return
  }
}

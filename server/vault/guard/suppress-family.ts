/** Suppression of one family's own cells: publish in order of use, let the attacker in, let go, lift. See suppression.md. */

import type { Deviation } from './deviation.ts'
import type { VariableLimits } from './family-variables.ts'
import { type FamilyGroups, type LinkedFamily, linkFamily, markOf, reveal, settleGiven, settleShown, takeBack } from './linked-family.ts'
import { type ProtectOptions, protectFamily } from './protect.ts'
import { publishInOrder } from './publish.ts'

export interface FamilyTask extends FamilyGroups {
  /** Groups decided before: known to everybody whatever this family does. */
  readonly given: Int32Array
  /** Tables of the family's own cells. */
  readonly ownTables: readonly number[]
  /** Own cells that may be shown, in order of use. */
  readonly candidates: Int32Array
  readonly loss: Float64Array
  /** Most by which a free atom may grow and shrink so that the families above can follow as they are; see `familyVariables`. */
  readonly limits?: VariableLimits | undefined
  /** Small groups of the families below whose witnesses this family may not be able to follow. */
  readonly unsettled: ReadonlySet<number>
  /** Witnesses of the families below, carried over: tables that may fit here too. */
  readonly carried: () => Iterable<Deviation>
}

export interface SuppressionOptions {
  readonly audit: boolean
  readonly lift: boolean
  /** Whether the attacker who knows what is shown is asked for what the families below settle or left. */
  readonly again: boolean
  /** A family of services with fewer cells that may be shown shows none. */
  readonly least: number
}

export interface SuppressedFamily {
  /** The family with all that is shown in the end, and what follows from it. */
  readonly family: LinkedFamily
  readonly shown: Int32Array
  /** Small groups without a witness that the families above could follow as they are; those ask for them again. */
  readonly unsettled: readonly number[]
  /** Witnesses of the family's secrets, by group, where families above may be able to follow. */
  readonly witnesses: readonly Deviation[]
  readonly findings: FamilyFindings
}

export interface FamilyFindings {
  /** Secret groups that the attacker asked for. */
  readonly targets: number
  /** Small groups that fewer services settle alone (A without B where nobody uses B): kept by those services' secrets. */
  readonly implied: number
  readonly solverCalls: number
  /** Width of the narrowest interval of a secret group, as far as witnesses show; Infinity where there is none. */
  readonly narrowest: number
  /** Secrets that no withholding in the family keeps. */
  readonly lost: number
  /** Cells let go because of a proof, and cells lifted. */
  readonly letGo: number
  readonly lifted: number
}

/** Findings where the family shows nothing, or nobody asked. */
export const NOTHING_SHOWN: FamilyFindings = {
  targets: 0,
  implied: 0,

  solverCalls: 0,
  narrowest: Number.POSITIVE_INFINITY,
  lost: 0,
  letGo: 0,
  lifted: 0,
}

export async function suppressFamily(task: FamilyTask, options: SuppressionOptions): Promise<SuppressedFamily> {
  const { candidates, loss } = task
  const family = begin(task)
  const start = publishInOrder(family, candidates)
  if (!options.audit)
    return { family, shown: candidates.filter((_, at) => start[at] === 1), unsettled: [], witnesses: [], findings: NOTHING_SHOWN }
  if (!options.lift && start.every((flag) => flag === 0))
    return { family, shown: new Int32Array(0), unsettled: [], witnesses: [], findings: NOTHING_SHOWN }
  let real = begin(task)
  let mark = 0
  const lines = {
    start(shown: Uint8Array) {
      real = begin(task)
      for (const group of candidates) if (shown[group] === 1) settleShown(real, group)
    },
    allow(cell: number) {
      mark = markOf(real)
      if (reveal(real, cell)) return true
      takeBack(real, mark)
      return false
    },
    undo: () => takeBack(real, mark),
  }
  const found = await protectFamily(close(task), start, {
    candidates,
    loss,
    lift: options.lift,
    lines,
  })
  // What fewer services settle, or could not settle alone, is asked again of the attacker who knows no more than what is shown.
  const again = new Set([...found.implied, ...found.relaxed, ...task.unsettled].filter((group) => (task.values[group] ?? 0) > 0))
  const second =
    again.size === 0 || !options.again
      ? null
      : await protectFamily(
          begin(task),
          Uint8Array.from(candidates, (group) => found.shown[group] ?? 0),
          { candidates, loss, lift: false, lines, only: (group) => again.has(group), carried: task.carried },
        )
  const last = second ?? found
  const after = begin(task)
  const shown = candidates.filter((group) => {
    if (last.shown[group] !== 1) return false
    const before = markOf(after)
    if (settleShown(after, group)) return true
    takeBack(after, before)
    return false
  })
  const followed = task.limits && (await witnessesToFollow(task, shown, { limits: task.limits, lines, before: found.witnesses }))
  return {
    family: after,
    shown,
    unsettled: followed?.unsettled ?? [],
    witnesses: followed?.witnesses ?? [],
    findings: {
      targets: found.secrets + (second?.secrets ?? 0),
      implied: (second ?? found).implied.length,
      solverCalls: found.solverCalls + (second?.solverCalls ?? 0) + (followed?.solverCalls ?? 0),
      narrowest: Math.min(found.narrowest, second?.narrowest ?? Number.POSITIVE_INFINITY),
      lost: task.given.length === 0 ? found.lost.length : 0,
      letGo: found.letGo + (second?.letGo ?? 0),
      lifted: found.lifted,
    },
  }
}

/**
 * Witnesses of what is shown in the end: first such as every family above can follow as it is, then any for the secrets that have none
 * (`unsettled`), which those families must ask for again: `before` were found while cells were let go, and mostly fit still.
 */
async function witnessesToFollow(
  task: FamilyTask,
  shown: Int32Array,
  {
    limits,
    lines,
    before,
  }: { readonly limits: VariableLimits; readonly lines: ProtectOptions['lines']; readonly before: readonly Deviation[] },
) {
  const { candidates, loss } = task
  const shownGroups = new Set(shown)
  const state = Uint8Array.from(candidates, (group) => (shownGroups.has(group) ? 1 : 0))
  const held = { candidates, loss, lift: false, hold: true, lines }
  const limited = await protectFamily(close(task), state, { ...held, limits })
  const open = new Set([...limited.implied, ...limited.relaxed].filter((group) => (task.values[group] ?? 0) > 0))
  // Where everybody's centre is at home, a witness is found anew sooner than those from before are tried.
  const carried = () => (task.selections.crossing.crossed ? before : [])
  const rest = open.size === 0 ? null : await protectFamily(close(task), state, { ...held, only: (group) => open.has(group), carried })
  return {
    unsettled: [...open],
    witnesses: [...limited.witnesses, ...(rest?.witnesses ?? [])],
    solverCalls: limited.solverCalls + (rest?.solverCalls ?? 0),
  }
}

/** Whether what the families below show gives a small group of this one away. */
export const isGivenAway = (task: FamilyTask): boolean => withGiven(task) === null

/** A family in which the given groups are known. */
function begin(task: FamilyTask): LinkedFamily {
  const family = withGiven(task)
  if (family === null) throw new Error('what fewer services show gives a small group of more services away')
  return family
}

/** The same; null where they give a small group away. */
function withGiven(task: FamilyTask): LinkedFamily | null {
  const family = linkFamily(task)
  return task.given.every((group) => settleShown(family, group)) ? family : null
}

/** The family against the strongest attacker: he knows every group of the families below, withheld ones too. */
function close(task: FamilyTask): LinkedFamily {
  const family = linkFamily(task)
  const { count } = task.selections
  task.shape.termsOf.forEach((terms, table) => {
    if (terms.some((term) => task.ownTables.includes(term.table))) return
    for (let s = 0; s < count; s++) settleGiven(family, table * count + s)
  })
  return family
}

/** Suppression of one family's own cells: publish in order of use, let the attacker in, let go, lift. See suppression.md. */
import type { FamilyShape } from './family-shape.ts'
import { type LinkedFamily, linkFamily, settleShown } from './linked-family.ts'
import { protectFamily } from './protect.ts'
import { publishInOrder } from './publish.ts'
import type { Selections } from './selections.ts'

export interface FamilyTask {
  readonly shape: FamilyShape
  readonly selections: Selections
  readonly values: Int32Array
  readonly k: number
  /** Bit mask of the family's services that are exempt from the complement side. */
  readonly exempt: number
  /** Groups decided before: known to everybody whatever this family does. */
  readonly given: Int32Array
  /** Tables of the family's own cells. */
  readonly ownTables: readonly number[]
  /** Own cells that may be shown, in order of use. */
  readonly candidates: Int32Array
  readonly loss: Float64Array
}

export interface SuppressionOptions {
  readonly audit: boolean
  readonly lift: boolean
}

export interface SuppressedFamily {
  /** The family with all that is shown in the end, and what follows from it. */
  readonly family: LinkedFamily
  readonly shown: Int32Array
  readonly findings: FamilyFindings
}

export interface FamilyFindings {
  /** Secret groups that the attacker asked for. */
  readonly targets: number
  readonly solverCalls: number
  /** Width of the narrowest interval of a secret group, as far as witnesses show; Infinity where there is none. */
  readonly narrowest: number
  /** Secrets that no withholding in the family keeps. */
  readonly lost: number
  /** Cells let go because of a proof, and cells lifted. */
  readonly letGo: number
  readonly lifted: number
}

const NOT_AUDITED: FamilyFindings = { targets: 0, solverCalls: 0, narrowest: Number.POSITIVE_INFINITY, lost: 0, letGo: 0, lifted: 0 }

export async function suppressFamily(task: FamilyTask, options: SuppressionOptions): Promise<SuppressedFamily> {
  const { candidates, ownTables: own, loss } = task
  const family = begin(task)
  const start = publishInOrder(family, candidates)
  if (!options.audit) return { family, shown: candidates.filter((_, at) => start[at] === 1), findings: NOT_AUDITED }
  const found = await protectFamily(begin(task), start, { own, candidates, loss, lift: options.lift })
  const after = begin(task)
  const shown = candidates.filter((group) => found.shown[group] === 1)
  if (found.lost.length === 0)
    for (const group of shown)
      if (!settleShown(after, group)) throw new Error('a family that the attacker could not break gives a small group away')
  const { secrets: targets, solverCalls, narrowest, lost, letGo, lifted } = found
  return { family: after, shown, findings: { targets, solverCalls, narrowest, lost: lost.length, letGo, lifted } }
}

/** A family in which the given groups are known. */
function begin({ shape, selections, values, k, exempt, given }: FamilyTask): LinkedFamily {
  const family = linkFamily(shape, selections, values, k, exempt)
  given.forEach((group) => {
    if (!settleShown(family, group)) throw new Error('what other families show gives a small group away')
  })
  return family
}

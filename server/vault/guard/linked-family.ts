/**
 * One family over all selections, as the guard and the attacker see it: the true value of every group, which groups are known, and
 * what follows from them along the lines.
 */
import { type CoveredGroups, cover, coverNothing, uncover } from './covered-groups.ts'
import { forEachLine, lineLength, lineMember } from './family-lines.ts'
import { type FamilyShape, nestedTablesOf } from './family-shape.ts'
import type { Selections } from './selections.ts'
import { standsApart } from './stands-apart.ts'

/** State of a group (table × selection). */
export const UNKNOWN = 0
/** Published. */
export const SHOWN = 1
/** Follows from published figures along the lines. */
export const DERIVED = 2
/**
 * A group that is empty and known to be: of unknown sex, of which the attacker is told, so that the unknown protect nobody by not being there;
 * or outside the cohort, of clients whom the public rules put inside.
 */
export const TOLD = 3

export interface LinkedFamily {
  readonly shape: FamilyShape
  readonly selections: Selections
  readonly k: number
  /** True value of group table × selections.count + selection. */
  readonly values: Int32Array
  readonly state: Uint8Array
  /** For a DERIVED group, the line that gave it away; else −1. */
  readonly reason: Int32Array
  /** 1 for groups that must not be found out: under k, and not exempt. At never-shown selections 1 to k − 1 only. */
  readonly secret: Uint8Array
  /** 1 for tables whose small groups are secret. */
  readonly guarded: Uint8Array
  /** 1 for those of 1 to k − 1 clients at the finest selections: k or more must be possible, so that no sum of groups is proven to be few. */
  readonly strict: Uint8Array
  /** Groups that no line may give away, many as they are. */
  readonly kept: ReadonlySet<number>
  /** For a published table, the published tables of the same measure that hold other clients, and itself. */
  readonly nestedTables: FamilyShape['nestedTables']
  /** Of each line: groups unknown (its total included), and the clients in the unknown parts. */
  readonly unknown: Int16Array
  readonly unknownSum: Int32Array
  /** What is known inside each group, where nothing but the lines looks after sums of groups; else null. */
  readonly covered: CoveredGroups | null
  /** Groups in the order in which they became known, for taking back. */
  readonly trail: number[]
}

/** A family's groups and what is public of them. */
export interface FamilyGroups {
  readonly shape: FamilyShape
  readonly selections: Selections
  /** True value of group table × selections.count + selection. */
  readonly values: Int32Array
  readonly k: number
  /** Bit mask of the family's services that are exempt from the complement side. */
  readonly exempt: number
  /** 1 for tables that the public rules leave nobody in. */
  readonly ruledOut: Uint8Array
  /** Groups that other families make small ones of together with this one: no line may give them away. */
  readonly kept?: readonly number[]
  /** Whether the lines look after sums of groups too: for a family whose attacker is not asked for all of them. */
  readonly sums?: boolean
}

/** A family in which nothing is known but what the attacker is told. Throws where somebody is in a table that the rules leave nobody in. */
export function linkFamily({ shape, selections, values, k, exempt, ruledOut, kept, sums = false }: FamilyGroups): LinkedFamily {
  const { tables } = shape
  const { count } = selections
  const rowLines = selections.lineStart.length - 1
  const lines = tables * rowLines + shape.lines * count
  const guarded = Uint8Array.from(shape.atomsOf, (atoms, table) => {
    const negated = shape.complementOf[table] ?? 0
    return atoms.length === 0 || ruledOut[table] === 1 || (negated !== 0 && (negated & ~exempt) === 0) ? 0 : 1
  })
  const family: LinkedFamily = {
    shape,
    selections,
    k,
    values,
    state: new Uint8Array(tables * count),
    reason: new Int32Array(tables * count).fill(-1),
    secret: new Uint8Array(tables * count),
    strict: new Uint8Array(tables * count),
    guarded,
    kept: new Set(kept),
    nestedTables: nestedTablesOf(shape, ruledOut),
    unknown: new Int16Array(lines),
    unknownSum: new Int32Array(lines),
    covered: sums ? coverNothing(tables * count, lines) : null,
    trail: [],
  }
  for (let table = 0; table < tables; table++)
    for (let s = 0; s < count; s++) {
      const n = values[table * count + s] ?? 0
      const secret = guarded[table] === 1 && n < k && (n > 0 || selections.hidden[s] === 0)
      family.secret[table * count + s] = secret ? 1 : 0
      family.strict[table * count + s] = secret && n > 0 && selections.leaf[s] === 1 ? 1 : 0
    }
  for (let line = 0; line < lines; line++) {
    const length = lineLength(family, line)
    family.unknown[line] = length
    let sum = 0
    for (let m = 1; m < length; m++) sum += values[lineMember(family, line, m)] ?? 0
    family.unknownSum[line] = sum
  }
  for (let table = 0; table < tables; table++)
    for (let s = 0; s < count; s++) {
      const group = table * count + s
      if (ruledOut[table] === 1 && values[group] !== 0) throw new Error('somebody is no heavy user and should be by the rules')
      if (ruledOut[table] === 1 || (selections.unknownSex[s] === 1 && values[group] === 0)) settle(family, group, TOLD, -1)
    }
  return family
}

/**
 * Makes a group known and follows every line as far as it goes. True where nothing small came out: no secret group became known, and no
 * known total is left over a few unknown parts that hold fewer than k together. False at the first such finding; then take back.
 */
export function reveal(family: LinkedFamily, group: number): boolean {
  return follow(family, group, family.k)
}

/** As `reveal`, but lets a known total stand over few: for a caller who asks the attacker himself. */
export function settleShown(family: LinkedFamily, group: number): boolean {
  return follow(family, group, 0)
}

/** Makes a group known without following it. */
export function settleGiven(family: LinkedFamily, group: number): void {
  if (family.state[group] === UNKNOWN) settle(family, group, SHOWN, -1)
}

function follow(family: LinkedFamily, group: number, atLeast: number): boolean {
  const queue = [group]
  if (family.state[group] !== UNKNOWN) return true
  if (isKept(family, group)) return false
  if (atLeast > 0 && !standsApart(family, group)) return false
  if (!settle(family, group, SHOWN, -1) && atLeast > 0) return false
  for (let head = 0; head < queue.length; head++) {
    if (!followLines(family, queue[head] ?? 0, queue, atLeast)) return false
  }
  return true
}

/** Number of groups known now: the mark that `takeBack` returns to. */
export const markOf = (family: LinkedFamily): number => family.trail.length

/** Undoes everything known since the mark. */
export function takeBack(family: LinkedFamily, mark: number): void {
  while (family.trail.length > mark) {
    const group = family.trail.pop() ?? 0
    family.state[group] = UNKNOWN
    family.reason[group] = -1
    adjustLines(family, group, 1)
  }
  if (family.covered) uncover(family, family.covered, mark)
}

/** Published groups that a known group rests on. */
export function supportOf(family: LinkedFamily, group: number, into: Set<number> = new Set(), seen: Set<number> = new Set()): Set<number> {
  if (seen.has(group)) return into
  seen.add(group)
  if (family.state[group] === SHOWN) into.add(group)
  const line = family.reason[group] ?? -1
  if (family.state[group] === DERIVED && line >= 0)
    for (let m = 0; m < lineLength(family, line); m++) {
      const member = lineMember(family, line, m)
      if (member !== group) supportOf(family, member, into, seen)
    }
  return into
}

/** Makes a group known; false where a total that is known is left over few people beside the known groups inside it. */
function settle(family: LinkedFamily, group: number, state: number, reason: number): boolean {
  family.state[group] = state
  family.reason[group] = reason
  family.trail.push(group)
  adjustLines(family, group, -1)
  return !family.covered || cover(family, family.covered, group, family.values[group] ?? 0)
}

function adjustLines(family: LinkedFamily, group: number, by: 1 | -1): void {
  const { unknown, unknownSum, values } = family
  const n = (values[group] ?? 0) * by
  forEachLine(family, group, (line, isTotal) => {
    unknown[line] = (unknown[line] ?? 0) + by
    if (!isTotal) unknownSum[line] = (unknownSum[line] ?? 0) + n
  })
}

/** Follows the lines of a group that has become known; pushes what follows. */
function followLines(family: LinkedFamily, group: number, queue: number[], atLeast: number): boolean {
  let safe = true
  forEachLine(family, group, (line) => {
    if (!safe) return
    const unknown = family.unknown[line] ?? 0
    if (unknown === 0) return
    if (unknown === 1) {
      const length = lineLength(family, line)
      for (let m = 0; m < length; m++) {
        const member = lineMember(family, line, m)
        if (family.state[member] !== UNKNOWN) continue
        if (isKept(family, member) || (atLeast > 0 && !standsApart(family, member))) safe = false
        else if (!settle(family, member, DERIVED, line) && atLeast > 0) safe = false
        else queue.push(member)
        return
      }
      return
    }
    const total = lineMember(family, line, 0)
    if (family.state[total] !== UNKNOWN && (family.unknownSum[line] ?? 0) < atLeast && isGuarded(family, line)) safe = false
  })
  return safe
}

const isKept = ({ secret, kept }: LinkedFamily, group: number): boolean => secret[group] === 1 || kept.has(group)

/** Whether a line has an unknown part that is guarded. */
export function isGuarded(family: LinkedFamily, line: number): boolean {
  const length = lineLength(family, line)
  for (let m = 1; m < length; m++) {
    const member = lineMember(family, line, m)
    const table = Math.floor(member / family.selections.count)
    if (family.state[member] === UNKNOWN && family.guarded[table] === 1) return true
  }
  return false
}

/**
 * Boxes of possible clients: what a conjunction of plain facts leaves possible. A possible client has an age group, a sex (or
 * none known), any set of services, and is heavy in any of those of its services that have a rule for it.
 */
import type { Vocabulary } from './vocabulary.ts'

/** Both ends included. */
export type Range = readonly [number, number]

/** Services are bits of a BigInt, by their position in the vocabulary. */
export interface Box {
  /** Bits of the leaf ages; of unknown, male, female. */
  readonly ages: number
  readonly sexes: number
  readonly used: bigint
  readonly unused: bigint
  readonly heavy: bigint
  /** Not heavy in these, used or not. */
  readonly light: bigint
  readonly all: Range
  readonly health: Range
  readonly social: Range
  readonly tasks: Range
}

const ANY: Range = [0, Number.MAX_SAFE_INTEGER]

/** Every possible client. */
export const EVERYONE: Box = {
  ages: 0b1111,
  sexes: 0b111,
  used: 0n,
  unused: 0n,
  heavy: 0n,
  light: 0n,
  all: ANY,
  health: ANY,
  social: ANY,
  tasks: ANY,
}

/** The clients of both. */
export const both = (a: Box, b: Box): Box => ({
  ages: a.ages & b.ages,
  sexes: a.sexes & b.sexes,
  used: a.used | b.used | a.heavy | b.heavy,
  unused: a.unused | b.unused,
  heavy: a.heavy | b.heavy,
  light: a.light | b.light,
  all: overlap(a.all, b.all),
  health: overlap(a.health, b.health),
  social: overlap(a.social, b.social),
  tasks: overlap(a.tasks, b.tasks),
})

/** Whether every client of `inner` is one of `outer`, as far as their facts say: false may be wrong, true never is. */
export const isWithin = (inner: Box, outer: Box): boolean =>
  (inner.ages & ~outer.ages) === 0 &&
  (inner.sexes & ~outer.sexes) === 0 &&
  (outer.used & ~inner.used) === 0n &&
  (outer.unused & ~inner.unused) === 0n &&
  (outer.heavy & ~inner.heavy) === 0n &&
  (outer.light & ~(inner.light | inner.unused)) === 0n &&
  spans(outer.all, inner.all) &&
  spans(outer.health, inner.health) &&
  spans(outer.social, inner.social) &&
  spans(outer.tasks, inner.tasks)

/** Services by what they count into, as bits; made once for a vocabulary. */
export interface ServiceGroups {
  readonly health: bigint
  /** Social services that no task counts. */
  readonly socialFree: bigint
  /** Services of each task, social or not, by decision. */
  readonly tasks: readonly { readonly social: bigint; readonly other: bigint }[]
  readonly heavy: bigint
  readonly every: bigint
}

export function serviceGroups({ services }: Vocabulary): ServiceGroups {
  const bits = (those: (service: Vocabulary['services'][number]) => boolean) =>
    services.reduce((set, service, at) => (those(service) ? set | (1n << BigInt(at)) : set), 0n)
  const tasks = [...new Set(services.flatMap(({ task }) => task ?? []))]
  return {
    health: bits(({ sector, task }) => sector !== 'SOCIAL' && task === null),
    socialFree: bits(({ sector, task }) => sector === 'SOCIAL' && task === null),
    tasks: tasks.map((slug) => ({
      social: bits(({ sector, task }) => sector === 'SOCIAL' && task === slug),
      other: bits(({ sector, task }) => sector !== 'SOCIAL' && task === slug),
    })),
    heavy: bits(({ heavy }) => heavy),
    every: bits(() => true),
  }
}

/** Whether a possible client is in the box. Exact. */
export function isInhabited(box: Box, groups: ServiceGroups): boolean {
  const { used, unused, heavy, light } = box
  if (box.ages === 0 || box.sexes === 0) return false
  if ((used & unused) !== 0n || (heavy & (light | unused | ~groups.heavy)) !== 0n) return false
  for (const [low, high] of [box.all, box.health, box.social, box.tasks]) if (low > high) return false
  const least = (set: bigint) => ones(set & used)
  const most = (set: bigint) => ones(set & ~unused)
  // Services by task: a chosen set of tasks gives every pair of sums between the smallest and the largest.
  for (const shape of taskShapes(groups, box, least, most)) {
    const social: Range = overlap(box.social, [shape.social[0] + least(groups.socialFree), shape.social[1] + most(groups.socialFree)])
    const health: Range = overlap(box.health, [shape.other[0] + least(groups.health), shape.other[1] + most(groups.health)])
    if (social[0] > social[1] || health[0] > health[1]) continue
    const [low, high] = overlap(box.all, [social[0] + health[0], social[1] + health[1]])
    if (low <= high) return true
  }
  return false
}

interface TaskShape {
  readonly social: Range
  readonly other: Range
}

/**
 * For each number of tasks with a decision that the box allows, what sums their services can give. A county has few tasks, so
 * every subset of those left open is tried where tasks hold services of both sectors; with social services only, the largest
 * tasks suffice.
 */
function* taskShapes(
  { tasks }: ServiceGroups,
  box: Box,
  least: (set: bigint) => number,
  most: (set: bigint) => number,
): Generator<TaskShape> {
  const rows = tasks.map(({ social, other }) => ({
    social: [least(social), most(social)] as const,
    other: [least(other), most(other)] as const,
  }))
  const certain = rows.filter((row) => row.social[0] + row.other[0] > 0)
  const open = rows.filter((row) => row.social[0] + row.other[0] === 0 && row.social[1] + row.other[1] > 0)
  const base: TaskShape = {
    social: [sum(certain, (row) => row.social[0]), sum(certain, (row) => row.social[1])],
    other: [sum(certain, (row) => row.other[0]), sum(certain, (row) => row.other[1])],
  }
  const mixed = open.some((row) => row.other[1] > 0)
  const fewest = Math.max(0, box.tasks[0] - certain.length)
  const greatest = Math.min(open.length, box.tasks[1] - certain.length)
  if (!mixed) {
    const sizes = open.map((row) => row.social[1]).sort((a, b) => b - a)
    for (let extra = fewest; extra <= greatest; extra++) {
      const largest = sizes.slice(0, extra).reduce((a, b) => a + b, 0)
      yield { social: [base.social[0] + extra, base.social[1] + largest], other: base.other }
    }
    return
  }
  for (let chosen = 0; chosen < 2 ** open.length; chosen++) {
    const rowsIn = open.filter((_, at) => (chosen >> at) & 1)
    if (rowsIn.length < fewest || rowsIn.length > greatest) continue
    // Each chosen task has one service at least; which sector pays for it is tried both ways.
    for (let social = 0; social < 2 ** rowsIn.length; social++) {
      const pays = rowsIn.map((row, at) => ((social >> at) & 1 ? row.social[1] > 0 : row.other[1] > 0))
      if (!pays.every(Boolean)) continue
      const bySocial = rowsIn.filter((_, at) => (social >> at) & 1).length
      yield {
        social: [base.social[0] + bySocial, base.social[1] + sum(rowsIn, (row) => row.social[1])],
        other: [base.other[0] + rowsIn.length - bySocial, base.other[1] + sum(rowsIn, (row) => row.other[1])],
      }
    }
  }
}

const overlap = (a: Range, b: Range): Range => [Math.max(a[0], b[0]), Math.min(a[1], b[1])]
const spans = (outer: Range, inner: Range): boolean => outer[0] <= inner[0] && inner[1] <= outer[1]
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0)

function ones(set: bigint): number {
  let count = 0
  for (let rest = set; rest !== 0n; rest &= rest - 1n) count++
  return count
}

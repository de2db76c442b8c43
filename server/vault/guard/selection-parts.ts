/** The clients of a selection by cohort. */

/** All clients, heavy users, the others. */
export const PARTS = [0, 1, 2] as const
export type Part = (typeof PARTS)[number]
/** The clients outside the cohort. */
export const REST: Part = 2

/** A count in a part, of a block by cohort: `rest` outside the cohort, `heavy` inside. */
export const countInPart = (rest: Int32Array, heavy: Int32Array, at: number, part: Part): number =>
  (part === REST ? 0 : (heavy[at] ?? 0)) + (part === 1 ? 0 : (rest[at] ?? 0))

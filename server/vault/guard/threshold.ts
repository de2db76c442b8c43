/** What a published block holds for a withheld cell, whatever the reason (G3). */
export const WITHHELD = 0

/** Withholds every count under `k`, zero included (G3): a new block with `WITHHELD` in their place. */
export function applyThreshold(counts: Uint32Array, k: number): Uint32Array {
  return counts.map((n) => (n >= k ? n : WITHHELD))
}

/** One count outside the closed table (rows of a file): null where it is under `k`, zero included. */
export const publishCount = (n: number, k: number): number | null => (n >= k ? n : null)

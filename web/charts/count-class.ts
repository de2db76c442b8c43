/** Lower limits of the seven classes of counts; fixed, so that a colour means the same on every page and in every release. */
export const COUNT_LIMITS = [5, 10, 25, 50, 150, 500, 2000] as const

/** Class 1–7 of a published count: the colour `--c<class>`. */
export function countClass(count: number): number {
  return Math.max(1, COUNT_LIMITS.filter((limit) => count >= limit).length)
}

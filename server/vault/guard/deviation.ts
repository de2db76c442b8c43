/** How another table differs from the true one: the groups that do, ascending, and by how many clients each. */
export interface Deviation {
  readonly groups: Int32Array
  readonly by: Float64Array
}

/** Deviation of one group. */
export function deviationOf({ groups, by }: Deviation, group: number): number {
  let [low, high] = [0, groups.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((groups[middle] ?? 0) < group) low = middle + 1
    else high = middle
  }
  return groups[low] === group ? (by[low] ?? 0) : 0
}

/** Sums deviations group by group. */
export interface DeviationSum {
  readonly add: (group: number, by: number) => void
  /** What was added since the last time. */
  readonly take: () => Deviation
}

/** Room for a sum over so many groups; used again and again. */
export function deviationSum(groups: number): DeviationSum {
  const sum = new Float64Array(groups)
  const seen = new Uint8Array(groups)
  let touched: number[] = []
  return {
    add(group, by) {
      if (seen[group] === 0) {
        seen[group] = 1
        touched.push(group)
      }
      sum[group] = (sum[group] ?? 0) + by
    },
    take() {
      const moved = Int32Array.from(touched.filter((group) => sum[group] !== 0)).sort()
      const by = Float64Array.from(moved, (group) => sum[group] ?? 0)
      for (const group of touched) {
        sum[group] = 0
        seen[group] = 0
      }
      touched = []
      return { groups: moved, by }
    },
  }
}

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
  /** A bit for each group that something was added to: read in order, they need no sorting. */
  const seen = new Uint32Array(Math.ceil(groups / 32))
  const moved = new Int32Array(groups)
  const by = new Float64Array(groups)
  return {
    add(group, amount) {
      seen[group >>> 5] = (seen[group >>> 5] ?? 0) | (1 << (group & 31))
      sum[group] = (sum[group] ?? 0) + amount
    },
    take() {
      let count = 0
      for (let word = 0; word < seen.length; word++) {
        for (let bits = seen[word] ?? 0; bits !== 0; bits &= bits - 1) {
          const group = 32 * word + 31 - Math.clz32(bits & -bits)
          const amount = sum[group] ?? 0
          sum[group] = 0
          if (amount === 0) continue
          moved[count] = group
          by[count++] = amount
        }
        seen[word] = 0
      }
      return { groups: moved.slice(0, count), by: by.slice(0, count) }
    },
  }
}

/** Lists of numbers behind each other: list n stands at `start[n]` up to `start[n + 1] − 1`. */
export function ragged(lists: readonly (readonly number[])[]): { readonly start: Int32Array; readonly items: Int32Array } {
  const start = new Int32Array(lists.length + 1)
  lists.forEach((list, n) => {
    start[n + 1] = (start[n] ?? 0) + list.length
  })
  return { start, items: Int32Array.from(lists.flat()) }
}

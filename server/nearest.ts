/** The name that was probably meant where one is not known. */

/** The nearest of the names, ignoring case; null where none is so near that it looks like a slip. */
export function nearest(word: string, names: readonly string[]): string | null {
  const most = Math.max(1, Math.floor(word.length / 3))
  const ranked = names
    .map((name) => ({ name, slips: slipsBetween(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
  return ranked[0]?.name ?? null
}

/** Letters put in, left out or changed between two words (Levenshtein's distance). */
function slipsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const changed = (before[j] ?? 0) + (letter === other ? 0 : 1)
      row.push(Math.min(changed, (before[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
    }
    before = row
  }
  return before[b.length] ?? 0
}

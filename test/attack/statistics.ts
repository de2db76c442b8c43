/** Tests of statistics that the attacks judge by. */

/** p of Pearson's χ² for two rates: `a` of `n` against `b` of `m`. 1 where a rate cannot be told (nothing, or everything). */
export function twoRates(a: number, n: number, b: number, m: number): number {
  const hit = a + b
  const all = n + m
  if (n === 0 || m === 0 || hit === 0 || hit === all) return 1
  const cells = [
    [a, n, hit],
    [n - a, n, all - hit],
    [b, m, hit],
    [m - b, m, all - hit],
  ] as const
  const chi = cells.reduce((sum, [seen, row, column]) => sum + (seen - (row * column) / all) ** 2 / ((row * column) / all), 0)
  return upperTail(Math.sqrt(chi)) * 2
}

/** Two-sided p of the Mann–Whitney test by its normal approximation, corrected for ties; for samples of 20 or more. */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const both = [...a.map((value) => ({ value, a: true })), ...b.map((value) => ({ value, a: false }))].sort((x, y) => x.value - y.value)
  let rankSum = 0
  let ties = 0
  for (let i = 0; i < both.length; ) {
    let j = i
    while (j < both.length && both[j]?.value === both[i]?.value) j++
    const rank = (i + 1 + j) / 2
    for (let x = i; x < j; x++) if (both[x]?.a) rankSum += rank
    ties += (j - i) ** 3 - (j - i)
    i = j
  }
  const [n, m] = [a.length, b.length]
  const u = rankSum - (n * (n + 1)) / 2
  const total = n + m
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))))
  return deviation === 0 ? 1 : 2 * upperTail(Math.abs(u - (n * m) / 2) / deviation)
}

/** P(Z > z) of the standard normal distribution (Abramowitz and Stegun 26.2.17; error under 1e-7). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}

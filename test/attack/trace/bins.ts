import type { Published } from '../cells.ts'

/** Labels of a histogram's bins, in order. */
const knownBins = new WeakMap<Published, Map<string, readonly string[]>>()

/** Labels of a histogram's bins, found once among all cells of a release. */
export function binsOf(published: Published, histogram: string): readonly string[] {
  const bins = knownBins.get(published) ?? new Map<string, readonly string[]>()
  knownBins.set(published, bins)
  const known = bins.get(histogram)
  if (known) return known
  const labels = [...published.keys()].flatMap((name) => {
    const [kind, label] = (name.split('|')[4] ?? '').split(':')
    return kind === histogram && label !== undefined ? [label] : []
  })
  const found = [...new Set(labels)].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
  bins.set(histogram, found)
  return found
}

/** The bins that a label covers: '3', '2–3', '4+'. */
export function within(bins: readonly string[], label: string): readonly string[] {
  const from = Number.parseInt(label, 10)
  const to = label.endsWith('+') ? Number.POSITIVE_INFINITY : Number(label.split('–').at(-1))
  return bins.filter((bin) => Number.parseInt(bin, 10) >= from && Number.parseInt(bin, 10) <= to)
}

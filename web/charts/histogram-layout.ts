/** One bar of a histogram, in per cent of the plot; `line` is where the comparison stands. Null is withheld. */
export interface HistogramBar {
  readonly x: number
  readonly width: number
  readonly height: number | null
  readonly line: number | null
}

/** Top of the fixed axis, per cent of clients. */
export const HISTOGRAM_TOP = 100
export const HISTOGRAM_TICKS = [0, 20, 40, 60, 80, 100] as const

/** Part of a bin's breadth that its bar fills. */
const FILL = 0.82

/** Bars side by side over the whole plot, one a bin, on the fixed axis. Shares are whole per cent. */
export function histogramBars(shares: readonly (number | null)[], lines: readonly (number | null | undefined)[]): readonly HistogramBar[] {
  const step = 100 / Math.max(shares.length, 1)
  const onAxis = (share: number | null | undefined) => (share == null ? null : (100 * Math.min(share, HISTOGRAM_TOP)) / HISTOGRAM_TOP)
  return shares.map((share, at) => ({
    x: round(step * (at + (1 - FILL) / 2)),
    width: round(step * FILL),
    height: onAxis(share),
    line: onAxis(lines[at]),
  }))
}

const round = (value: number) => Math.round(value * 1000) / 1000

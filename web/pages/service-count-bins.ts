import type { HistogramBin } from '../charts/histogram.tsx'
import { isOpen } from '../charts/open-share.ts'
import { type Formats, figureOf } from '../format.ts'
import type { ServiceCountsQuery } from '../generated/graphql.ts'

type Bins = ServiceCountsQuery['all']['all']

/** Bins as the histogram draws them, with those of the comparison as lines. `words` says one aloud; without a comparison `heavy` is null. */
export function binsOf(
  bins: Bins,
  lines: Bins,
  formats: Formats,
  words: (label: string, share: string, heavy: string | null) => string,
): readonly HistogramBin[] {
  const spoken = ({ share, clients }: Bins[number]) =>
    isOpen(share ?? null, figureOf(clients)) ? formats.figure(figureOf(clients)) : formats.share(share ?? null)
  return bins.map((bin, at) => {
    const share = bin.share ?? null
    const open = isOpen(share, figureOf(bin.clients))
    const line = lines[at]
    return {
      label: bin.label,
      share,
      open,
      line: line && (line.share ?? null),
      figure: open ? '–' : share === null ? '·' : share === 0 ? '<1' : formats.plain(share),
      words: words(bin.label, spoken(bin), line ? spoken(line) : null),
    }
  })
}

/** Whether a bin is known as 'at least so many' alone. */
export const hasOpen = (bins: Bins): boolean => bins.some((bin) => isOpen(bin.share ?? null, figureOf(bin.clients)))

/** Whether the share of a bin is not shown. */
export const hasHeld = (bins: Bins): boolean => bins.some((bin) => bin.share == null)

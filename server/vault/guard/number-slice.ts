/**
 * Histograms and grid of many selections at once: of one place over all sexes and ages, and of one sex and age over all places. Their unknowns
 * are the clients of the finest of these selections by how many health and social services they use, in the cohort and outside it. See wide-audit.md.
 */
import { COHORTS, measureColumns, type ReleaseLayout } from '../../release/lattice.ts'
import { HISTOGRAMS, type Histogram, inBin, numberOf, type Pattern, patternsOf } from './client-patterns.ts'
import { placeLoss } from './figure-loss.ts'
import type { GuardContext } from './guard-context.ts'
import { countInPart, PARTS } from './selection-parts.ts'
import type { Selections } from './selections.ts'
import { auditProgram, type Target, type WideFindings } from './wide-audit.ts'
import type { WideCell } from './wide-family.ts'

/** Positions in `selections`: every two are told apart by what they share with the finest of them. */
export type NumberSlice = readonly number[]

/** Finest selections, at most, of a slice: of more places those of municipalities are asked, of more municipalities none. */
const MOST_FINEST = 40
/** Loss of a figure: the grid is let go before the histograms, these before the number of clients. */
const LOSS = { clients: 400, histogram: 6, grid: 2 } as const

/** The slices of each level. */
export function listSlices({ count, nodes, placeLevel }: Selections): readonly (readonly NumberSlice[])[] {
  const places = nodes.place.length
  const groups = count / places
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
  const byPlace = upTo(places).map((place) => upTo(groups).map((group) => group * places + place))
  const byGroup = upTo(groups).map((group) => {
    const all = upTo(places).map((place) => group * places + place)
    return places <= MOST_FINEST ? all : all.filter((s) => (placeLevel[s] ?? 3) < 2)
  })
  return [byPlace, byGroup.filter((slice) => slice.length <= MOST_FINEST)]
}

/** Audits and mends, as a wide family is. */
export async function auditSlice(context: GuardContext, slice: NumberSlice): Promise<WideFindings> {
  const { layout, counts, published, rows, cohortCells, rules, rest, heavy, selections, k } = context
  const { nestedStart, nested, hidden, unknownSex, detail } = selections
  const { width } = measureColumns(layout)
  const inSlice = new Set(slice)
  /** Selections of the slice inside each. */
  const inside = new Map(
    slice.map((s) => {
      const within = Array.from(nested.subarray(nestedStart[s], nestedStart[s + 1]), (other) => -other - 1)
      return [s, within.filter((other) => inSlice.has(other))]
    }),
  )
  const patterns = apart(patternsOf([], rules, layout.tops), layout.tops)
  // Nobody of unknown sex is no secret.
  const isEmpty = (s: number) => unknownSex[s] === 1 && countInPart(rest, heavy, s * width, 0) === 0
  const finest = slice.filter((s) => inside.get(s)?.length === 0 && !isEmpty(s))
  const first = new Map(finest.map((s, n) => [s, n * patterns.length]))
  const measures = measuresOf(layout).map(({ holds, ...measure }) => {
    const held = patterns.flatMap((pattern, p) => (holds(pattern) ? [p] : []))
    const [heavyOnly, restOnly] = [true, false].map((inside) => held.filter((p) => patterns[p]?.heavy === inside))
    return { ...measure, held, heavyOnly: heavyOnly ?? [], restOnly: restOnly ?? [] }
  })
  const shown: WideCell[] = []
  const targets: Target[] = []
  for (const s of slice) {
    const starts = [s, ...(inside.get(s) ?? [])].flatMap((one) => first.get(one) ?? [])
    for (const { column, loss, held, heavyOnly, restOnly } of measures) {
      const columnsOf = (of: readonly number[]) => Int32Array.from(starts.flatMap((start) => of.map((p) => start + p)))
      for (const part of PARTS) {
        const n = countInPart(rest, heavy, s * width + column, part)
        if (n > 0 && n < k) targets.push({ columns: columnsOf([held, heavyOnly, restOnly][part] ?? []) })
      }
      if (hidden[s] === 1) continue
      for (let cohort = 0; cohort < COHORTS.length; cohort++) {
        const cells = rows.base(s).map((row) => cohort * cohortCells.base + row * width + column)
        const [cell] = cells
        if (cell === undefined || (published.base[cell] ?? 0) === 0) continue
        shown.push({
          ...{ block: 'base', cells, truth: counts.base[cell] ?? 0, known: true, columns: columnsOf(cohort === 0 ? held : heavyOnly) },
          loss: loss * (cohort === 0 ? 2 : 1) * placeLoss(selections, s) * (4 - (detail[s] ?? 0)),
        })
      }
    }
  }
  return auditProgram({ columns: finest.length * patterns.length, shown, few: [], targets }, k)
}

/** One pattern of each bunch that neither histograms nor grid tell apart. */
function apart(patterns: readonly Pattern[], tops: ReleaseLayout['tops']): readonly Pattern[] {
  const bins = ({ heavy, health, social }: Pattern) =>
    [heavy, Math.min(health, tops.health), Math.min(social, tops.social), Math.min(health + social, tops.all)].join()
  return [...new Map(patterns.map((pattern) => [bins(pattern), pattern])).values()]
}

interface Measure {
  readonly column: number
  readonly loss: number
  readonly holds: (pattern: Pattern) => boolean
}

function measuresOf(layout: ReleaseLayout): readonly Measure[] {
  const { tops } = layout
  const at = measureColumns(layout)
  const bins = (of: Histogram) =>
    Array.from({ length: tops[of] + 1 }, (_, bin) => ({ bin, holds: (pattern: Pattern) => inBin(numberOf[of](pattern), bin, tops[of]) }))
  return [
    { column: at.clients, loss: LOSS.clients, holds: () => true },
    ...HISTOGRAMS.flatMap((of) => bins(of).map(({ bin, holds }) => ({ column: at[of] + bin, loss: LOSS.histogram, holds }))),
    ...bins('health').flatMap((health) =>
      bins('social').map((social) => ({
        ...{ column: at.grid + health.bin * (tops.social + 1) + social.bin, loss: LOSS.grid },
        holds: (pattern: Pattern) => health.holds(pattern) && social.holds(pattern),
      })),
    ),
  ]
}

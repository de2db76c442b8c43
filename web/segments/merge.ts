/** What two people wrote on top of one version, brought together. */
import { type Content, inputOf, type Segment } from './draft-model.ts'

/** What both changed: a part of the scheme, or a segment. */
export type Clash = { readonly kind: 'title' | 'purpose' | 'order' } | { readonly kind: 'segment'; readonly segment: Segment }

export interface Merged {
  readonly content: Content
  readonly clashes: readonly Clash[]
}

/** Each part as whoever changed it wrote it; what both changed is as `mine` has it, and named. */
export function merged(base: Content, mine: Content, theirs: Content): Merged {
  const own = withOwnKeys(base, mine, theirs)
  const [was, ours, others] = [base, own, theirs].map(partsOf) as [Parts, Parts, Parts] // as many as were given
  /** Whose part holds, and whether both changed it, each in their own way. */
  const choose = (part: (parts: Parts) => string | undefined) => {
    const changed = part(ours) !== part(was)
    return { mine: changed, clash: changed && part(others) !== part(was) && part(others) !== part(ours) }
  }
  const [title, purpose] = [choose((parts) => parts.title), choose((parts) => parts.purpose)]
  const shared = (parts: Parts) => parts.order.filter((key) => ours.segments.has(key) && others.segments.has(key) && was.segments.has(key))
  const order = choose((parts) => shared(parts).join(' '))
  const keys = new Set(order.mine ? [...ours.order, ...others.order] : [...others.order, ...ours.order])
  const segments = [...keys].map((key) => {
    const found = { mine: segmentOf(own, key), theirs: segmentOf(theirs, key) }
    const chosen = choose((parts) => parts.segments.get(key))
    return { held: chosen.mine ? found.mine : found.theirs, clash: chosen.clash ? (found.mine ?? found.theirs) : undefined }
  })
  return {
    content: {
      ...own,
      title: (title.mine ? own : theirs).title,
      purpose: (purpose.mine ? own : theirs).purpose,
      segments: segments.flatMap(({ held }) => held ?? []),
    },
    clashes: [
      ...(title.clash ? [{ kind: 'title' as const }] : []),
      ...(purpose.clash ? [{ kind: 'purpose' as const }] : []),
      ...(order.clash ? [{ kind: 'order' as const }] : []),
      ...segments.flatMap(({ clash }) => (clash ? [{ kind: 'segment' as const, segment: clash }] : [])),
    ],
  }
}

/** The parts as texts that are equal where the parts are. */
interface Parts {
  readonly title: string
  readonly purpose: string
  readonly order: readonly string[]
  readonly segments: ReadonlyMap<string, string>
}

function partsOf(content: Content): Parts {
  const { title, purpose, segments } = inputOf(content)
  return {
    title: JSON.stringify(title),
    purpose: JSON.stringify(purpose),
    order: segments.map(({ key }) => String(key)),
    segments: new Map(segments.map((segment) => [String(segment.key), JSON.stringify(segment)])),
  }
}

const segmentOf = ({ segments }: Content, key: string): Segment | undefined => segments.find((segment) => segment.key === key)

/** New segments of both may have got the same key: mine get another. */
function withOwnKeys(base: Content, mine: Content, theirs: Content): Content {
  const taken = new Set([...base.segments, ...mine.segments, ...theirs.segments].map(({ key }) => key))
  const segments = mine.segments.map((segment) => {
    const { key } = segment
    if (segmentOf(base, key) || !segmentOf(theirs, key)) return segment
    let n = 1
    while (taken.has(`s${n}`)) n++
    taken.add(`s${n}`)
    return { ...segment, key: `s${n}` }
  })
  return { ...mine, segments }
}

/** What differs between two states of a scheme. Segments are the same by their key. */
import type { SchemeContent } from './content.ts'

export const CHANGE_KINDS = ['TITLE', 'ADDED', 'REMOVED', 'RENAMED', 'RULE', 'PROXY', 'CARD', 'ORDER'] as const

export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number]
  /** Key of the segment; null for the whole scheme. */
  readonly segment: string | null
}

/** From `before` to `after`, in the order of the segments after. */
export function changesBetween(before: SchemeContent, after: SchemeContent): readonly Change[] {
  const known = new Map(before.segments.map((segment) => [segment.key, segment]))
  const differ = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b))
  const keysOf = (content: SchemeContent, other: SchemeContent) =>
    content.segments.map(({ key }) => key).filter((key) => other.segments.some((one) => one.key === key))
  const whole: Change[] = differ([before.title, before.purpose], [after.title, after.purpose]) ? [{ kind: 'TITLE', segment: null }] : []
  const each = after.segments.flatMap((segment): readonly Change[] => {
    const old = known.get(segment.key)
    if (!old) return [{ kind: 'ADDED', segment: segment.key }]
    return [
      ...(differ(old.name, segment.name) ? [{ kind: 'RENAMED', segment: segment.key } as const] : []),
      ...(differ(old.rule, segment.rule) ? [{ kind: 'RULE', segment: segment.key } as const] : []),
      ...(differ(old.proxy, segment.proxy) ? [{ kind: 'PROXY', segment: segment.key } as const] : []),
      ...(differ(old.card, segment.card) ? [{ kind: 'CARD', segment: segment.key } as const] : []),
    ]
  })
  const gone = before.segments
    .filter(({ key }) => !after.segments.some((segment) => segment.key === key))
    .map(({ key }): Change => ({ kind: 'REMOVED', segment: key }))
  const moved: Change[] = differ(keysOf(before, after), keysOf(after, before)) ? [{ kind: 'ORDER', segment: null }] : []
  return [...whole, ...each, ...gone, ...moved]
}

/** Keys in one order: a database may hand them back in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

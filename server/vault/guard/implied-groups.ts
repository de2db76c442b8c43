/**
 * Small groups of one selection that no figure shows and several imply: the part of a figure outside the cohort, who uses one of two or three services
 * and not the others, and who has so many services without using some or having as many of one sector. See wide-audit.md.
 */
import { measureColumns, pairIndex, tripleCount, tripleIndex } from '../../release/lattice.ts'
import { HISTOGRAMS, type Histogram, inBin, numberOf, type Pattern } from './client-patterns.ts'
import type { GuardContext } from './guard-context.ts'
import { countInPart, PARTS, type Part, REST } from './selection-parts.ts'
import type { WideFamily } from './wide-family.ts'

/** A sum of counts with signs, and who is in it. */
interface Group {
  readonly terms: readonly Term[]
  /** A figure of its own, but for the part outside the cohort. */
  readonly figure?: true
  readonly holds: (pattern: Pattern) => boolean
}

interface Term {
  readonly block: 'base' | 'triples'
  readonly column: number
  readonly sign: 1 | -1
}

/** Positions of the patterns of each such group of 1 to k − 1 clients. */
export function impliedGroups(
  context: GuardContext,
  { selection, services }: WideFamily,
  patterns: readonly Pattern[],
): readonly Int32Array[] {
  const { rest, heavy, tripleRest, tripleHeavy, wide, layout, k } = context
  const { width } = measureColumns(layout)
  const narrow = wide.indexOf(selection)
  const count = ({ block, column, sign }: Term, part: Part): number => {
    const at = block === 'base' ? selection * width + column : narrow * tripleCount(layout) + column
    return sign * (block === 'base' ? countInPart(rest, heavy, at, part) : countInPart(tripleRest, tripleHeavy, at, part))
  }
  const found: Int32Array[] = []
  for (const { terms, holds, figure } of groupsOf(context, services, narrow >= 0))
    for (const part of figure ? [REST] : PARTS) {
      const n = terms.reduce((sum, term) => sum + count(term, part), 0)
      if (n < 1 || n >= k) continue
      found.push(
        Int32Array.from(patterns.flatMap((pattern, p) => ((part === 0 || pattern.heavy === (part === 1)) && holds(pattern) ? [p] : []))),
      )
    }
  return found
}

function* groupsOf(context: GuardContext, services: readonly number[], withTriples: boolean): Iterable<Group> {
  const { layout, rules } = context
  const { tops } = layout
  const at = measureColumns(layout)
  const all = layout.services.length
  const term = (column: number, sign: 1 | -1 = 1): Term => ({ block: 'base', column, sign })
  const clients = term(at.clients)
  const single = (a: number, sign?: 1 | -1) => term(at.services + (services[a] ?? 0), sign)
  const pair = (a: number, b: number, sign?: 1 | -1) => term(at.pairs + pairIndex(services[a] ?? 0, services[b] ?? 0, all), sign)
  const exactly =
    (among: readonly number[], used: readonly number[]) =>
    ({ uses }: Pattern) =>
      among.every((n) => ((uses >> n) & 1) === (used.includes(n) ? 1 : 0))

  yield { terms: [clients], figure: true, holds: () => true }
  for (let a = 0; a < services.length; a++) {
    yield { terms: [single(a)], figure: true, holds: exactly([a], [a]) }
    yield { terms: [clients, single(a, -1)], holds: exactly([a], []) }
    for (let b = 0; b < a; b++) {
      yield { terms: [pair(a, b)], figure: true, holds: exactly([a, b], [a, b]) }
      yield { terms: [single(a), pair(a, b, -1)], holds: exactly([a, b], [a]) }
      yield { terms: [single(b), pair(a, b, -1)], holds: exactly([a, b], [b]) }
      yield { terms: [clients, single(a, -1), single(b, -1), pair(a, b)], holds: exactly([a, b], []) }
      for (let c = 0; withTriples && c < b; c++) {
        const three = (sign: 1 | -1): Term => ({
          ...{ block: 'triples', sign },
          column: tripleIndex(services[a] ?? 0, services[b] ?? 0, services[c] ?? 0),
        })
        const among = [a, b, c]
        yield { terms: [three(1)], figure: true, holds: exactly(among, among) }
        for (const [x, y, z] of [
          [a, b, c],
          [b, a, c],
          [c, a, b],
        ] as const) {
          yield { terms: [pair(y, z), three(-1)], holds: exactly(among, [y, z]) }
          yield { terms: [single(x), pair(x, y, -1), pair(x, z, -1), three(1)], holds: exactly(among, [x]) }
        }
        yield {
          terms: [clients, ...among.map((n) => single(n, -1)), pair(a, b), pair(a, c), pair(b, c), three(-1)],
          holds: exactly(among, []),
        }
      }
    }
  }
  const tail = (of: Histogram, from: number, sign: 1 | -1 = 1) =>
    Array.from({ length: tops[of] + 1 - from }, (_, n) => term(at[of] + from + n, sign))
  for (const of of HISTOGRAMS) {
    const counted = services.flatMap((service, n) => (of === 'all' || rules.social[service] === (of === 'social') ? [n] : []))
    for (let bin = 0; bin <= tops[of]; bin++)
      yield { terms: [term(at[of] + bin)], figure: true, holds: (pattern) => inBin(numberOf[of](pattern), bin, tops[of]) }
    for (let from = 1; from <= tops[of]; from++) {
      const many = (pattern: Pattern) => numberOf[of](pattern) >= from
      if (from === 1)
        for (const a of counted)
          yield { terms: [...tail(of, 1), single(a, -1)], holds: (pattern) => many(pattern) && exactly([a], [])(pattern) }
      if (from === 2)
        for (const a of counted)
          for (const b of counted)
            if (b < a)
              yield { terms: [...tail(of, 2), pair(a, b, -1)], holds: (pattern) => many(pattern) && !exactly([a, b], [a, b])(pattern) }
      if (of === 'all')
        for (const sector of ['health', 'social'] as const)
          if (from <= tops[sector])
            yield {
              terms: [...tail('all', from), ...tail(sector, from, -1)],
              holds: (pattern) => many(pattern) && numberOf[sector](pattern) < from,
            }
    }
  }
  for (let h = 0; h <= tops.health; h++)
    for (let s = 0; s <= tops.social; s++)
      yield {
        terms: [term(at.grid + h * (tops.social + 1) + s)],
        figure: true,
        holds: ({ health, social }) => inBin(health, h, tops.health) && inBin(social, s, tops.social),
      }
}

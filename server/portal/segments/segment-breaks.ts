/** Where a segment's size in two releases is not the same figure: its scheme, the limits of heavy use, the services or the areas changed. */
import type { Rule, SchemeRules } from '../../segments/rule.ts'
import type { AdoptedScheme, PrismaClient, ResidentCount, Service } from '../generated/prisma/client.ts'
import { type Break, countyBroken, limitsBroken, servicesBroken } from '../series/breaks.ts'
import { storedContent } from './stored-content.ts'

/** What of a release decides what a segment's size means, and the residents that it is compared with. */
export interface CountedRelease {
  readonly id: string
  readonly dataDate: Date
  readonly windowFrom: Date
  readonly countyCode: string
  readonly rules: unknown
  readonly services: readonly Service[]
  readonly municipalities: readonly { readonly code: string }[]
  readonly residentCounts: readonly ResidentCount[]
}

/** Oldest first. */
export const countedReleases = (prisma: PrismaClient, ids: readonly string[]): Promise<readonly CountedRelease[]> =>
  prisma.release.findMany({
    where: { id: { in: [...ids] } },
    select: {
      ...{ id: true, dataDate: true, windowFrom: true, countyCode: true, rules: true, residentCounts: true },
      services: { orderBy: { position: 'asc' } },
      municipalities: { select: { code: true } },
    },
    orderBy: { dataDate: 'asc' },
  })

interface Counted {
  readonly release: CountedRelease
  readonly counted: AdoptedScheme
}

/** Every reason between two releases after one another; a new scheme is the only one that is told where it is. */
export function segmentBreaks(before: Counted, after: Counted, segment: string | null): readonly Break[] {
  if (before.counted.schemeText !== after.counted.schemeText) return [{ reason: 'SCHEME', codes: [] }]
  const conditions = decisive(after.counted, segment).flatMap((rule) => rule.alternatives.flat())
  const named = new Set(conditions.flatMap((one) => ('services' in one ? one.services : [])))
  const has = (...kinds: readonly string[]) => conditions.some(({ kind }) => kinds.includes(kind))
  const heavyMatters = has('HEAVY_USER', 'HEAVY_IN')
  const all = has('SERVICES', 'TASKS', 'HEAVY_USER')
  return [
    ...limitsBroken(before.release.rules, after.release.rules, heavyMatters, has('HEAVY_USER')),
    ...servicesBroken(before.release.services, after.release.services, (code) => all || named.has(code), heavyMatters),
    ...countyBroken(municipalitiesOf(before), municipalitiesOf(after)),
  ]
}

/** The rules that decide who is in a segment: its own and those before it, all for those whom no rule meets. */
function decisive({ content, schemeText }: AdoptedScheme, segment: string | null): readonly Rule[] {
  // Written by this program's own adoption, in this shape.
  const { rules } = JSON.parse(schemeText) as SchemeRules
  const at = storedContent(content).segments.findIndex(({ key }) => key === segment)
  return at < 0 ? rules : rules.slice(0, at + 1)
}

const municipalitiesOf = ({ release }: Counted): readonly string[] => release.municipalities.map(({ code }) => code)

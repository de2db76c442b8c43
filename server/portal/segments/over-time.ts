/**
 * A segment of an adopted scheme release by release. Every data date is counted by the path and the books of adopted schemes, earlier
 * ones only where somebody asks for them; nothing here is exact.
 */
import { type AdoptedAnswer, type AdoptedFigures, type AdoptedTable, groupsOf, parseAdopted } from '../../segments/adopted.ts'
import type { NoisySize } from '../../segments/answer.ts'
import { changeOf, type Estimate, fineShareOf, ratePerThousand } from '../../segments/estimates.ts'
import type { AdoptedScheme, DraftQuestion } from '../generated/prisma/client.ts'
import { type ResidentCount, residentCount } from '../release/series-release.ts'
import { inSeries, NotGranted, type RequestContext } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'
import { lookAt } from '../schema/look-at.ts'
import type { Break } from '../series/breaks.ts'
import { askFigures, findAdopted } from './adopted.ts'
import { mayWrite, seesSizes } from './author.ts'
import { demandCount } from './demand-count.ts'
import { schemeHash } from './question.ts'
import { scopeOf } from './scope-of.ts'
import { type CountedRelease, countedReleases, segmentBreaks } from './segment-breaks.ts'
import { storedContent } from './stored-content.ts'

export interface SegmentSeries {
  readonly scheme: AdoptedScheme
  /** Key of the segment; null for those whom no rule meets. */
  readonly segment: string | null
  /** Whether the viewer may have releases counted that were not. */
  readonly mayCount: boolean
  /** Oldest first. */
  readonly releases: readonly SegmentRelease[]
}

type State = { readonly kind: 'waiting' | 'not counted' } | AdoptedAnswer

/** What is known of the segment in one release. */
interface SegmentRelease {
  readonly release: CountedRelease
  readonly state: State
  /** Adopted version whose figures they are: the scheme's own, or an earlier one of the same draft. */
  readonly counted: AdoptedScheme
  /** Position of the segment in that version. */
  readonly at: number
  readonly breaks: readonly Break[]
}

export interface SegmentPoint extends Omit<SegmentRelease, 'at'> {
  readonly clients: NoisySize | null
  /** Of all clients of the scheme, or of the part. */
  readonly share: Estimate | null
  /** Of the area and the scheme's age group, by public statistics; null where they name none: they know neither sex nor centre. */
  readonly residents: ResidentCount | null
  readonly perThousand: Estimate | null
  /** Since the release before; null where either is withheld, or across a break. */
  readonly change: Estimate | null
}

/** The segment in every release up to the data date of one, as a look at it. Throws UNKNOWN_CODE, NOT_GRANTED. */
export async function segmentSeries(
  context: RequestContext,
  id: string,
  segment: string | null,
  releaseId: string | null,
): Promise<SegmentSeries> {
  const scheme = await findAdopted(context, id)
  const scope = scopeOf(scheme)
  if (!seesSizes(context.viewer, context.asking.now, scope)) throw new NotGranted()
  if (positionIn(scheme, segment) < 0) throw new PortalError('UNKNOWN_CODE', 'The scheme has no such segment.')
  const { release } = await context.release(releaseId)
  const series = await readSeries(
    context,
    scheme,
    segment,
    inSeries(context.releases, release.dataDate).map((one) => one.id),
  )
  const shown = series.releases.filter(({ state }) => state.kind === 'figures')
  if (shown.length > 0)
    context.asking.looks.push(
      lookAt('segmentSeries', { release: releaseId, selection: scope === 'ALL' ? {} : { ageGroups: [scope] } }, shown, context),
    )
  return series
}

/** The segment in these releases, for whoever sees its sizes. */
export async function readSeries(
  context: RequestContext,
  scheme: AdoptedScheme,
  segment: string | null,
  ids: readonly string[],
): Promise<SegmentSeries> {
  const releases = await countedReleases(context.prisma, ids)
  const versions = await versionsWith(context, scheme, segment)
  const questions = await context.prisma.draftQuestion.findMany({
    where: {
      kind: 'FIGURES',
      releaseId: { in: [...ids] },
      schemeHash: { in: versions.map(({ schemeText }) => schemeHash(schemeText)) },
    },
  })
  const found = releases.map((one) => ({ release: one, ...knownOf(one, versions, questions) }))
  const known = found.map((one, after) => {
    const before = found[after - 1]
    return { ...one, at: positionIn(one.counted, segment), breaks: before ? segmentBreaks(before, one, segment) : [] }
  })
  const mayCount = scheme.replacedAt === null && mayWrite(context.viewer, context.asking.now, scopeOf(scheme))
  return { scheme, segment, mayCount, releases: known }
}

/** Has the releases counted that the vault was not asked about: each takes one of the places that its data date has for schemes. */
export async function countEarlier(context: RequestContext, id: string, as: string | null | undefined): Promise<void> {
  const scheme = await findAdopted(context, id)
  await demandCount(context, scheme, as, 'COUNT_EARLIER')
  const { release } = await context.release()
  for (const one of inSeries(context.releases, release.dataDate))
    await askFigures(context.prisma, scheme, { id: one.id, dataDate: new Date(`${one.dataDate}T00:00:00Z`) })
  context.drafts.asked?.()
}

/** A column of one of the scheme's tables. */
interface Column {
  readonly table: AdoptedTable
  readonly in: (figures: AdoptedFigures) => number
  /** Whose residents its clients are; null where statistics do not know. */
  readonly area: (release: CountedRelease) => string | null
}

export const WHOLE: Column = { table: 'SIZES', in: () => 0, area: ({ countyCode }) => countyCode }
export const atMunicipality = (code: string): Column => ({
  table: 'PLACES',
  in: ({ municipalities }) => municipalities.indexOf(code),
  area: () => code,
})
const atCentre = (code: string): Column => ({ table: 'CENTRES', in: ({ centres }) => centres?.indexOf(code) ?? -1, area: () => null })

/** The segment's cell in a column, release by release. */
export const pointsOf = (series: SegmentSeries, { table, in: columnIn, area }: Column): readonly SegmentPoint[] => {
  const scope = scopeOf(series.scheme)
  const bare = series.releases.map(({ at, ...one }) => {
    const figures = one.state.kind === 'figures' ? one.state.figures : null
    const column = figures ? columnIn(figures) : -1
    const clients = figures?.tables[table].segments[at]?.[column] ?? null
    const all = figures?.tables[table].all[column] ?? null
    const segment = figures?.tables.SIZES.segments[at]?.[0] ?? null
    const statistics = one.release.residentCounts.find((row) => row.area === area(one.release) && row.ageGroup === scope)
    return {
      ...{ ...one, clients, share: clients && all && segment?.size != null ? fineShareOf(clients, all) : null },
      residents: statistics ? residentCount(statistics) : null,
      perThousand: clients && statistics ? ratePerThousand(clients, statistics.persons) : null,
    }
  })
  return bare.map((point, at) => {
    const before = bare[at - 1]
    const isComparable = point.breaks.length === 0
    return { ...point, change: isComparable && before?.clients && point.clients ? changeOf(before.clients, point.clients) : null }
  })
}

/** Sexes and ages; municipalities of the newest release with figures; centres of the newest that was counted by them, none where none was. */
export function partsOf(
  series: SegmentSeries,
  by: 'PLACES' | 'CENTRES' | 'GROUPS',
): readonly { readonly code: string; readonly points: readonly SegmentPoint[] }[] {
  if (by === 'GROUPS')
    return groupsOf(scopeOf(series.scheme)).map(({ sex, age }, column) => ({
      code: `${sex} ${age}`,
      points: pointsOf(series, { table: by, in: () => column, area: () => null }),
    }))
  const [list, at] =
    by === 'PLACES'
      ? [({ municipalities }: AdoptedFigures) => municipalities, atMunicipality]
      : [({ centres }: AdoptedFigures) => centres, atCentre]
  const codes = series.releases.map(({ state }) => (state.kind === 'figures' ? list(state.figures) : null)).findLast((one) => one !== null)
  return (codes ?? []).map((code) => ({ code, points: pointsOf(series, at(code)) }))
}

const positionIn = ({ content }: AdoptedScheme, segment: string | null): number => {
  const { segments } = storedContent(content)
  return segment === null ? segments.length : segments.findIndex(({ key }) => key === segment)
}

/** The scheme, then earlier adopted versions of the same draft that have the segment, newest first. */
async function versionsWith({ prisma }: RequestContext, scheme: AdoptedScheme, segment: string | null): Promise<readonly AdoptedScheme[]> {
  const { draftId, countyCode, scope, adoptedAt } = scheme
  const earlier = await prisma.adoptedScheme.findMany({
    where: { draftId, countyCode, scope, adoptedAt: { lt: adoptedAt } },
    orderBy: { adoptedAt: 'desc' },
  })
  return [scheme, ...earlier.filter((one) => positionIn(one, segment) >= 0)]
}

function knownOf(
  { id }: CountedRelease,
  versions: readonly AdoptedScheme[],
  questions: readonly DraftQuestion[],
): { readonly state: State; readonly counted: AdoptedScheme } {
  const states = versions.map((counted) => {
    const question = questions.find((one) => one.releaseId === id && one.schemeHash === schemeHash(counted.schemeText))
    return { counted, state: stateOf(question) }
  })
  const [own] = states
  if (!own) throw new Error('a scheme has a version')
  return states.find(({ state }) => state.kind === 'figures') ?? own
}

function stateOf(question: DraftQuestion | undefined): State {
  if (!question) return { kind: 'not counted' }
  return question.answeredAt && question.answer !== null ? parseAdopted(question.answer) : { kind: 'waiting' }
}

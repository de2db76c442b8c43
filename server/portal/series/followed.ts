/** What a target is about: an indicator of the release, or a segment of an adopted scheme. Who sees it, and whether it is reached. */
import type { Reached } from '../../segments/estimates.ts'
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import type { Role } from '../access/viewer.ts'
import type { Target } from '../generated/prisma/client.ts'
import { reaches, shareOf, shareReaches } from '../release/ratios.ts'
import type { ReleaseReader } from '../release/reader.ts'
import { AGE_GROUPS, type AgeGroup, canonical, type Selection } from '../release/selection.ts'
import { NotGranted, type RequestContext } from '../schema/context.ts'
import { lookAt } from '../schema/look-at.ts'
import { followedSegment, isOfSegment, segmentReached, showsSegment } from '../segments/segment-target.ts'
import { figuresOfIndicator, type Indicator, indicatorOf, needOfIndicator } from './indicators.ts'

export type Followed = Pick<Target, 'indicator' | 'area' | 'ageGroup'>

/** Whether the current release has such an indicator, or the county such a segment in force. */
export const isKnown = async (context: RequestContext, key: string): Promise<boolean> =>
  isOfSegment(key) ? (await followedSegment(context, key)) !== null : indicatorOf(await context.release(), key) !== null

/** Which targets about an indicator have figures that the viewer sees by some of the roles. */
export async function shownTo(context: RequestContext, key: string, roles: readonly Role[]): Promise<(followed: Followed) => boolean> {
  if (isOfSegment(key)) {
    const segment = await followedSegment(context, key)
    const shown = segment !== null && showsSegment(context, segment, roles)
    return () => shown
  }
  const reader = await readerAs(context, roles)
  return (followed) => reader !== null && isWithin(reader, followed)
}

/** A look at a figure, if only at which side of a number it is on: within the viewer's limits, and audited. */
export async function reachedBy(target: Target, context: RequestContext): Promise<Reached | null> {
  if (isOfSegment(target.indicator)) {
    const segment = await followedSegment(context, target.indicator)
    return segment && segmentReached(context, segment, target)
  }
  const reader = await readerAs(context, BEYOND_ONE_SERVICE)
  const followed = reader && followedIn(reader, target)
  if (!followed) return null
  context.asking.looks.push(lookAt('targets', { selection: followed.selection }, null, context))
  const { clients, of } = figuresOfIndicator(reader, followed.indicator.measure, followed.selection)
  const isReached =
    target.unit === 'CLIENTS'
      ? reaches(clients, target.value, target.direction)
      : shareReaches(shareOf(clients, of), target.value, target.direction)
  return isReached === null ? null : isReached ? 'REACHED' : 'NOT_REACHED'
}

/** As stored with a target. */
export const ageOf = (stored: string | null): AgeGroup | null => AGE_GROUPS.find((age) => age === stored) ?? null

/** The current release as far as the roles show it to the viewer; null: nothing of it. */
async function readerAs(context: RequestContext, roles: readonly Role[]): Promise<ReleaseReader | null> {
  try {
    return await context.askedBy(roles).reader()
  } catch (cause) {
    if (cause instanceof NotGranted) return null
    throw cause
  }
}

/** Whether the figures that a target is about are among those that the reader shows. */
function isWithin(reader: ReleaseReader, followed: Followed): boolean {
  const found = followedIn(reader, followed)
  return found !== null && reader.allows(found.selection, needOfIndicator(found.indicator.measure))
}

/** What a target is about in one release; null where the release lacks its indicator or place. */
function followedIn(
  reader: ReleaseReader,
  { indicator: key, area, ageGroup }: Followed,
): { readonly indicator: Indicator; readonly selection: Selection } | null {
  const indicator = indicatorOf(reader, key)
  if (!indicator || (area !== null && !reader.layout.municipalities.includes(area))) return null
  const age = ageOf(ageGroup)
  const selection = canonical(reader.layout, {
    ageGroups: age ? [age] : [],
    municipalities: area === null ? [] : [area],
    ...{ sexes: [], centres: [], cohort: 'ALL' as const, services: [] },
  })
  return { indicator, selection }
}

/** A segment of an adopted scheme as what a target is about: by a key like those of the exact indicators. */
import { type Reached, reachedWithin } from '../../segments/estimates.ts'
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import type { Role } from '../access/viewer.ts'
import type { AdoptedScheme, Target } from '../generated/prisma/client.ts'
import type { RequestContext } from '../schema/context.ts'
import { lookAt } from '../schema/look-at.ts'
import { seesSizes } from './author.ts'
import { atMunicipality, pointsOf, readSeries, WHOLE } from './over-time.ts'
import { scopeOf } from './scope-of.ts'
import { storedContent } from './stored-content.ts'

export interface FollowedSegment {
  /** In force. */
  readonly scheme: AdoptedScheme
  /** Null for those whom no rule meets. */
  readonly segment: string | null
}

/** Of the draft, so that a target stays where a new version is adopted: `segment:DRAFT/KEY`, the key empty for those whom no rule meets. */
export const segmentIndicator = (draftId: string, segment: string | null): string => `segment:${draftId}/${segment ?? ''}`

export const isOfSegment = (indicator: string): boolean => indicator.startsWith('segment:')

/** Null where the county has no such scheme in force, or that has no such segment. */
export async function followedSegment(context: RequestContext, indicator: string): Promise<FollowedSegment | null> {
  const [, draftId, key] = /^segment:([^/]*)\/([a-z0-9-]*)$/.exec(indicator) ?? []
  if (draftId === undefined || key === undefined) return null
  const { release } = await context.release()
  const scheme = await context.prisma.adoptedScheme.findFirst({ where: { draftId, countyCode: release.countyCode, replacedAt: null } })
  if (!scheme) return null
  const known = key === '' || storedContent(scheme.content).segments.some((one) => one.key === key)
  return known ? { scheme, segment: key === '' ? null : key } : null
}

/** Whether a viewer sees the segment's sizes by some of the roles. */
export const showsSegment = ({ viewer, asking }: RequestContext, { scheme }: FollowedSegment, roles: readonly Role[]): boolean =>
  seesSizes(viewer, asking.now, scopeOf(scheme), roles)

/** In the current release, as a look at it; null where the number is not known there or not for the viewer. */
export async function segmentReached(
  context: RequestContext,
  followed: FollowedSegment,
  { area, unit, value, direction }: Pick<Target, 'area' | 'unit' | 'value' | 'direction'>,
): Promise<Reached | null> {
  if (!showsSegment(context, followed, BEYOND_ONE_SERVICE)) return null
  const { scheme, segment } = followed
  const { release } = await context.release()
  const series = await readSeries(context, scheme, segment, [release.id])
  const [point] = pointsOf(series, area === null ? WHOLE : atMunicipality(area))
  const known = unit === 'CLIENTS' ? point?.clients : point?.share
  if (!known) return null
  const scope = scopeOf(scheme)
  const selection = { ...(scope !== 'ALL' && { ageGroups: [scope] }), ...(area !== null && { municipalities: [area] }) }
  context.asking.looks.push(lookAt('targets', { selection }, null, context))
  return reachedWithin(known, value, direction)
}

import type { AdoptedScheme } from '../generated/prisma/client.ts'
import { NotGranted, type RequestContext } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'
import { demandAuthor, seesSizes } from './author.ts'
import { scopeOf } from './scope-of.ts'
import { recordSegments } from './workroom.ts'

/**
 * Before more of an adopted scheme is counted: the viewer may write in its age group and sees its sizes, and it is in force. Written down in
 * the audit log. Throws NOT_GRANTED, BAD_USER_INPUT.
 */
export async function demandCount(
  context: RequestContext,
  scheme: AdoptedScheme,
  as: string | null | undefined,
  subject: 'COUNT_EARLIER' | 'COUNT_DETAIL',
): Promise<void> {
  const { viewer, asking } = context
  const scope = scopeOf(scheme)
  demandAuthor(viewer, asking.now, scope, as)
  if (!seesSizes(viewer, asking.now, scope)) throw new NotGranted()
  if (scheme.replacedAt !== null) throw new PortalError('BAD_USER_INPUT', 'The scheme is not in force.')
  await recordSegments(context, subject, { draft: scheme.draftId, version: scheme.version, scope })
}

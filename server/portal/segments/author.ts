/** Who may read and write in the segments, and as whom. */
import type { Scope } from '../../segments/rule.ts'
import { holds, type Viewer } from '../access/viewer.ts'
import { PortalError } from '../schema/errors.ts'

export interface Author {
  readonly id: string
  readonly name: string
}

const LONGEST_NAME = 60

/** Throws FORBIDDEN where the viewer may not see what groups write. */
export function demandReader(viewer: Viewer): void {
  const now = new Date()
  if (!(['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER'] as const).some((role) => holds(viewer, role, now)))
    throw new PortalError('FORBIDDEN', 'Segments are seen by those who may see figures.')
}

/**
 * The writer of a change to a scheme of the scope. In the demo nobody signs in, so that people say who they are in `as`; elsewhere
 * a name of one's own is refused. Throws FORBIDDEN, BAD_USER_INPUT.
 */
export function demandAuthor(viewer: Viewer, scope: Scope, as: string | null | undefined): Author {
  if (!mayWrite(viewer, scope)) throw new PortalError('FORBIDDEN', 'Experts of the age group write its segments.')
  const name = as?.trim().slice(0, LONGEST_NAME)
  if (viewer.kind !== 'demo') {
    if (name) throw new PortalError('BAD_USER_INPUT', 'Who is signed in writes under their own name.')
    return { id: viewer.id, name: viewer.name }
  }
  return name ? { id: `demo:${name}`, name } : { id: viewer.id, name: viewer.name }
}

/** Whether the viewer is an expert of the scope now. */
export function mayWrite(viewer: Viewer, scope: Scope): boolean {
  const now = new Date()
  return viewer.grants.some(
    (grant) =>
      grant.role === 'EXPERT' && (grant.until === null || now <= grant.until) && (grant.ages === null || grant.ages.includes(scope)),
  )
}

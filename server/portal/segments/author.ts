/** Who may write in the segments, and as whom; who sees the sizes of drafts. */
import type { Scope } from '../../segments/rule.ts'
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import { type Grant, holding, type Role, type Viewer } from '../access/viewer.ts'
import { agesWithin } from '../release/scope.ts'
import { NotGranted } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'

export interface Author {
  readonly id: string
  readonly name: string
}

const LONGEST_NAME = 60

/**
 * The writer of a change to a scheme of the scope. In the demo nobody signs in, so that people say who they are in `as`; elsewhere
 * a name of one's own is refused. Throws NOT_GRANTED, BAD_USER_INPUT.
 */
export function demandAuthor(viewer: Viewer, now: Date, scope: Scope, as: string | null | undefined): Author {
  if (!mayWrite(viewer, now, scope)) throw new NotGranted()
  const name = as?.trim().slice(0, LONGEST_NAME)
  if (viewer.kind !== 'demo') {
    if (name) throw new PortalError('BAD_USER_INPUT', 'Who is signed in writes under their own name.')
    return { id: viewer.id, name: viewer.name }
  }
  return name ? { id: `demo:${name}`, name } : { id: viewer.id, name: viewer.name }
}

/** Whether the viewer is an expert of the scope. */
export const mayWrite = (viewer: Viewer, now: Date, scope: Scope): boolean => covering(viewer, now, scope, ['EXPERT']).length > 0

/** Whether the viewer sees sizes of the scope, by some of the roles: they are of the county as one, and of whatever services the rules name. */
export const seesSizes = (viewer: Viewer, now: Date, scope: Scope, roles: readonly Role[] = BEYOND_ONE_SERVICE): boolean =>
  covering(viewer, now, scope, roles).some(({ municipalities, services }) => municipalities === null && services === null)

/** Grants of the roles that cover the scope's ages. */
const covering = (viewer: Viewer, now: Date, scope: Scope, roles: readonly Role[]): readonly Grant[] =>
  holding(viewer, now).filter(({ role, ages }) => roles.includes(role) && (ages === null || agesWithin(ages).has(scope)))

/** Who asks and what they may see: what the web shows and leaves out. */

import type { AGES } from '../../release/lattice.ts'
import { ALL_VIEWS, PERMISSIONS } from '../access/permissions.ts'
import { type Grant, holding, ROLES, type Viewer } from '../access/viewer.ts'
import { isPublishable } from '../access/visible-releases.ts'
import { agesWithin } from '../release/scope.ts'
import { AGE_GROUPS, type AgeGroup } from '../release/selection.ts'
import { builder } from './builder.ts'
import type { RequestContext } from './context.ts'
import { AgeGroupEnum } from './enums.ts'

export const RoleEnum = builder.enumType('Role', { values: ROLES })
const ViewerKindEnum = builder.enumType('ViewerKind', { values: ['DEMO', 'PERSON', 'MACHINE'] as const })
const AccessModeEnum = builder.enumType('AccessMode', {
  description: 'DEMO: nobody signs in, invented clients only; LOCAL: nobody signs in, this machine only; SIGN_IN: everybody does.',
  values: ['DEMO', 'LOCAL', 'SIGN_IN'] as const,
})

export const GrantType = builder.objectRef<Grant>('Grant').implement({
  description: 'A role within limits; null: without that limit.',
  fields: (t) => ({
    role: t.expose('role', { type: RoleEnum }),
    ages: t.field({ type: [AgeGroupEnum], nullable: true, resolve: ({ ages }) => (ages === null ? null : ageGroups(ages)) }),
    municipalities: t.idList({ nullable: true, resolve: ({ municipalities }) => (municipalities === null ? null : [...municipalities]) }),
    services: t.idList({ nullable: true, resolve: ({ services }) => (services === null ? null : [...services]) }),
    until: t.expose('until', { type: 'DateTime', nullable: true }),
  }),
})

const SessionOfViewerType = builder.objectRef<NonNullable<Viewer['session']>>('ViewerSession').implement({
  fields: (t) => ({ id: t.exposeID('id'), expiresAt: t.expose('expiresAt', { type: 'DateTime' }) }),
})

const ViewerType = builder.objectRef<RequestContext>('Viewer').implement({
  fields: (t) => ({
    kind: t.field({ type: ViewerKindEnum, resolve: ({ viewer }) => KINDS[viewer.kind] }),
    mode: t.field({ type: AccessModeEnum, resolve: ({ access }) => modeOf(access.settings) }),
    id: t.id({ resolve: ({ viewer }) => viewer.id }),
    name: t.string({ resolve: ({ viewer }) => viewer.name }),
    session: t.field({ type: SessionOfViewerType, nullable: true, resolve: ({ viewer }) => viewer.session }),
    grants: t.field({ type: [GrantType], description: 'Those that hold now.', resolve: (asked) => [...held(asked)] }),
    fields: t.idList({
      description: 'Fields of Query and Mutation that they may ask: what is not among them is not shown.',
      resolve: (asked) => permittedFields(held(asked)),
    }),
    ages: t.field({
      type: [AgeGroupEnum],
      nullable: true,
      description: 'Age groups of which they see figures; null: all, and everybody together.',
      resolve: (asked) => unionOf(figureGrants(asked), agesOfGrant),
    }),
    municipalities: t.idList({
      nullable: true,
      description: 'Municipalities of which they see figures; null: all, and the county as one; empty: the county as one only.',
      resolve: (asked) => unionOf(figureGrants(asked), ({ role, municipalities }) => (role === 'SERVICE_OWNER' ? [] : municipalities)),
    }),
    services: t.idList({
      nullable: true,
      description: 'Services whose view and combinations they see; null: all.',
      resolve: (asked) => unionOf(figureGrants(asked), ({ services }) => services),
    }),
    mayExport: t.boolean({
      args: { release: t.arg.id() },
      description: 'Whether figures of the release may be taken out of the portal.',
      resolve: (asked, { release }) => mayExport(asked, release ?? null),
    }),
  }),
})

builder.queryField('viewer', (t) => t.field({ type: ViewerType, resolve: (_, __, context) => context }))

/** PUBLISHER, for releases that may be published. */
export function mayExport({ viewer, asking, releases }: RequestContext, id: string | null): boolean {
  const release = id === null ? releases[0] : releases.find((one) => one.id === id)
  const publisher = holding(viewer, asking.now).some(({ role }) => role === 'PUBLISHER')
  return publisher && release !== undefined && isPublishable(release)
}

const KINDS = { demo: 'DEMO', person: 'PERSON', machine: 'MACHINE' } as const

function modeOf(settings: RequestContext['access']['settings']): typeof AccessModeEnum.$inferType {
  if (settings.kind === 'sign-in') return 'SIGN_IN'
  return settings.mode === 'demo' ? 'DEMO' : 'LOCAL'
}

const held = ({ viewer, asking }: RequestContext): readonly Grant[] => holding(viewer, asking.now)

const figureGrants = (asked: RequestContext): readonly Grant[] => held(asked).filter(({ role }) => ALL_VIEWS.includes(role))

function permittedFields(grants: readonly Grant[]): string[] {
  return Object.entries(PERMISSIONS).flatMap(([field, permission]) => {
    const open = permission.kind === 'own' || (permission.kind === 'catalogue' && grants.length > 0)
    const byRole = 'roles' in permission && grants.some(({ role }) => permission.roles.includes(role))
    return open || byRole ? [field] : []
  })
}

/** What several grants open together; null where one of them is without the limit. */
function unionOf<T extends string>(grants: readonly Grant[], limit: (grant: Grant) => readonly T[] | null): T[] | null {
  const limits = grants.map(limit)
  if (grants.length > 0 && limits.includes(null)) return null
  return [...new Set(limits.flatMap((one) => one ?? []))]
}

const ageGroups = (ages: readonly (typeof AGES)[number][]): AgeGroup[] => {
  const within = agesWithin(ages)
  return AGE_GROUPS.filter((age) => within.has(age))
}

const agesOfGrant = ({ ages }: Grant): readonly AgeGroup[] | null => (ages === null || agesWithin(ages).has('ALL') ? null : ageGroups(ages))

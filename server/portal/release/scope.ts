/**
 * What of a release may be seen: rows and combinations of services within grants. A figure is seen where, in every row that it
 * adds up (G2), one grant covers the row and the services; so a sum never reaches past the grants.
 */
import { AGES, type Age, type ReleaseLayout, type Row } from '../../release/lattice.ts'
import type { ServiceNeed } from './selection.ts'

/** One grant as far as figures go. `null`: without that limit. */
export interface FigureGrant {
  readonly ages: readonly Age[] | null
  /** The county level is covered only without a limit, or by `COUNTY_LEVEL`. A municipality covers its centres. */
  readonly places: readonly string[] | typeof COUNTY_LEVEL | null
  /** Combinations are covered where one of these is among them; single services and totals always are. */
  readonly services: readonly string[] | null
}

/** The whole county as one, no part of it. */
export const COUNTY_LEVEL = 'COUNTY'

export interface FigureScope {
  /** Equal for equal scopes, another for others. */
  readonly key: string
  readonly grants: readonly FigureGrant[]
}

/** The grants that cover one row. */
export type Covering = readonly FigureGrant[]

/** For each row the grants that cover it, for one layout and scope. */
export function coveringOf(layout: ReleaseLayout, scope: FigureScope, rows: readonly Row[]): readonly Covering[] {
  return rows.map((row) => scope.grants.filter((grant) => coversAge(grant, row) && coversPlace(layout, grant, row)))
}

/** Whether a view of these services may be asked on rows covered so: named services are the grant's own. */
export function mayAsk(covering: readonly Covering[], chosen: readonly string[], need: ServiceNeed): boolean {
  const among = [...chosen, ...need.named]
  return covering.every((grants) =>
    grants.some(
      ({ services }) =>
        services === null ||
        (need.named.every((code) => services.includes(code)) && (among.length === 0 || among.some((code) => services.includes(code)))),
    ),
  )
}

/** Whether clients who use all of these services may be seen on rows covered so. */
export function maySee(covering: readonly Covering[], together: readonly string[]): boolean {
  return covering.every((grants) =>
    grants.some(({ services }) => services === null || together.length <= 1 || together.some((code) => services.includes(code))),
  )
}

function coversAge({ ages }: FigureGrant, row: Row): boolean {
  const age = AGES[row.age]
  return ages === null || (age !== undefined && agesWithin(ages).has(age))
}

function coversPlace(layout: ReleaseLayout, { places }: FigureGrant, { place }: Row): boolean {
  if (places === null) return true
  if (places === COUNTY_LEVEL) return place === 0
  if (place === 0) return false
  const centre = place - 1 - layout.municipalities.length
  const municipality = layout.municipalities[centre < 0 ? place - 1 : (layout.centreMunicipality[centre] ?? -1)]
  return municipality !== undefined && places.includes(municipality)
}

/** Every age group whose clients are all in these. */
export function agesWithin(granted: readonly Age[]): ReadonlySet<Age> {
  const ages = new Set<Age>(granted)
  if (ages.has('AGE_65_79') && ages.has('AGE_80_PLUS')) ages.add('AGE_65_PLUS')
  if (ages.has('AGE_0_17') && ages.has('AGE_18_64') && ages.has('AGE_65_PLUS')) ages.add('ALL')
  if (ages.has('ALL')) return new Set(AGES)
  if (ages.has('AGE_65_PLUS')) for (const part of ['AGE_65_79', 'AGE_80_PLUS'] as const) ages.add(part)
  return ages
}

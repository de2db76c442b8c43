import { SECTORS, type Sector } from '../controls/sector-shape.ts'
import type { ReleaseQuery } from '../generated/graphql.ts'
import { type ReleaseKey, type ReleaseName, releaseLabel } from './release-label.ts'

export type Release = ReleaseQuery['release']
export type Service = Release['services'][number]
export type Municipality = Release['municipalities'][number]
export type Centre = Release['centres'][number]

/** A release's catalogue in the reader's language, with look-ups by code. A code that it lacks is shown as itself. */
export interface Catalogue {
  readonly release: Release
  /** All releases, the newest first. */
  readonly releases: readonly ReleaseName[]
  /** '2025/3': how a release is called. */
  readonly label: (release: ReleaseKey) => string
  readonly services: readonly Service[]
  /** The sectors that have services, in the order of all. */
  readonly sectors: readonly Sector[]
  readonly service: (code: string) => Service | null
  readonly serviceName: (code: string) => string
  readonly placeName: (code: string) => string
}

export function catalogueOf({ release, releases }: ReleaseQuery): Catalogue {
  const services = new Map(release.services.map((service) => [service.code, service]))
  const places = new Map([...release.municipalities, ...release.centres].map((place) => [place.code, place.name]))
  return {
    release,
    releases: [...releases].sort((a, b) => b.dataDate.localeCompare(a.dataDate) || b.publishedAt.localeCompare(a.publishedAt)),
    label: (each) => releaseLabel(each, releases),
    services: release.services,
    sectors: SECTORS.filter((sector) => release.services.some((service) => service.sector === sector)),
    service: (code) => services.get(code) ?? null,
    serviceName: (code) => services.get(code)?.name ?? code,
    placeName: (code) => places.get(code) ?? code,
  }
}

interface Audited {
  readonly policy: Pick<Release['policy'], 'kind'>
  readonly certificate: Release['certificate']
}

/** Whether a solver has attacked the release's table: exact figures that none has may give a withheld one away by a difference. */
export const isAudited = ({ policy, certificate }: Audited): boolean => policy.kind !== 'EXACT' || certificate.families.length > 0

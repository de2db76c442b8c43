import { useApolloClient, useQuery } from '@apollo/client/react'
import { useEffect, useMemo } from 'react'
import type { Catalogue } from './catalogue.ts'
import { type ReleaseKey, type ReleaseName, releaseLabel } from './release-label.ts'
import { RELEASES } from './releases-query.ts'

/** A release newer than the one on screen, and what both are called beside each other. */
export interface NewerRelease {
  readonly id: string
  readonly label: string
  readonly shownLabel: string
}

/** Between two looks, in milliseconds. */
const LOOK_EVERY = 5 * 60_000

/**
 * The current release where another is on screen. It is looked for when the reader does something or comes back to the page, every
 * few minutes at most: a page that nobody sits at asks nothing, so that its session ends as it would.
 */
export function useNewer(catalogue: Catalogue | null): NewerRelease | null {
  const client = useApolloClient()
  const { data } = useQuery(RELEASES, { fetchPolicy: 'cache-only' })
  const known = catalogue !== null
  useEffect(() => {
    if (!known) return
    let looked = Date.now()
    const look = () => {
      if (document.hidden || Date.now() - looked < LOOK_EVERY) return
      looked = Date.now()
      void client.query({ query: RELEASES, fetchPolicy: 'network-only' }).catch(() => undefined)
    }
    const happenings = ['pointerdown', 'keydown', 'visibilitychange']
    for (const happening of happenings) document.addEventListener(happening, look)
    return () => {
      for (const happening of happenings) document.removeEventListener(happening, look)
    }
  }, [client, known])
  return useMemo(() => catalogue && newerThan(catalogue.release, [...catalogue.releases, ...(data?.releases ?? [])]), [catalogue, data])
}

/** The newest of those that have been called current, at whatever time, where it is not the one that is shown. */
export function newerThan(shown: ReleaseKey, known: readonly ReleaseName[]): NewerRelease | null {
  const newest = known
    .filter(({ current }) => current)
    .reduce<ReleaseName | null>((best, one) => (best === null || isLater(one, best) ? one : best), null)
  if (newest === null || newest.id === shown.id) return null
  return { id: newest.id, label: releaseLabel(newest, known), shownLabel: releaseLabel({ ...shown, current: false }, known) }
}

const isLater = (one: ReleaseName, other: ReleaseName): boolean =>
  one.dataDate === other.dataDate ? one.publishedAt > other.publishedAt : one.dataDate > other.dataDate

import type { ApolloClient } from '@apollo/client'
import { ServerError } from '@apollo/client/errors'
import { createContext, type ReactNode, useContext } from 'react'
import type { ViewerQuery } from '../generated/graphql.ts'
import type { AgeGroup } from '../selection/selection.ts'
import { VIEWER } from './viewer-query.ts'

export type Viewer = ViewerQuery['viewer']

/** Known before the first page is drawn. `unknown`: the server was not reached; pages say so themselves. */
export type Visit = { readonly kind: 'in'; readonly viewer: Viewer } | { readonly kind: 'out' } | { readonly kind: 'unknown' }

/** Asks the server who this is; never rejects. */
export async function whoVisits(client: ApolloClient): Promise<Visit> {
  try {
    const { data } = await client.query({ query: VIEWER })
    return data ? { kind: 'in', viewer: data.viewer } : { kind: 'unknown' }
  } catch (cause) {
    return isSignedOut(cause) ? { kind: 'out' } : { kind: 'unknown' }
  }
}

/** Whether an answer means that nobody is signed in (any more). */
export const isSignedOut = (cause: unknown): boolean => ServerError.is(cause) && cause.statusCode === 401

const VisitContext = createContext<Visit>({ kind: 'unknown' })

export function VisitProvider({ visit, children }: { readonly visit: Visit; readonly children: ReactNode }) {
  return <VisitContext value={visit}>{children}</VisitContext>
}

export const useVisit = (): Visit => useContext(VisitContext)

/** What is shown to whoever is here; everything while the server was not reached. */
export interface Sight {
  /** Whether they may ask a field, e.g. `Query.overview`. */
  readonly may: (field: string) => boolean
  /** Null: without limit. */
  readonly ages: readonly AgeGroup[] | null
  /** Null: without limit; empty: the county as one only. */
  readonly municipalities: readonly string[] | null
  readonly services: readonly string[] | null
}

const EVERYTHING: Sight = { may: () => true, ages: null, municipalities: null, services: null }
const NOTHING: Sight = { ...EVERYTHING, may: () => false }

export const useSight = (): Sight => sightOf(useVisit())

/** What is shown to a visitor. */
export function sightOf(visit: Visit): Sight {
  if (visit.kind === 'out') return NOTHING
  if (visit.kind === 'unknown') return EVERYTHING
  const { fields, ages, municipalities, services } = visit.viewer
  return { may: (field) => fields.includes(field), ages: ages ?? null, municipalities: municipalities ?? null, services: services ?? null }
}

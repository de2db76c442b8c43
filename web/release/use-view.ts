import type { OperationVariables } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useDeferredValue, useEffect, useState } from 'react'
import { wholeAnswer } from '../whole-answer.ts'
import type { Catalogue } from './catalogue.ts'
import { useCatalogueState } from './catalogue-context.tsx'
import { type Problem, problemOf } from './problem.ts'

/** Nothing has been shown yet, or nothing can be. */
export type ViewWaiting = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly problem: Problem; readonly retry: () => void }

/**
 * Figures are on screen. They stay, dimmed, while others are fetched (`fresh: false`) and when that fails (`problem`):
 * read the selection from `data`, not from the address.
 */
export interface ViewShown<T> {
  readonly kind: 'shown'
  readonly data: T
  readonly catalogue: Catalogue
  readonly fresh: boolean
  readonly problem: Problem | null
  readonly retry: () => void
}

export type View<T> = ViewWaiting | ViewShown<T>

/** Waits that end by themselves are tried again after so long. */
const RETRY_MS = { offline: 10_000, preparing: 3_000 } as const

/** Asks for a view's figures. Keep `variables` small and plain: they are compared by value. */
export function useView<T, V extends OperationVariables>(document: TypedDocumentNode<T, V>, variables: V): View<T> {
  const catalogue = useCatalogueState()
  const query = useQuery<T, OperationVariables>(document, {
    variables,
    notifyOnNetworkStatusChange: true,
  })
  // Figures of another release wait for its catalogue: until then they would stand under the name of the one before.
  const last = useLast(catalogue.fresh ? wholeAnswer(query) : undefined)
  // A press is answered at once, by dimming what is there; other figures are drawn when there is time between presses.
  const data = useDeferredValue(last) ?? last
  const error = query.error ?? catalogue.error
  const problem = error === undefined ? null : problemOf(error)
  const retry = () => {
    if (catalogue.error) catalogue.retry()
    if (query.error) void query.refetch().catch(() => undefined)
  }
  useEffect(() => {
    if (problem?.kind !== 'offline' && problem?.kind !== 'preparing') return
    const timer = setInterval(retry, RETRY_MS[problem.kind])
    window.addEventListener('online', retry)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', retry)
    }
  })
  if (data !== undefined && catalogue.catalogue) {
    const fresh = !query.loading && catalogue.fresh && problem === null && data === last
    return { kind: 'shown', data, catalogue: catalogue.catalogue, fresh, problem, retry }
  }
  if (problem && !query.loading) return { kind: 'failed', problem, retry }
  return { kind: 'loading' }
}

/** The value, or the last one that there was. */
function useLast<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}

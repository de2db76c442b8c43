import { useApolloClient } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import type { Figure } from '../format.ts'
import type { Selection } from '../selection/selection.ts'
import { toInput } from '../selection/selection.ts'
import { BANDS } from './leadership-query.ts'

/** Those with at least `from` services, of one selection of one release. */
export interface SeveralServices {
  readonly from: string
  readonly clients: Figure
  readonly share: number | null
}

/** A place, a group or a release that is asked for. */
export interface BandsAsked {
  readonly key: string
  readonly selection: Selection
}

/** Asks for many selections at once. A key that is not in the answer has not come, or cannot: it stays out of the picture. */
export function useBands(asked: readonly BandsAsked[]): ReadonlyMap<string, SeveralServices> {
  const client = useApolloClient()
  const [answers, setAnswers] = useState<ReadonlyMap<string, SeveralServices>>(new Map())
  useEffect(() => {
    let current = true
    void Promise.all(
      asked.map(async ({ key, selection }) => {
        const result = await client
          .query({ query: BANDS, variables: { selection: toInput(selection), release: selection.release } })
          .catch(() => null)
        const band = result?.data?.serviceCounts.bands.at(-1)
        return band ? ([key, severalOf(band)] as const) : null
      }),
    ).then((entries) => {
      if (current) setAnswers(new Map(entries.filter((entry) => entry !== null)))
    })
    return () => {
      current = false
    }
  }, [asked, client])
  return answers
}

interface Band {
  readonly from: string
  readonly clients: { readonly count?: number | null; readonly atLeast: boolean }
  readonly share?: number | null
}

/** A band of an answer. */
export const severalOf = (band: Band): SeveralServices => ({
  from: band.from,
  clients: { count: band.clients.count ?? null, atLeast: band.clients.atLeast },
  share: band.share ?? null,
})

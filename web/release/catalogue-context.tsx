import { useQuery } from '@apollo/client/react'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useLocale } from '../i18n/index.ts'
import { serverLocale } from '../i18n/locale.ts'
import { useSelection } from '../selection/use-selection.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'
import { RELEASE } from './release-query.ts'

interface CatalogueState {
  /** Null until it has come; the last one stays while another is fetched. */
  readonly catalogue: Catalogue | null
  readonly error: unknown
  readonly retry: () => void
}

const CatalogueContext = createContext<CatalogueState>({ catalogue: null, error: undefined, retry: () => undefined })

/** Fetches the catalogue of the selected release in the reader's language, once for all pages. */
export function CatalogueProvider({ children }: { readonly children: ReactNode }) {
  const locale = useLocale()
  const [{ release }] = useSelection()
  const { data, error, refetch } = useQuery(RELEASE, { variables: { release, locale: serverLocale(locale) } })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  const shown = data ?? last
  const catalogue = useMemo(() => (shown ? catalogueOf(shown) : null), [shown])
  const state = useMemo(() => ({ catalogue, error, retry: () => void refetch().catch(() => undefined) }), [catalogue, error, refetch])
  return <CatalogueContext value={state}>{children}</CatalogueContext>
}

/** The catalogue and how its fetching stands. */
export const useCatalogueState = (): CatalogueState => useContext(CatalogueContext)

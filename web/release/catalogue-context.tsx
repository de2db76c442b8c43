import { useQuery } from '@apollo/client/react'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { useLocale } from '../i18n/index.ts'
import { serverLocale } from '../i18n/locale.ts'
import { useSelection } from '../selection/use-selection.ts'
import { type Catalogue, catalogueOf } from './catalogue.ts'
import { type NewerRelease, useNewer } from './newest-release.ts'
import { RELEASE } from './release-query.ts'

interface CatalogueState {
  /** Null until it has come; the last one stays while another is fetched. */
  readonly catalogue: Catalogue | null
  /** Whether it is that of the release that the address asks for. */
  readonly fresh: boolean
  /** Id of the release that an address without one means for as long as the page is open; null until one did. */
  readonly meant: string | null
  /** The current release where another is on screen. */
  readonly newer: NewerRelease | null
  readonly error: unknown
  readonly retry: () => void
}

const CatalogueContext = createContext<CatalogueState>({
  ...{ catalogue: null, fresh: false, meant: null, newer: null, error: undefined, retry: () => undefined },
})

/** Fetches the catalogue of the selected release in the reader's language, once for all pages. */
export function CatalogueProvider({ children }: { readonly children: ReactNode }) {
  const locale = useLocale()
  const [{ release }] = useSelection()
  const { data, error, refetch } = useQuery(RELEASE, { variables: { release, locale: serverLocale(locale) } })
  const [last, setLast] = useState(data)
  if (data !== undefined && data !== last) setLast(data)
  const [meant, setMeant] = useState<string | null>(null)
  if (release === null && data !== undefined && meant === null) setMeant(data.release.id)
  const shown = data ?? last
  const catalogue = useMemo(() => (shown ? catalogueOf(shown) : null), [shown])
  const newer = useNewer(catalogue)
  const fresh = data !== undefined || (shown !== undefined && shown.release.id === (release ?? meant))
  const state = useMemo(
    () => ({ catalogue, fresh, meant, newer, error, retry: () => void refetch().catch(() => undefined) }),
    [catalogue, fresh, meant, newer, error, refetch],
  )
  return <CatalogueContext value={state}>{children}</CatalogueContext>
}

/** The catalogue and how its fetching stands. */
export const useCatalogueState = (): CatalogueState => useContext(CatalogueContext)

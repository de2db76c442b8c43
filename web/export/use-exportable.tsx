import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Exportable } from './exportable.ts'

interface Registry {
  readonly current: Exportable | null
  readonly register: (exportable: Exportable | null) => void
}

const RegistryContext = createContext<Registry>({ current: null, register: () => undefined })

/** Holds what the page on screen offers for export; wraps the frame, above the selection bar and the page. */
export function ExportProvider({ children }: { readonly children: ReactNode }) {
  const [current, register] = useState<Exportable | null>(null)
  return <RegistryContext value={{ current, register }}>{children}</RegistryContext>
}

/**
 * Offers what the page shows for export while it is on screen. Pass a memoised value (`useMemo`), or null while there is
 * nothing to export; the export menu is then disabled.
 */
export function useExportable(exportable: Exportable | null): void {
  const { register } = useContext(RegistryContext)
  useEffect(() => {
    register(exportable)
    return () => register(null)
  }, [exportable, register])
}

/** What the page on screen offers, or null. */
export function useCurrentExportable(): Exportable | null {
  return useContext(RegistryContext).current
}

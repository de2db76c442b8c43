import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Exportable } from './exportable.ts'

// Two contexts, so that a page that registers is not drawn again by its own registration.
const CurrentContext = createContext<Exportable | null>(null)
const RegisterContext = createContext<(exportable: Exportable | null) => void>(() => undefined)

/** Holds what the page on screen offers for export; wraps the frame, above the selection bar and the page. */
export function ExportProvider({ children }: { readonly children: ReactNode }) {
  const [current, register] = useState<Exportable | null>(null)
  return (
    <RegisterContext value={register}>
      <CurrentContext value={current}>{children}</CurrentContext>
    </RegisterContext>
  )
}

/**
 * Offers what the page shows for export while it is on screen. Pass a memoised value (`useMemo`), or null while there is
 * nothing to export; the export menu is then disabled.
 */
export function useExportable(exportable: Exportable | null): void {
  const register = useContext(RegisterContext)
  useEffect(() => {
    register(exportable)
    return () => register(null)
  }, [exportable, register])
}

/** What the page on screen offers, or null. */
export function useCurrentExportable(): Exportable | null {
  return useContext(CurrentContext)
}

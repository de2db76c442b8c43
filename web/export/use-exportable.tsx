import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Exportable } from './exportable.ts'

/** What the page on screen offers; nothing while it is held back: its figures are of another selection than the address. */
interface Offered {
  readonly exportable: Exportable | null
  readonly held: boolean
}

interface Register {
  readonly offer: (exportable: Exportable | null) => void
  readonly hold: (held: boolean) => void
}

// Two contexts, so that a page that registers is not drawn again by its own registration.
const OfferedContext = createContext<Offered>({ exportable: null, held: false })
const RegisterContext = createContext<Register>({ offer: () => undefined, hold: () => undefined })

/** Holds what the page on screen offers for export; wraps the frame, above the selection bar and the page. */
export function ExportProvider({ children }: { readonly children: ReactNode }) {
  const [exportable, offer] = useState<Exportable | null>(null)
  const [held, hold] = useState(false)
  const [register] = useState<Register>({ offer, hold })
  return (
    <RegisterContext value={register}>
      <OfferedContext value={{ exportable: held ? null : exportable, held }}>{children}</OfferedContext>
    </RegisterContext>
  )
}

/**
 * Offers what the page shows for export while it is on screen. Pass a memoised value (`useMemo`), or null while there is
 * nothing to export; the export menu is then disabled.
 */
export function useExportable(exportable: Exportable | null): void {
  const { offer } = useContext(RegisterContext)
  useEffect(() => {
    offer(exportable)
    return () => offer(null)
  }, [exportable, offer])
}

/** Holds back what the page offers while its figures are not those that the address asks for: a file would name the wrong ones. */
export function useHeldBack(held: boolean): void {
  const { hold } = useContext(RegisterContext)
  useEffect(() => {
    hold(held)
    return () => hold(false)
  }, [held, hold])
}

/** What the page on screen offers now. */
export const useOffered = (): Offered => useContext(OfferedContext)

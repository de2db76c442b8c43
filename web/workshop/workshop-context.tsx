import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

interface Workshop {
  readonly on: boolean
  readonly start: () => void
  readonly stop: () => void
}

const WorkshopContext = createContext<Workshop>({ on: false, start: () => undefined, stop: () => undefined })
const STORED = 'kooste.workshop'

/** Workshop mode: large type and no chrome, until it is left; kept for the tab. */
export function WorkshopProvider({ children }: { readonly children: ReactNode }) {
  const [on, setOn] = useState(() => sessionStorage.getItem(STORED) === 'on')
  useEffect(() => {
    sessionStorage.setItem(STORED, on ? 'on' : 'off')
    document.documentElement.toggleAttribute('data-workshop', on)
  }, [on])
  const value = useMemo(() => ({ on, start: () => setOn(true), stop: () => setOn(false) }), [on])
  return <WorkshopContext value={value}>{children}</WorkshopContext>
}

export const useWorkshop = (): Workshop => useContext(WorkshopContext)

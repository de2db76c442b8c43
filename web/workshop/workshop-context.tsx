import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { loadSteps, type Step, storeSteps } from './steps.ts'

interface Workshop {
  readonly on: boolean
  readonly start: () => void
  readonly stop: () => void
  readonly steps: readonly Step[]
  readonly setSteps: (change: (steps: readonly Step[]) => readonly Step[]) => void
}

const WorkshopContext = createContext<Workshop>({
  on: false,
  start: () => undefined,
  stop: () => undefined,
  steps: [],
  setSteps: () => undefined,
})
const STORED = 'kooste.workshop'

/** Workshop mode: large type and no chrome, kept for the tab; its steps, kept for the browser. */
export function WorkshopProvider({ children }: { readonly children: ReactNode }) {
  const [on, setOn] = useState(() => sessionStorage.getItem(STORED) === 'on')
  const [steps, hold] = useState(loadSteps)
  useEffect(() => {
    sessionStorage.setItem(STORED, on ? 'on' : 'off')
    document.documentElement.toggleAttribute('data-workshop', on)
  }, [on])
  const setSteps = useCallback((change: (steps: readonly Step[]) => readonly Step[]) => {
    hold((now) => {
      const next = change(now)
      storeSteps(next)
      return next
    })
  }, [])
  const value = useMemo(() => ({ on, start: () => setOn(true), stop: () => setOn(false), steps, setSteps }), [on, steps, setSteps])
  return <WorkshopContext value={value}>{children}</WorkshopContext>
}

export const useWorkshop = (): Workshop => useContext(WorkshopContext)

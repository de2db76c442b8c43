import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useVisit } from '../access/viewer-context.tsx'
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

/** Workshop mode: large type and no chrome, kept for the tab; its steps, kept for the viewer in the browser. */
export function WorkshopProvider({ children }: { readonly children: ReactNode }) {
  const [on, setOn] = useState(() => sessionStorage.getItem(STORED) === 'on')
  const visit = useVisit()
  const viewer = visit.kind === 'in' ? visit.viewer.id : null
  const [steps, hold] = useState<readonly Step[]>(() => (viewer === null ? [] : loadSteps(viewer)))
  useEffect(() => {
    sessionStorage.setItem(STORED, on ? 'on' : 'off')
    document.documentElement.toggleAttribute('data-workshop', on)
  }, [on])
  const setSteps = useCallback(
    (change: (steps: readonly Step[]) => readonly Step[]) =>
      hold((now) => {
        const next = change(now)
        if (viewer !== null) storeSteps(viewer, next)
        return next
      }),
    [viewer],
  )
  const value = useMemo(() => ({ on, start: () => setOn(true), stop: () => setOn(false), steps, setSteps }), [on, steps, setSteps])
  return <WorkshopContext value={value}>{children}</WorkshopContext>
}

export const useWorkshop = (): Workshop => useContext(WorkshopContext)

import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { parseSelection, type Selection, writeSelection } from './selection.ts'

/** Changes some fields; the rest stay. Each change is a step of the browser's history. */
export type UpdateSelection = (change: Partial<Selection>) => void

/** The selection of the address, the same object until the address changes, and the way to change it. */
export function useSelection(): readonly [Selection, UpdateSelection] {
  const [params, setParams] = useSearchParams()
  const key = writeSelection(parseSelection(params)).toString()
  const selection = useMemo(() => parseSelection(new URLSearchParams(key)), [key])
  // The router's own setter is another one after every change of the address.
  const latest = useRef(setParams)
  useLayoutEffect(() => {
    latest.current = setParams
  })
  const update = useCallback<UpdateSelection>(
    (change) => latest.current((now) => writeSelection({ ...parseSelection(now), ...change }, now), { preventScrollReset: true }),
    [],
  )
  return [selection, update]
}

import { useSyncExternalStore } from 'react'

/** The cell under the pointer or the keyboard, as service indexes; `column: null` is a whole row, `row: null` a whole column. */
export interface HotCell {
  readonly row: number | null
  readonly column: number | null
  readonly by: 'pointer' | 'keyboard' | 'list'
  /** Where a tooltip belongs, in the viewport; null shows none. */
  readonly anchor: { readonly x: number; readonly y: number } | null
}

/** Holds the hot cell outside React's tree of cells: a change draws the overlay again and nothing else. */
export interface HotStore {
  readonly get: () => HotCell | null
  readonly set: (cell: HotCell | null) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createHotStore(): HotStore {
  let current: HotCell | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(cell) {
      if (cell === current) return
      current = cell
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The hot cell; the component is drawn again when it changes. */
export function useHotCell(store: HotStore): HotCell | null {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}

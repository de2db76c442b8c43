import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'

export interface GridPlace {
  readonly row: number
  readonly column: number
}

const STEPS: Readonly<Record<string, GridPlace>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

interface GridHand {
  readonly hand: GridPlace
  readonly table: RefObject<HTMLTableElement | null>
  /** Of the table. */
  readonly move: (event: KeyboardEvent) => void
  /** Of the cell at a place: the one in hand is the stop of the tab key. */
  readonly cell: (place: GridPlace) => {
    readonly 'data-at': string
    readonly tabIndex: number
    readonly onFocus: () => void
    readonly onPointerEnter: () => void
  }
}

/** The cell of a table that is pointed at or reached by arrow keys, to be told in full. */
export function useGridHand(rows: number, columns: number): GridHand {
  const [taken, setHand] = useState<GridPlace>({ row: 0, column: 0 })
  const table = useRef<HTMLTableElement>(null)
  const within = (at: number, count: number) => Math.min(count - 1, Math.max(0, at))
  const hand = { row: within(taken.row, rows), column: within(taken.column, columns) }
  return {
    hand,
    table,
    move(event) {
      const step = STEPS[event.key]
      if (!step) return
      event.preventDefault()
      const next = { row: within(hand.row + step.row, rows), column: within(hand.column + step.column, columns) }
      setHand(next)
      table.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus()
    },
    cell: (place) => ({
      'data-at': `${place.row} ${place.column}`,
      tabIndex: place.row === hand.row && place.column === hand.column ? 0 : -1,
      onFocus: () => setHand(place),
      onPointerEnter: () => setHand(place),
    }),
  }
}

import { type RefObject, useCallback, useMemo, useRef } from 'react'
import { useViewParam } from '../../selection/use-view-param.ts'
import type { MatrixFigures } from './matrix-figures.ts'
import { CELL, PINS } from './matrix-params.ts'

type Cell = readonly [row: number, column: number]

/** The cell in hand and the pinned services: the address keeps them by code, the matrix has them by index. */
export interface MatrixChoice {
  readonly selected: Cell | null
  /** Null lets go of the cell. Chosen by keyboard, the cell's words get the focus. */
  readonly select: (cell: Cell | null, by?: 'pointer' | 'keyboard') => void
  readonly selectPair: (row: number, column: number) => void
  /** Lets go of the cell, and the matrix has the focus again. */
  readonly close: () => void
  /** Codes. */
  readonly pins: readonly string[]
  readonly setPins: (pins: readonly string[]) => void
  /** Pins a service, or takes its pin away. */
  readonly togglePin: (index: number) => void
  /** Pins the services of the cell in hand. */
  readonly pinSelected: () => void
  readonly headingRef: RefObject<HTMLHeadingElement | null>
  readonly stageRef: RefObject<HTMLDivElement | null>
}

export function useMatrixChoice(figures: MatrixFigures): MatrixChoice {
  const [pins, setPins] = useViewParam('pins', PINS)
  const [cellCodes, setCellCodes] = useViewParam('cell', CELL)
  const headingRef = useRef<HTMLHeadingElement>(null)
  const stageRef = useRef<HTMLDivElement>(null)
  const [rowCode, columnCode] = cellCodes ?? []
  const selected = useMemo(() => {
    const row = figures.services.findIndex((service) => service.code === rowCode)
    const column = figures.services.findIndex((service) => service.code === columnCode)
    return row >= 0 && column >= 0 ? ([row, column] as const) : null
  }, [figures, rowCode, columnCode])
  const select = useCallback(
    (cell: Cell | null, by: 'pointer' | 'keyboard' = 'pointer') => {
      const [row, column] = cell ? cell.map((index) => figures.services[index]?.code) : []
      setCellCodes(row && column ? [row, column] : null)
      if (by === 'keyboard' && cell) requestAnimationFrame(() => headingRef.current?.focus())
    },
    [figures, setCellCodes],
  )
  const selectPair = useCallback((row: number, column: number) => select([row, column]), [select])
  const close = useCallback(() => {
    select(null)
    stageRef.current?.focus()
  }, [select])
  const togglePin = useCallback(
    (index: number) => {
      const code = figures.services[index]?.code
      if (code) setPins(pins.includes(code) ? pins.filter((other) => other !== code) : [...pins, code])
    },
    [figures, pins, setPins],
  )
  const pinSelected = useCallback(() => setPins([...new Set([...pins, ...(cellCodes ?? [])])]), [pins, cellCodes, setPins])
  return { selected, select, selectPair, close, pins, setPins, togglePin, pinSelected, headingRef, stageRef }
}

import type { ReactNode } from 'react'
import { type GridPlace, useGridHand } from '../controls/use-grid-hand.ts'
import { WithheldCell } from '../controls/withheld.tsx'

export interface GridLine {
  readonly key: string
  readonly label: ReactNode
}

/** `text` null: withheld. `words`: the whole of it. */
export interface GridCell {
  readonly text: string | null
  readonly colour: string | undefined
  readonly words: string
}

interface EstimateGridProps {
  readonly label: string
  readonly rows: readonly GridLine[]
  readonly columns: readonly GridLine[]
  readonly cell: (place: GridPlace) => GridCell
  /** Of the table: `upright` turns the heads of the columns. */
  readonly className?: string
}

/** Noisy numbers in the grammar of the matrix: one cell is in hand, by pointer or arrow keys, and is told in full. */
export function EstimateGrid({ label, rows, columns, cell, className = '' }: EstimateGridProps) {
  const grid = useGridHand(rows.length, columns.length)
  return (
    <>
      <p className="grid-hand" role="status">
        {cell(grid.hand).words}
      </p>
      <div className="grid-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are gone through by arrows and told in full, as in the matrix */}
        <table ref={grid.table} role="grid" className={`colour-table estimate-grid ${className}`} aria-label={label} onKeyDown={grid.move}>
          <thead>
            <tr>
              <td />
              {columns.map(({ key, label: name }) => (
                <th key={key} scope="col">
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label: name }, row) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {columns.map((one, column) => {
                  const { text, colour, words } = cell({ row, column })
                  return (
                    <td
                      key={one.key}
                      {...grid.cell({ row, column })}
                      className={text === null ? 'withheld-cell' : colour}
                      aria-label={words}
                    >
                      {text === null ? <WithheldCell /> : text}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

import { memo, type Ref } from 'react'
import { WithheldPattern } from '../../controls/withheld.tsx'
import { type CellSets, type ColourClass, colourClasses } from './matrix-colour.ts'
import type { MatrixLayout } from './matrix-layout.ts'
import { cellSide, cellsPath, diagonalPath, openPath, withheldPath } from './matrix-path.ts'

interface MatrixCellsProps {
  readonly cells: CellSets
  readonly clients: readonly (number | null)[]
  readonly layout: MatrixLayout
  /** Other classes fade. */
  readonly keep: ColourClass | null
  readonly ref: Ref<SVGGElement>
}

/** All cells as one path a colour class: 1,600 cells are seventeen elements, and a hover touches none of them. */
export const MatrixCells = memo(function MatrixCells({ cells, clients, layout, keep, ref }: MatrixCellsProps) {
  const { offsetOf, pitch } = layout
  return (
    <g ref={ref} data-dimmed={keep ? '' : undefined}>
      <defs>
        <WithheldPattern id="matrix-withheld" />
      </defs>
      <path
        className="matrix-withheld"
        data-set="withheld"
        fill="url(#matrix-withheld)"
        d={withheldPath(cells.withheld, offsetOf, pitch)}
      />
      {colourClasses.map((name) => {
        const pairs = cells.byClass.get(name)
        return pairs ? (
          <path
            key={name}
            className={`matrix-cell ${name}`}
            data-set={name}
            data-keep={keep === name ? '' : undefined}
            d={cellsPath(pairs, offsetOf, pitch, cellSide(name, pitch))}
          />
        ) : null
      })}
      <path className="matrix-open" data-set="open" d={openPath(cells.open, offsetOf, pitch)} />
      <path className="matrix-diagonal" data-set="diagonal" d={diagonalPath(clients, offsetOf, pitch)} />
    </g>
  )
})

/** Draws the same elements at other offsets, frame by frame while the order changes. */
export function redrawCells(
  group: SVGGElement,
  cells: CellSets,
  clients: readonly (number | null)[],
  pitch: number,
  offsets: Float64Array,
): void {
  for (const path of group.querySelectorAll<SVGPathElement>('path[data-set]')) {
    const set = path.dataset.set
    if (set === 'withheld') path.setAttribute('d', withheldPath(cells.withheld, offsets, pitch))
    else if (set === 'open') path.setAttribute('d', openPath(cells.open, offsets, pitch))
    else if (set === 'diagonal') path.setAttribute('d', diagonalPath(clients, offsets, pitch))
    else {
      const name = colourClasses.find((candidate) => candidate === set)
      const pairs = name && cells.byClass.get(name)
      if (name && pairs) path.setAttribute('d', cellsPath(pairs, offsets, pitch, cellSide(name, pitch)))
    }
  }
}

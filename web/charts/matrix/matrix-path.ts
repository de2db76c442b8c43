import { type CellPairs, type ColourClass, classSide } from './matrix-colour.ts'
import { cellGap, type MatrixLayout } from './matrix-layout.ts'

/**
 * SVG path of a square in every given cell. `offsetOf` are offsets by service index (they may be on their way from one
 * order to another); `side` is the side of the square, centred in the cell.
 */
export function cellsPath(pairs: CellPairs, offsetOf: ArrayLike<number>, pitch: number, side: number): string {
  const inset = (pitch - cellGap - side) / 2
  let path = ''
  for (let i = 0; i < pairs.length; i += 2) {
    const y = (offsetOf[pairs[i] ?? 0] ?? 0) + inset
    const x = (offsetOf[pairs[i + 1] ?? 0] ?? 0) + inset
    path += `M${round(x)} ${round(y)}h${side}v${side}h${-side}z`
  }
  return path
}

/** The side of a class in whole pixels, in the middle of its cell. */
export function cellSide(name: ColourClass, pitch: number): number {
  const cell = pitch - cellGap
  const part = classSide(name)
  if (part === 1) return cell
  const small = Math.max(3, Math.round(cell * part))
  return (cell - small) % 2 === 0 ? small : small - 1
}

/** The upper right corners of cells: cut off where a number is at least so large, for it has an end that is not seen. */
export function openPath(pairs: CellPairs, offsetOf: ArrayLike<number>, pitch: number): string {
  const side = pitch - cellGap
  const cut = Math.max(4, Math.round(side * 0.38))
  let path = ''
  for (let i = 0; i < pairs.length; i += 2) {
    const y = offsetOf[pairs[i] ?? 0] ?? 0
    const x = (offsetOf[pairs[i + 1] ?? 0] ?? 0) + side
    path += `M${round(x - cut)} ${round(y)}h${cut}v${cut}z`
  }
  return path
}

/** One path over all withheld cells, full pitch and runs joined, so that neighbours melt together. */
export function withheldPath(pairs: CellPairs, offsetOf: ArrayLike<number>, pitch: number): string {
  const byRow = new Map<number, number[]>()
  for (let i = 0; i < pairs.length; i += 2) {
    const y = round(offsetOf[pairs[i] ?? 0] ?? 0)
    const x = round(offsetOf[pairs[i + 1] ?? 0] ?? 0)
    const row = byRow.get(y)
    if (row) row.push(x)
    else byRow.set(y, [x])
  }
  let path = ''
  for (const [y, row] of [...byRow].sort((a, b) => a[0] - b[0])) {
    row.sort((a, b) => a - b)
    let from = row[0] ?? 0
    let to = from + pitch
    for (const x of row.slice(1)) {
      if (x - to < 0.5) to = x + pitch
      else {
        path += `M${from} ${y}H${to}V${y + pitch}H${from}z`
        from = x
        to = x + pitch
      }
    }
    path += `M${from} ${y}H${to}V${y + pitch}H${from}z`
  }
  return path
}

/** Clients at which the square of a service on the diagonal fills its cell: fixed, so that ages compare. */
const fullSquare = 10_000

/** Squares on the diagonal, area by clients, at least 3 px wide; a withheld service has none. */
export function diagonalPath(clients: readonly (number | null)[], offsetOf: ArrayLike<number>, pitch: number): string {
  const cell = pitch - cellGap
  return clients
    .map((count, index) => {
      if (count === null) return ''
      const wanted = Math.sqrt(Math.min(1, count / fullSquare)) * cell
      const side = Math.max(3, cell - 2 * Math.round((cell - wanted) / 2))
      return cellsPath([index, index], offsetOf, pitch, side)
    })
    .join('')
}

/** Offsets by service index between two layouts, `t` from 0 to 1. */
export function offsetsBetween(from: ArrayLike<number>, to: MatrixLayout, t: number): Float64Array {
  return Float64Array.from(to.offsetOf, (end, index) => {
    const start = from[index] ?? end
    return start + (end - start) * t
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Where things stand in the drawing of a matrix. */
import type { Locator } from 'playwright-core'

type Side = 'row' | 'column'

/** Service indexes down or across, in the order in which they are drawn, with their names. */
export const drawnOrder = (stage: Locator, side: Side) =>
  stage.locator(`[data-${side}]`).evaluateAll(
    (groups, side) =>
      groups
        .map((group) => {
          const { e, f } = (group as SVGGElement).transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 } // groups of an SVG
          return {
            at: e + f,
            index: Number(group.getAttribute(`data-${side}`)),
            name: group.querySelector('text:not(.matrix-count)')?.textContent ?? '',
          }
        })
        .sort((a, b) => a.at - b.at),
    side,
  )

/** A point inside the cell of two services (indexes), from the corner of the stage. */
export const cellPoint = (stage: Locator, row: number, column: number) =>
  stage.evaluate(
    (element, [row, column]) => {
      const of = (name: string) => element.querySelector<SVGGElement>(name)?.transform.baseVal.consolidate()?.matrix
      const square = element.querySelector('svg.matrix > g > rect[fill="none"]')?.getBoundingClientRect()
      const from = element.getBoundingClientRect()
      return {
        x: (square?.left ?? 0) - from.left + (of(`[data-column="${column}"]`)?.e ?? 0) + 5,
        y: (square?.top ?? 0) - from.top + (of(`[data-row="${row}"]`)?.f ?? 0) + 5,
      }
    },
    [row, column] as const,
  )

/** Row and column, as places from 0, of the cell that is framed; null where none is. */
export async function framedCell(stage: Locator): Promise<readonly [number, number] | null> {
  const frames = await stage
    .locator('.matrix-cross .hit')
    .evaluateAll((rects) => rects.map((rect) => [Number(rect.getAttribute('y')), Number(rect.getAttribute('x'))] as const))
  const frame = frames.at(-1)
  if (!frame) return null
  const place = async (side: Side, at: number) => (await drawnOrder(stage, side)).findIndex((each) => Math.abs(each.at - at) < 1)
  return [await place('row', frame[0]), await place('column', frame[1])]
}

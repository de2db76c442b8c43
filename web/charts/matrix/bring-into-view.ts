/** Room that a cell keeps to the edges of the window, for the selection bar above and the tooltip below. */
const MARGIN = { above: 200, below: 170, beside: 80 }

/** Scrolls the window, and the zoomed matrix in it, so far that the cell at (x, y) of the square is in sight. */
export function bringIntoView(square: SVGRectElement, x: number, y: number): void {
  const scroller = square.closest('.matrix-scroll')
  const frame = scroller?.getBoundingClientRect()
  if (scroller && frame && scroller.scrollHeight > scroller.clientHeight + 1) {
    const box = square.getBoundingClientRect()
    scroller.scrollBy({
      left: outside(box.left + x, frame.left + frame.width / 2, frame.right - MARGIN.beside),
      top: outside(box.top + y, frame.top + frame.height / 2, frame.bottom - MARGIN.beside),
    })
  }
  const top = square.getBoundingClientRect().top + y
  window.scrollBy({ top: outside(top, MARGIN.above, window.innerHeight - MARGIN.below) })
}

/** How far a place lies outside a span; 0 inside. */
const outside = (place: number, from: number, to: number) => (place < from ? place - from : Math.max(0, place - to))

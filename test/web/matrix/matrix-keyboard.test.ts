import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MatrixKeyState, matrixFocused, matrixKeyStep } from '../../../web/charts/matrix/matrix-keyboard.ts'

const press = (state: MatrixKeyState, key: string, ctrlKey = false) => matrixKeyStep(state, { key, ctrlKey }, 40)
const browsing = (row: number, column: number): MatrixKeyState => ({ mode: 'browsing', at: { row, column } })

describe('the keyboard of the matrix', () => {
  it('moves with arrows and stops at the edges', () => {
    expect(press(browsing(3, 4), 'ArrowRight').state).toEqual(browsing(3, 5))
    expect(press(browsing(3, 4), 'ArrowDown').state).toEqual(browsing(4, 4))
    expect(press(browsing(0, 0), 'ArrowUp').state).toEqual(browsing(0, 0))
    expect(press(browsing(39, 39), 'ArrowRight')).toEqual({ state: browsing(39, 39), effect: 'announce', handled: true })
  })

  it('goes to the ends of the row, and with Ctrl to the corners', () => {
    expect(press(browsing(3, 4), 'Home').state).toEqual(browsing(3, 0))
    expect(press(browsing(3, 4), 'End').state).toEqual(browsing(3, 39))
    expect(press(browsing(3, 4), 'Home', true).state).toEqual(browsing(0, 0))
    expect(press(browsing(3, 4), 'End', true).state).toEqual(browsing(39, 39))
  })

  it('goes to the mirrored cell with T, and back', () => {
    const mirrored = press(browsing(3, 17), 't').state
    expect(mirrored).toEqual(browsing(17, 3))
    expect(press(mirrored, 'T').state).toEqual(browsing(3, 17))
  })

  it('leaves Ctrl+T and Ctrl+P to the browser', () => {
    expect(press(browsing(1, 2), 't', true).handled).toBe(false)
    expect(press(browsing(1, 2), 'p', true).handled).toBe(false)
  })

  it('opens the panel, moves on from it, and goes back one level with Escape', () => {
    const open = press(browsing(1, 2), 'Enter')
    expect(open).toEqual({ state: { mode: 'detail', at: { row: 1, column: 2 } }, effect: 'open', handled: true })
    expect(press(open.state, 'ArrowLeft').state).toEqual(browsing(1, 1))
    const closed = press(open.state, 'Escape')
    expect(closed).toEqual({ state: browsing(1, 2), effect: 'close', handled: true })
    const left = press(closed.state, 'Escape')
    expect(left).toEqual({ state: { mode: 'resting' }, effect: 'leave', handled: true })
    expect(press(left.state, 'Escape').handled).toBe(false)
  })

  it('pins without moving', () => {
    expect(press(browsing(1, 2), 'p')).toEqual({ state: browsing(1, 2), effect: 'pin', handled: true })
  })

  it('starts at the last cell, else the first', () => {
    expect(matrixFocused({ mode: 'resting' }, { row: 5, column: 6 })).toEqual(browsing(5, 6))
    expect(matrixFocused({ mode: 'resting' }, null)).toEqual(browsing(0, 0))
  })

  it('does nothing in a matrix of no services', () => {
    expect(matrixKeyStep({ mode: 'resting' }, { key: 'ArrowDown', ctrlKey: false }, 0).handled).toBe(false)
  })

  it('never leaves the square, whatever is pressed', () => {
    const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 't', 'p', 'Enter', 'Escape', 'x', 'Tab']
    const strokes = fc.array(fc.record({ key: fc.constantFrom(...keys), ctrlKey: fc.boolean() }), { maxLength: 60 })
    fc.assert(
      fc.property(strokes, fc.integer({ min: 1, max: 40 }), (pressed, size) => {
        let state: MatrixKeyState = { mode: 'resting' }
        for (const key of pressed) {
          state = matrixKeyStep(state, key, size).state
          if (state.mode === 'resting') continue
          expect(state.at.row).toBeGreaterThanOrEqual(0)
          expect(state.at.row).toBeLessThan(size)
          expect(state.at.column).toBeGreaterThanOrEqual(0)
          expect(state.at.column).toBeLessThan(size)
        }
      }),
      { seed: 4 },
    )
  })
})

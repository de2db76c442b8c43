/** A cell by places (not services): rows and columns from 0. */
export interface MatrixPlace {
  readonly row: number
  readonly column: number
}

/** resting: no cell has the focus; browsing: one has; detail: its panel is open. */
export type MatrixKeyState =
  | { readonly mode: 'resting' }
  | { readonly mode: 'browsing'; readonly at: MatrixPlace }
  | { readonly mode: 'detail'; readonly at: MatrixPlace }

/** What the view does after a key, besides showing the new state. */
export type MatrixKeyEffect = 'none' | 'announce' | 'open' | 'close' | 'pin' | 'leave'

export interface MatrixKey {
  readonly key: string
  readonly ctrlKey: boolean
}

export interface MatrixKeyStep {
  readonly state: MatrixKeyState
  readonly effect: MatrixKeyEffect
  /** The key was meant for the matrix: the browser's own action is prevented. */
  readonly handled: boolean
}

/**
 * The keyboard of the matrix (design language, 'Matrix'): arrows move, Home and End go to the ends of the row, with Ctrl
 * to the corners, T goes to the mirrored cell, Enter or Space opens the panel, P pins the row's service, Escape goes
 * back one level. Withheld cells are stops like others. `size` is the number of services.
 */
export function matrixKeyStep(state: MatrixKeyState, pressed: MatrixKey, size: number): MatrixKeyStep {
  if (size === 0) return { state, effect: 'none', handled: false }
  if (pressed.key === 'Escape') return stepBack(state)
  const at = state.mode === 'resting' ? null : state.at
  const target = moveTarget(at, pressed, size - 1)
  if (target) return { state: { mode: 'browsing', at: target }, effect: 'announce', handled: true }
  if (!at) return { state, effect: 'none', handled: false }
  switch (pressed.key) {
    case 'Enter':
    case ' ':
      return { state: { mode: 'detail', at }, effect: 'open', handled: true }
    case 'p':
    case 'P':
      return pressed.ctrlKey ? { state, effect: 'none', handled: false } : { state, effect: 'pin', handled: true }
    default:
      return { state, effect: 'none', handled: false }
  }
}

/** The state when the matrix gets the focus: the last cell, else the first. */
export function matrixFocused(state: MatrixKeyState, last: MatrixPlace | null): MatrixKeyState {
  return state.mode === 'resting' ? { mode: 'browsing', at: last ?? { row: 0, column: 0 } } : state
}

function stepBack(state: MatrixKeyState): MatrixKeyStep {
  switch (state.mode) {
    case 'detail':
      return { state: { mode: 'browsing', at: state.at }, effect: 'close', handled: true }
    case 'browsing':
      return { state: { mode: 'resting' }, effect: 'leave', handled: true }
    case 'resting':
      return { state, effect: 'none', handled: false }
    default:
      return state satisfies never
  }
}

function moveTarget(from: MatrixPlace | null, { key, ctrlKey }: MatrixKey, last: number): MatrixPlace | null {
  const at = from ?? { row: 0, column: 0 }
  const clamp = (value: number) => Math.min(last, Math.max(0, value))
  switch (key) {
    case 'ArrowRight':
      return { row: at.row, column: clamp(at.column + 1) }
    case 'ArrowLeft':
      return { row: at.row, column: clamp(at.column - 1) }
    case 'ArrowDown':
      return { row: clamp(at.row + 1), column: at.column }
    case 'ArrowUp':
      return { row: clamp(at.row - 1), column: at.column }
    case 'Home':
      return ctrlKey ? { row: 0, column: 0 } : { row: at.row, column: 0 }
    case 'End':
      return ctrlKey ? { row: last, column: last } : { row: at.row, column: last }
    case 't':
    case 'T':
      return ctrlKey || !from ? null : { row: at.column, column: at.row }
    default:
      return null
  }
}

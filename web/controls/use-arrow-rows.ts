import { type FocusEvent, type KeyboardEvent, useState } from 'react'

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The row that a key leads to from row `at` of `last + 1`; null where the key does not move. */
export function nextRow(key: string, at: number, last: number): number | null {
  const step = STEPS[key]
  return step && at >= 0 ? step(at, last) : null
}

/** The row that the tab key stops at: the one in hand while it is shown, else the first. */
export const rowStop = (shown: readonly string[], hand: string | null): string | undefined =>
  shown.find((code) => code === hand) ?? shown[0]

interface ArrowRows {
  /** Of the list. */
  readonly list: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  }
  /** The code of the row with tabIndex 0; all others have −1. */
  readonly stop: string | undefined
}

/** Arrow keys over the rows of a list, which carry their code as `data-row`: the list is one stop of the tab key. `shown`: the codes, in order. */
export function useArrowRows(shown: readonly string[]): ArrowRows {
  const [hand, setHand] = useState<string | null>(null)
  return {
    list: {
      onKeyDown(event) {
        const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
        // a key event of a list comes from one of its elements
        const at = rows.indexOf(event.target as HTMLElement)
        const next = nextRow(event.key, at, rows.length - 1)
        if (next === null) return
        event.preventDefault()
        rows[next]?.focus()
      },
      onFocus({ target }) {
        const code = target.dataset.row
        if (code !== undefined) setHand(code)
      },
    },
    stop: rowStop(shown, hand),
  }
}

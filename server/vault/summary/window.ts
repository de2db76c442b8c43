import { civilDate, dayOf } from './day.ts'

/** Days of a window, both included, as day numbers. */
export interface Window {
  readonly from: number
  readonly to: number
}

/**
 * The twelve months that end on the data date: from the day after it, one year earlier (where that is a 29 February of a
 * common year: 1 March), to the data date. Windows of successive years neither overlap nor leave a day out.
 */
export function windowOf(dataDate: number): Window {
  const { year, month, day } = civilDate(dataDate + 1)
  const from = dayOf(year - 1, month, day) ?? dayOf(year - 1, 3, 1)
  if (from === null) throw new Error('1 March exists in every year')
  return { from, to: dataDate }
}

/** Whether an interval of days, both ends included and `to` null for an open end, overlaps the window. */
export const overlaps = (window: Window, from: number, to: number | null): boolean =>
  from <= window.to && (to === null || to >= window.from)

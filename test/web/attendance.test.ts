import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchAttendance } from '../../web/attendance.ts'

const MINUTE = 60_000

class Page extends EventTarget {
  hidden = false
}

describe('a page that nobody is at', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is one that was not touched for five minutes', () => {
    const page = new Page()
    // an event target's listeners and a document's differ in their event only
    const away = watchAttendance(page as unknown as Document)
    vi.advanceTimersByTime(5 * MINUTE - 1)
    expect(away()).toBe(false)
    vi.advanceTimersByTime(1)
    expect(away()).toBe(true)
  })

  it.each(['pointerdown', 'pointermove', 'keydown', 'wheel', 'visibilitychange'])('is attended again after %s', (touch) => {
    const page = new Page()
    const away = watchAttendance(page as unknown as Document) // as above
    vi.advanceTimersByTime(60 * MINUTE)
    page.dispatchEvent(new Event(touch))
    expect(away()).toBe(false)
    vi.advanceTimersByTime(5 * MINUTE)
    expect(away()).toBe(true)
  })

  it('is one that is hidden, however lately it was touched', () => {
    const page = new Page()
    const away = watchAttendance(page as unknown as Document) // as above
    page.hidden = true
    page.dispatchEvent(new Event('visibilitychange'))
    expect(away()).toBe(true)
    page.hidden = false
    expect(away()).toBe(false)
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseSearch, searchInput } from '../../../web/pages/audit-search.ts'

const between = (from: string, to: string) => searchInput(parseSearch(new URLSearchParams({ from, to })))

describe('a search of the audit log', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('goes to the end of its last day, be it of 24 hours or not', () => {
    vi.stubEnv('TZ', 'Europe/Helsinki')
    expect(between('2026-03-02', '2026-03-02')).toEqual({ from: '2026-03-01T22:00:00.000Z', to: '2026-03-02T22:00:00.000Z' })
    // Clocks change on the last Sundays of March and October.
    expect(between('2026-03-29', '2026-03-29')).toEqual({ from: '2026-03-28T22:00:00.000Z', to: '2026-03-29T21:00:00.000Z' })
    expect(between('2026-10-25', '2026-10-25')).toEqual({ from: '2026-10-24T21:00:00.000Z', to: '2026-10-25T22:00:00.000Z' })
  })
})

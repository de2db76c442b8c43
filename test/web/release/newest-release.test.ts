import { describe, expect, it } from 'vitest'
import { newerThan } from '../../../web/release/newest-release.ts'
import type { ReleaseName } from '../../../web/release/release-label.ts'

const release = (id: string, dataDate: string, current: boolean, publishedAt = `${dataDate}T22:00:00Z`): ReleaseName => ({
  ...{ id, dataDate, current, publishedAt },
})

describe('a release newer than the one on screen', () => {
  const shown = release('aaaa1', '2025-09-30', true)

  it('is none where the one on screen is current', () => {
    expect(newerThan(shown, [shown, release('bbbb1', '2025-06-30', false)])).toBeNull()
  })

  it('is the one that a later look calls current', () => {
    const looked = [release('cccc1', '2025-12-31', true), { ...shown, current: false }]
    expect(newerThan(shown, [shown, ...looked])).toEqual({ id: 'cccc1', label: '2025/4', shownLabel: '2025/3' })
  })

  it('is told apart from one of the same data by the id of that', () => {
    const looked = [release('cccc1', '2025-09-30', true, '2026-01-01T00:00:00Z'), { ...shown, current: false }]
    expect(newerThan(shown, [shown, ...looked])).toEqual({ id: 'cccc1', label: '2025/3', shownLabel: '2025/3 \u00b7 aaaa' })
  })

  it('is never an older one that an earlier look called current', () => {
    const chosen = release('cccc1', '2025-12-31', true)
    expect(newerThan(chosen, [chosen, { ...shown, current: false }, shown])).toBeNull()
  })
})

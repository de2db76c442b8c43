import { describe, expect, it } from 'vitest'
import { quarterOf, releaseLabel } from '../../../web/release/release-label.ts'

const release = (id: string, dataDate: string, current = false, publishedAt = `${dataDate}T10:00:00Z`) => ({
  id,
  dataDate,
  current,
  publishedAt,
})

describe('the name of a release', () => {
  it('is the quarter of its data', () => {
    expect(['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31', '2025-10-01'].map(quarterOf)).toEqual([
      '2025/1',
      '2025/2',
      '2025/3',
      '2025/4',
      '2025/4',
    ])
  })

  it('tells an earlier release of the same data apart by its id', () => {
    const old = release('1f2e3d4c', '2025-09-30')
    const now = release('b074e761', '2025-09-30', true)
    expect([old, now].map((each) => releaseLabel(each, [old, now]))).toEqual(['2025/3 \u00b7 1f2e', '2025/3'])
  })
})

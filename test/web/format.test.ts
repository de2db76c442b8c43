import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFormats, type FormatWords } from '../../web/format.ts'

const words: FormatWords = {
  withheld: 'ei näytetä',
  atLeast: (count) => `vähintään ${count}`,
  underOne: 'alle 1 %',
  points: (points) => `${points} %-yks.`,
}
const fi = createFormats('fi', words)
const sv = createFormats('sv', words)
const en = createFormats('en', words)

describe('numbers in the reader’s language', () => {
  it('groups thousands with a no-break space in Finnish and Swedish, a comma in English', () => {
    expect([fi.count(1904), sv.count(1904), en.count(1904)]).toEqual(['1\u00a0904', '1\u00a0904', '1,904'])
  })

  it('keeps the per cent sign with its number', () => {
    expect([fi.share(62), sv.share(62), en.share(62)]).toEqual(['62\u00a0%', '62\u00a0%', '62%'])
  })

  it('says a published 0 % as under 1 %', () => {
    expect(fi.share(0)).toBe('alle 1 %')
  })

  it('says every withheld figure in the same way', () => {
    expect([fi.count(null), fi.share(null), fi.lift(null), fi.countDifference(null), fi.figure({ count: null, atLeast: true })]).toEqual(
      Array(5).fill('ei näytetä'),
    )
  })

  it('marks a sum of which a part is withheld', () => {
    expect(fi.figure({ count: 4860, atLeast: true })).toBe('vähintään 4\u00a0860')
    expect(fi.figure({ count: 4860, atLeast: false })).toBe('4\u00a0860')
  })

  it('writes a lift with one decimal', () => {
    expect([fi.lift(4.9), en.lift(5)]).toEqual(['4,9', '5.0'])
  })

  it('never says a published lift as nothing', () => {
    expect([fi.lift(0), en.lift(0), fi.lift(0.1)]).toEqual(['<0,1', '<0.1', '0,1'])
  })

  it('signs differences with a true minus', () => {
    expect([fi.countDifference(-12), fi.countDifference(690), fi.shareDifference(0)]).toEqual(['\u221212', '+690', '0 %-yks.'])
  })

  it('writes dates as each language does', () => {
    expect([fi.date('2025-09-30'), sv.date('2025-09-30'), en.date('2025-09-30')]).toEqual([
      '30.9.2025',
      '30.9.2025',
      '30\u00a0September\u00a02025',
    ])
    expect(fi.dateRange('2024-10-01', '2025-09-30')).toBe('1.10.2024\u201330.9.2025')
  })
})

describe('the day of an instant', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('is the day where the reader is: what was published at half past one at night in Finland is not of the day before', () => {
    vi.stubEnv('TZ', 'Europe/Helsinki')
    const published = ['2026-01-14T23:30:00.000Z', '2026-07-14T21:30:00.000Z', '2025-12-31T22:00:00.000Z', '2026-01-14T21:59:59.999Z']
    expect(published.map(fi.day)).toEqual(['15.1.2026', '15.7.2026', '1.1.2026', '14.1.2026'])
    expect(en.day('2026-01-14T23:30:00.000Z')).toBe('15\u00a0January\u00a02026')
    vi.stubEnv('TZ', 'America/New_York')
    expect(sv.day('2026-01-15T02:00:00.000Z')).toBe('14.1.2026')
  })
})

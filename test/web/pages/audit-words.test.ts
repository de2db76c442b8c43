import { describe, expect, it } from 'vitest'
import { dayBars } from '../../../web/charts/day-bars-layout.ts'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { selectionWords } from '../../../web/pages/audit-words.ts'
import { spoken } from '../i18n/spoken.ts'

const NAMES = { placeName: (code: string) => `place ${code}`, serviceName: (code: string) => `service ${code}` }

/** As the server writes them: server/portal, server/commands. */
const WRITTEN = [
  {
    selections: [{ ageGroups: ['AGE_0_17'], sexes: ['FEMALE'], municipalities: ['584'], centres: [], cohort: 'HEAVY', services: ['H01'] }],
  },
  { selections: [{}], service: 'H02', shown: 3, withheld: 2, code: 'NOT_GRANTED', times: 2 },
  { format: 'XLSX', selections: [{}] },
  {
    id: 'b1',
    subjectKind: 'CLAIM',
    subject: 'group',
    role: 'EXPERT',
    ages: ['AGE_0_17'],
    municipalities: ['584'],
    services: null,
    until: null,
  },
  {
    id: 'b1',
    name: 'reporter',
    expiresAt: '2027-01-01T10:00:00.000Z',
    grants: [{ role: 'AUDITOR', ages: null, municipalities: null, services: null }],
  },
  { dataDate: '2025-09-30', from: 'folder', demo: true },
  { stage: 'LIFTED', policy: 'EXACT', sooner: true },
  { dataDate: '2025-09-30', policy: 'perturbed', stage: 'base', tableHash: 'b1', demo: false },
  { file: 'services.csv', key: 'H01', took: true },
  { draft: 'b1', version: 3, scope: 'AGE_65_PLUS', against: 'b1', againstVersion: 2 },
  { days: 1095, events: 12, last: 'b1' },
  { actor: 'b1', actorName: 'Aino', limit: 30, minutes: 10 },
  ...[
    { ended: 'b1' },
    { order: 'b1' },
    { upload: 'b1' },
    { twoPersons: true },
    { proven: true },
    { reasonNeeded: true },
    { roles: ['ADMIN'] },
  ],
]

describe.each(LOCALES)('details of the audit log, in %s', (locale) => {
  it('are words: no name of a field, no code and no identifier', async () => {
    const { t, formats } = await spoken(locale)
    for (const detail of WRITTEN) {
      const words = selectionWords(t, formats, JSON.stringify(detail), NAMES)
      expect(words).not.toMatch(/b1|undefined|[A-Z]{3,}_|AGE_|EXPERT|AUDITOR|audit\.|access\.|[{}]|^\w+: /)
    }
  })

  it('call places and services by their names, and codes by themselves where no catalogue is seen', async () => {
    const { t, formats } = await spoken(locale)
    const detail = JSON.stringify(WRITTEN[0])
    const named = selectionWords(t, formats, detail, NAMES)
    for (const words of ['place 584', 'service H01', t('age.AGE_0_17'), t('sex.FEMALE'), t('cohort.long.HEAVY')])
      expect(named).toContain(words)
    expect(selectionWords(t, formats, detail, null)).toContain('584')
  })

  it('leave a name of a later version as it stands', async () => {
    const { t, formats } = await spoken(locale)
    expect(selectionWords(t, formats, '{"weather":"fair"}', null)).toBe('weather: fair')
  })
})

describe('the days below the bars', () => {
  const labels = (...days: string[]) =>
    dayBars(days.map((day) => ({ day, events: 1, refused: 0 }))).labels.map(({ from, to }) => `${from} ${to}`)

  it('name the first and the last, and both in one where they stand close', () => {
    expect(labels('2026-11-27')).toEqual(['2026-11-27 2026-11-27'])
    expect(labels('2026-11-27', '2026-11-28')).toEqual(['2026-11-27 2026-11-28'])
    expect(labels('2026-11-01', '2026-11-28')).toEqual(['2026-11-01 2026-11-01', '2026-11-28 2026-11-28'])
    expect(labels()).toEqual([])
  })
})

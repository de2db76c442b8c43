import { describe, expect, it } from 'vitest'
import { exportNotes } from '../../../web/export/export-notes.ts'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { spoken } from '../i18n/spoken.ts'
import { example } from './example.ts'

const release = {
  ...{ id: '2025-09-30', name: 'Alue', policy: { kind: 'EXACT', threshold: 5, complementExempt: [] }, demo: false, contentHash: 'x' },
  ...{ publishedAt: '2025-10-20T08:00:00Z', windowFrom: '2024-10-01', dataDate: '2025-09-30' },
}
const catalogue = Object({ release, services: [], label: () => '2025/3', serviceName: String })
const selection = { ageGroups: [], sexes: [], municipalities: [], centres: [], cohort: 'ALL', services: [], release: null } as const

describe('what a file says of its figures', () => {
  it.each(LOCALES)('tells that a share of 0 is under one per cent, as the screen does, in %s', async (locale) => {
    const { t, formats } = await spoken(locale)
    const { lines } = exportNotes(t, formats, { exportable: example, selection, catalogue, link: 'https://example.test/' })
    const told = lines.find(({ label }) => label === t('export.note.zero'))?.value
    expect(told).toMatch(/1(\u00a0| )?(%|pro[cs]ent)/)
    expect(told).toContain(formats.plain(0.1))
  })
})

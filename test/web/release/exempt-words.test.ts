import { describe, expect, it } from 'vitest'
import { exportNotes } from '../../../web/export/export-notes.ts'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { exemptWords } from '../../../web/release/exempt-words.ts'
import { example } from '../export/example.ts'
import { spoken } from '../i18n/spoken.ts'

const NAMES: Readonly<Record<string, string>> = { H01: 'Vastaanotto', H03: 'Päivystys' }
const catalogue = (complementExempt: readonly string[]) =>
  Object({
    release: {
      id: '2025-09-30',
      name: 'Alue',
      policy: { kind: 'EXACT', threshold: 7, complementExempt },
      publishedAt: '2025-10-20T08:00:00Z',
      windowFrom: '2024-10-01',
      dataDate: '2025-09-30',
      demo: false,
      contentHash: 'x',
    },
    services: [],
    label: () => '2025/3',
    serviceName: (code: string) => NAMES[code],
  })
const selection = { ageGroups: [], sexes: [], municipalities: [], centres: [], cohort: 'ALL', services: [], release: null } as const

describe('the exemption from the promise', () => {
  it('is not told where no service is exempt', async () => {
    const { t } = await spoken('fi')
    expect(exemptWords(t, catalogue([]))).toBe('')
  })

  it.each(LOCALES)('names the services and what may be few in %s', async (locale) => {
    const { t } = await spoken(locale)
    const [one, two] = [exemptWords(t, catalogue(['H01'])), exemptWords(t, catalogue(['H01', 'H03']))]
    expect(one).toMatch(/Vastaanotto.* 7\.$/)
    expect(two).toContain(`Vastaanotto ${t('list.and')} Päivystys`)
    expect(one).not.toContain('{{')
  })

  it('stands beside the promise in every file and under every picture', async () => {
    const { t, formats } = await spoken('fi')
    const notes = (exempt: readonly string[], apart?: { readonly selection: string; readonly limit: string }) =>
      exportNotes(t, formats, { exportable: { ...example, ...(apart && { apart }) }, selection, catalogue: catalogue(exempt), link: 'x' })
    const limit = (told: ReturnType<typeof notes>) => told.lines.find(({ label }) => label === 'Näyttöraja')?.value
    const words = 'Säännöstä on poikkeus: asiakkaita, jotka eivät käytä palvelua Päivystys, voi olla alle 7.'
    expect(limit(notes(['H03']))).toMatch(new RegExp(`^Luku näytetään.*${words}$`))
    expect(notes(['H03']).source).toMatch(new RegExp(`${words}$`))
    expect(JSON.stringify(notes([]))).not.toContain('poikkeus')
    // Figures of segments have a rule of their own.
    expect(JSON.stringify(notes(['H03'], { selection: 'kaikki', limit: 'kohinaa' }))).not.toContain('poikkeus')
  })
})

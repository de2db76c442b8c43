import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { catalogueTable } from '../../../web/pages/about-table.ts'
import { indicatorRule } from '../../../web/pages/indicator-words.ts'
import { spoken } from '../i18n/spoken.ts'

const service = (code: string, sector: string, heavyRule: string | null, heavyThreshold: number | null = null) => ({
  ...{ code, slug: code, sector, task: null, name: code, shortName: code, useRule: 'CONTACT_ANY', useThreshold: null },
  ...{ heavyRule, heavyThreshold },
})
const HEALTH = [service('H01', 'HEALTH', 'TOP_DECILE'), service('S01', 'SOCIAL', null)]
const DENTAL = service('D01', 'DENTAL', 'VISITS_OR_PROCEDURES', 6)

/** A county whose heavy users are the top 5 % instead of the usual tenth. */
const catalogue = (...services: readonly ReturnType<typeof service>[]) =>
  Object({ release: { rules: { topShare: 0.05, socialServices: 4, socialTasks: 3 }, serviceTasks: [] }, services })

describe('who is a heavy user, in words', () => {
  it.each(LOCALES)('goes by the county’s own limits in %s', async (locale) => {
    const { t, formats } = await spoken(locale)
    const rule = indicatorRule(t, formats, 'several-services', catalogue(...HEALTH))
    for (const limit of [formats.percent(5), '4', '3']) expect(rule).toContain(limit)
    const [health] = catalogueTable(catalogue(...HEALTH), t, formats).rows
    expect(health?.at(-1)).toContain(formats.percent(5))
  })

  it.each(LOCALES)('says oral health care in %s only where the catalogue has a rule for it', async (locale) => {
    const { t, formats } = await spoken(locale)
    const [without, rule] = [HEALTH, [...HEALTH, DENTAL]].map((services) =>
      indicatorRule(t, formats, 'several-services', catalogue(...services)),
    )
    const oral = { fi: 'suun terveydenhuoltoa', sv: 'munhälsovård', en: 'oral health care' }[locale]
    expect(without).not.toContain(oral)
    expect(rule).toContain(oral)
  })
})

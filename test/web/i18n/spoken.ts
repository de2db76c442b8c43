import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance, type TFunction } from 'i18next'
import { createFormats, type Formats } from '../../../web/format.ts'
import type { Locale } from '../../../web/i18n/locale.ts'
import { merge } from '../../../web/i18n/merge.ts'

const FOLDER = path.resolve('web/i18n')

/** All words of a language, and its numbers, for a test without a browser. */
export async function spoken(locale: Locale): Promise<{ readonly t: TFunction; readonly formats: Formats }> {
  const files = readdirSync(FOLDER).filter((file) => file === `${locale}.json` || file.endsWith(`.${locale}.json`))
  const words = merge(Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'))])))
  const t = await createInstance().init({
    ...{ lng: locale, fallbackLng: false, interpolation: { escapeValue: false } },
    resources: { [locale]: { translation: Object(words) } },
  })
  const formats = createFormats(locale, {
    withheld: t('figure.withheld'),
    atLeast: (count) => t('figure.atLeast', { count }),
    underOne: t('figure.underOne'),
    points: (points) => t('figure.points', { points }),
  })
  return { t, formats }
}

/** The words and numbers of the web in a language: pages are found and read as their readers do. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInstance } from 'i18next'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { createFormats, type Formats } from '../../web/format.ts'
import type { Locale, ServerLocale } from '../../web/i18n/locale.ts'

export interface Spoken {
  readonly locale: Locale
  /** The locale as GraphQL names it. */
  readonly asked: ServerLocale
  /** The words of a key, without marks, every space a plain one. */
  readonly say: (key: string, values?: Readonly<Record<string, unknown>>) => string
  readonly formats: Formats
}

const FOLDER = path.resolve(import.meta.dirname, '../../web/i18n')
const SERVER = { fi: 'FI', sv: 'SV', en: 'EN' } as const

export function speak(locale: Locale): Spoken {
  const files = readdirSync(FOLDER).filter((file) => file === `${locale}.json` || file.endsWith(`.${locale}.json`))
  const words = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'))))
  const i18next = createInstance({
    lng: locale,
    resources: { [locale]: { translation: words } },
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  })
  void i18next.init()
  const say = (key: string, values: Readonly<Record<string, unknown>> = {}) => spaced(i18next.t(key, values).replace(/<\/?[ab]>/g, ''))
  const formats = createFormats(locale, {
    withheld: say('figure.withheld'),
    atLeast: (count) => say('figure.atLeast', { count }),
    underOne: say('figure.underOne'),
    points: (points) => say('figure.points', { points }),
  })
  return { locale, asked: SERVER[locale], say, formats }
}

/** Text with every run of spaces, no-break ones too, as one plain space. */
export const tidy = (text: string): string => spaced(text).trim()

const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ')

/** What a reader sees of an element. */
export const read = async (element: Locator): Promise<string> => tidy(await element.innerText())

/** What a reader sees of each element. */
export const readAll = async (elements: Locator): Promise<string[]> => (await elements.allInnerTexts()).map(tidy)

/** What a screen reader has of each element besides: everything in the document, hidden words too. */
export const textOf = async (elements: Locator): Promise<string[]> => (await elements.allTextContents()).map(tidy)

/** Waits until the figures on screen are those of the address. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('.skeleton, .stale, [aria-busy="true"], .matrix-thumbnail-space'),
  )
}

/** An expectation of what a page shows once it has got there. */
export const soon = <T>(look: () => Promise<T> | T) => expect.poll(look, { timeout: 15_000, interval: 50 })

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../../server/portal/access/permissions.ts'

const WORDS = path.resolve('web/i18n')
const LOCALES = ['fi', 'sv', 'en'] as const

/** 'a.b.c' of every text; lists by position. */
function keysOf(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return [at]
  if (typeof value !== 'object' || value === null) return [`${at} is no text`]
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, at ? `${at}.${key}` : key))
}

const textAt = (tree: unknown, key: string): string =>
  String(
    key
      .split('.')
      .reduce<unknown>(
        (value, part) =>
          typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === part)?.[1] : undefined,
        tree,
      ),
  )

const filesOf = (locale: string) => readdirSync(WORDS).filter((file) => file === `${locale}.json` || file.endsWith(`.${locale}.json`))
const trees = Object.fromEntries(
  LOCALES.map((locale) => [
    locale,
    Object.assign({}, ...filesOf(locale).map((file) => JSON.parse(readFileSync(path.join(WORDS, file), 'utf8')))) as Record<
      string,
      unknown
    >,
  ]),
)
const keys = Object.fromEntries(LOCALES.map((locale) => [locale, keysOf(trees[locale])]))

describe('words', () => {
  it.each(['sv', 'en'] as const)('says in %s all that Finnish says, and nothing else', (locale) => {
    expect([...(keys[locale] ?? [])].sort()).toEqual([...(keys.fi ?? [])].sort())
  })

  it('has a file of each language for every part', () => {
    const parts = (locale: string) => filesOf(locale).map((file) => file.replace(`${locale}.json`, ''))
    expect(parts('sv').sort()).toEqual(parts('fi').sort())
    expect(parts('en').sort()).toEqual(parts('fi').sort())
  })

  it('fills in the same values in every language', () => {
    const holes = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]))].sort()
    const unlike = (keys.fi ?? []).filter((key) =>
      (['sv', 'en'] as const).some((locale) => String(holes(textAt(trees[locale], key))) !== String(holes(textAt(trees.fi, key)))),
    )
    expect(unlike).toEqual([])
  })

  it('names every question about figures in the audit log', () => {
    const looks = Object.entries(PERMISSIONS).flatMap(([field, { kind }]) => (kind === 'figures' ? [field.split('.')[1] ?? ''] : []))
    expect(looks.length).toBeGreaterThan(5)
    expect(looks.filter((look) => !keys.fi?.includes(`audit.subject.${look}`))).toEqual([])
  })

  it('never leaves a text empty', () => {
    expect(LOCALES.flatMap((locale) => (keys[locale] ?? []).filter((key) => textAt(trees[locale], key).trim() === ''))).toEqual([])
  })

  it('knows every key that the web asks for by name', () => {
    const known = new Set((keys.fi ?? []).flatMap((key) => [key, key.replace(/_(one|other)$/, ''), ...prefixes(key)]))
    const sources = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !file.startsWith('generated'),
    )
    const asked = sources.flatMap((file) =>
      [...readFileSync(path.join('web', file), 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => ({ file, key: match[1] ?? '' })),
    )
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter(({ key }) => !known.has(key))).toEqual([])
  })
})

/** Lists are asked for as a whole. */
const prefixes = (key: string): string[] => key.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'))

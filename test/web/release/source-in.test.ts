import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sourceIn } from '../../../web/release/source-in.ts'

it('a source is named in the reader’s language where it has a name in each, and as it is where it has one', () => {
  const source = 'Tilastokeskus | Statistikcentralen | Statistics Finland'
  expect((['fi', 'sv', 'en'] as const).map((locale) => sourceIn(source, locale))).toEqual(source.split(' | '))
  expect(sourceIn('Statistics Finland, 2025', 'sv')).toBe('Statistics Finland, 2025')
})

it('the demo names every source of residents in each language', () => {
  const [, ...lines] = readFileSync('prisma/catalogue/population.csv', 'utf8').trim().split('\n')
  for (const line of lines) expect(line.split(' | ')).toHaveLength(3)
})

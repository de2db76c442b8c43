import { expect, it } from 'vitest'
import { type AdoptedFigures, ofTables, parseAdopted } from '../../server/segments/adopted.ts'

const size = { size: 100, low: 60, high: 140 }
const figures: AdoptedFigures = {
  ...{ services: ['H1'], municipalities: ['M1'], centres: ['C1'] },
  tables: ofTables(() => ({ segments: [[size], [size]], all: [size] })),
}
const parsed = (told: object) => {
  const answer = parseAdopted(JSON.parse(JSON.stringify({ kind: 'figures', figures: told })))
  return answer.kind === 'figures' ? answer.figures : null
}

it('an answer passes from the vault to the portal as it is', () => {
  expect(parsed(figures)).toEqual(figures)
})

it('an answer of a time before centres were counted says so, and has no column of centres', () => {
  const { centres: _, ...told } = figures
  const { CENTRES: __, ...tables } = figures.tables
  const before = { ...figures, centres: null, tables: { ...figures.tables, CENTRES: { segments: [[], []], all: [] } } }
  expect(parsed({ ...told, tables })).toEqual(before)
  // The vault says it of a stored answer in these words.
  expect(parsed(before)).toEqual(before)
})

it('an answer that names centres and has no table of them is none', () => {
  const { CENTRES: _, ...tables } = figures.tables
  expect(() => parsed({ ...figures, tables })).toThrow('an object is missing')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHORT_NAME_LENGTH, shortName } from '../../../server/vault/catalogue/short-name.ts'

describe('a short name', () => {
  it('is the name itself where it fits', () => {
    expect(shortName('Fysioterapi')).toBe('Fysioterapi')
    expect(shortName('Vård utom hemmet i dag i')).toBe('Vård utom hemmet i dag i')
  })

  it('keeps whole words', () => {
    expect(shortName('Physician hospital outpatient visit')).toBe('Physician hospital…')
    expect(shortName('Primary mental health services')).toBe('Primary mental health…')
  })

  it('cuts a word that is too long to keep whole', () => {
    expect(shortName('Perusterveydenhuoltovuodeosasto')).toBe('Perusterveydenhuoltovuo…')
  })

  it('ends without a dangling comma', () => {
    expect(shortName('Specialised somatic, care outpatient')).toBe('Specialised somatic…')
  })

  it('never has more than 24 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect([...shortName(name)].length).toBeLessThanOrEqual(SHORT_NAME_LENGTH)
      }),
      { seed: 6 },
    )
  })
})

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

  it('keeps what tells it from another name that would be cut to the same', () => {
    const [doctor, other, long] = [
      'Sairaalan poliklinikka (lääkäri)',
      'Sairaalan poliklinikka (muu)',
      'Sairaalan poliklinikkakäynti toisessa maakunnassa',
    ]
    expect([doctor, other].map((name) => shortName(name, [doctor, other]))).toEqual(['Sairaalan… (lääkäri)', 'Sairaalan… (muu)'])
    expect(shortName(long, [long, doctor])).toBe('Sairaalan…')
    const [north, south] = ['Child day hospital in the north of the county', 'Child day hospital in the south of the county']
    expect([north, south].map((name) => shortName(name, [north, south]))).toEqual(['Child day… north of the…', 'Child day… south of the…'])
  })

  it('is cut as ever where the other name only goes on longer', () => {
    const [short, long] = ['Home care of an older person', 'Home care of an older person at night']
    expect(shortName(short, [short, long])).toBe('Home care of an older…')
    expect(shortName(long, [short, long])).toBe('Home care of… at night')
  })

  it('never has more than 24 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 80 }), (name, end) => {
        const others = [name, `${name} ${end}`, `${name.slice(0, 30)} ${end}`]
        for (const one of others) expect([...shortName(one, others)].length).toBeLessThanOrEqual(SHORT_NAME_LENGTH)
      }),
      { seed: 6 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { EVERYONE } from '../../../web/selection/selection.ts'
import { type KnownCodes, unknownCodes } from '../../../web/selection/unknown-codes.ts'

const known: KnownCodes = {
  release: { municipalities: [{ code: '272' }], centres: [{ code: 'KAU2' }] },
  services: [{ code: 'S04' }],
  releases: [{ id: 'b87a6c3dab92' }],
}

describe('codes that a release lacks', () => {
  it('are named by field', () => {
    const selection = { ...EVERYONE, municipalities: ['272', '99999'], services: ['Q1', 'S04'], release: 'nope' }
    expect(unknownCodes(selection, known)).toEqual({ place: ['99999'], services: ['Q1'], release: ['nope'] })
    expect(unknownCodes({ ...EVERYONE, centres: ['KAU2', 'ZZZ'] }, known)).toEqual({ place: ['ZZZ'] })
  })

  it('are none where it has them all', () => {
    expect(unknownCodes({ ...EVERYONE, services: ['S04'], release: 'b87a6c3dab92' }, known)).toEqual({})
  })

  it('are the release alone where that has no catalogue', () => {
    expect(unknownCodes({ ...EVERYONE, municipalities: ['99999'], release: 'nope' }, null)).toEqual({ release: ['nope'] })
  })
})

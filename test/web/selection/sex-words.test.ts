import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { sexWords, whoWords } from '../../../web/selection/describe.ts'
import { valueWords } from '../../../web/selection/field-words.ts'
import { EVERYONE } from '../../../web/selection/selection.ts'

it('calls minors girls and boys in the bar, in forms and in the sentence alike', () => {
  const { t } = createInstance({ lng: 'fi', resources: {} }, () => undefined)
  const girls = { ...EVERYONE, ageGroups: ['AGE_0_17'], sexes: ['FEMALE'] } as const
  const women = { ...girls, ageGroups: ['AGE_0_17', 'AGE_18_64'] } as const
  const said = (selection: typeof girls | typeof women) => [
    valueWords(t, selection, 'sex', { catalogue: null }),
    sexWords(t, 'FEMALE', selection.ageGroups),
  ]
  expect(said(girls)).toEqual(['sexOfMinors.FEMALE', 'sexOfMinors.FEMALE'])
  expect(said(women)).toEqual(['sex.FEMALE', 'sex.FEMALE'])
  expect(whoWords(t, girls)).toBe('who.ageSex')
})

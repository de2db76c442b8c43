import { expect, it } from 'vitest'
import { toldServices } from '../../../web/adopted/told-services.ts'

it('services of which no column shows a share have no row of their own, and the others keep their places', () => {
  const share = { value: 40, low: 30, high: 50 }
  const part = (...shares: readonly (object | null)[]) => ({ services: shares.map((share, at) => ({ service: `H0${at + 1}`, share })) })
  const { told, folded } = toldServices(part(share, null, null, null), [part(null, null, share, null), part(null, null, null, null)])
  expect(told.map(({ use, row }) => [use.service, row])).toEqual([
    ['H01', 0],
    ['H03', 2],
  ])
  expect(folded).toEqual(['H02', 'H04'])
})

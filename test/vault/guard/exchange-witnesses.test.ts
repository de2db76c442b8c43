import { describe, expect, it } from 'vitest'
import { exchangeWitnesses } from '../../../server/vault/guard/exchange-witnesses.ts'
import { fits, vouches } from '../../../server/vault/guard/witness-pool.ts'
import { type CountySize, seededClients } from '../cube/population.ts'
import { atHome, pairFamily } from './pair-family.ts'

const SIZE: CountySize = { services: 2, municipalities: 4, centres: 4 }
const CLIENTS = seededClients(33, 4000, SIZE)
/** One in ten at any centre, the others at their own municipality's. */
const MOSTLY = CLIENTS.map((client, n) => (n % 10 === 0 || client.centre < 0 ? client : { ...client, centre: client.municipality }))

describe('witnesses by exchange', () => {
  const parts = pairFamily(MOSTLY, SIZE)
  const { family, shown, secrets } = parts
  const { count, placeLevel } = family.selections
  const hidden = secrets.filter((group) => placeLevel[group % count] === 3)

  it('fit everything shown and keep the secret they were asked for, at most places that are never shown', () => {
    const witness = exchangeWitnesses(parts)
    let found = 0
    for (const group of hidden) {
      const deviation = witness(group)
      if (!deviation) continue
      found++
      expect(fits(family, shown, deviation)).toBe(true)
      expect(vouches(family, group, deviation.by[deviation.groups.indexOf(group)] ?? 0)).toBe(true)
    }
    expect(hidden.length).toBeGreaterThan(100)
    expect(found / hidden.length).toBeGreaterThan(0.5)
  })

  it('follow what is shown: where the figure of a municipality is shown it stays', () => {
    const witness = exchangeWitnesses(parts)
    const moved = hidden.flatMap((group) => {
      const deviation = witness(group)
      const at = deviation?.groups.findIndex((other) => shown[other] === 0 && placeLevel[other % count] === 1) ?? -1
      return at < 0 ? [] : [{ group, other: deviation?.groups[at] ?? 0 }]
    })
    const [one] = moved
    if (!one) throw new Error('a table changes a municipality that is not shown')
    shown[one.other] = 1
    const after = witness(one.group)
    expect(after?.groups.includes(one.other) ?? false).toBe(false)
    shown[one.other] = 0
  })

  it('are not sought where everybody is at home', () => {
    const home = pairFamily(atHome(CLIENTS, SIZE), { ...SIZE, centres: 8 })
    const witness = exchangeWitnesses(home)
    expect(home.secrets.length).toBeGreaterThan(0)
    expect(home.secrets.every((group) => witness(group) === null)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import type { Catalogue, HeavyRule, Sector, UseRule } from '../../../server/vault/catalogue/catalogue.ts'
import { addContact, addDecision, type ClientSummary, emptyServiceUse, summariser } from '../../../server/vault/summary/client-summary.ts'

const name = { fi: 'x', sv: 'x', en: 'x' }
const service = (code: string, sector: Sector, use: UseRule, heavy: HeavyRule | null = null, task: string | null = null) => ({
  ...{ code, slug: code.toLowerCase(), sector, task, name, short: name, use, heavy },
})
const DECISION: UseRule = { kind: 'DECISION_IN_FORCE' }
const catalogue: Catalogue = {
  county: { code: 'T', name, topShare: 0.1, socialServices: 3, socialTasks: 2 },
  serviceTasks: [
    { slug: 'A', name },
    { slug: 'B', name },
  ],
  services: [
    service('GP', 'HEALTH', { kind: 'CONTACT_ANY' }, { kind: 'TOP_DECILE' }),
    service('ER', 'HEALTH', { kind: 'CONTACT_GT_N', threshold: 5 }, { kind: 'TOP_DECILE' }),
    service('DENT', 'DENTAL', { kind: 'CONTACT_ANY' }, { kind: 'VISITS_OR_PROCEDURES', threshold: 6 }),
    service('S1', 'SOCIAL', DECISION, null, 'A'),
    service('S2', 'SOCIAL', DECISION, null, 'A'),
    service('S3', 'SOCIAL', DECISION, null, 'B'),
    service('S4', 'SOCIAL', DECISION, null, 'A'),
    service('CALL', 'HEALTH', { kind: 'CONTACT_ANY' }),
  ],
  municipalities: [{ code: '001', name }],
  centres: [],
  procedures: [],
}
const CODES = catalogue.services.map((row) => row.code)

interface Client {
  readonly contacts?: Readonly<Record<string, number>>
  readonly demanding?: readonly string[]
  readonly decisions?: readonly string[]
}

/** Summaries with codes instead of positions. */
function summaries(clients: readonly Client[]) {
  const use = emptyServiceUse(catalogue, clients.length)
  clients.forEach((client, i) => {
    for (const [code, n] of Object.entries(client.contacts ?? {})) for (let k = 0; k < n; k++) addContact(use, i, CODES.indexOf(code))
    for (const code of client.demanding ?? []) use.demanding[CODES.indexOf(code)]?.fill(1, i, i + 1)
    for (const code of client.decisions ?? []) addDecision(use, i, CODES.indexOf(code))
  })
  const codes = (positions: readonly number[]) => positions.map((position) => CODES[position])
  const named = (s: ClientSummary) => ({ services: codes(s.services), heavy: codes(s.heavyServices), heavyUser: s.heavyUser })
  return clients.map((_, i) => named(summariser(catalogue, use)(i)))
}
const one = (client: Client) => summaries([client])[0]

describe('use', () => {
  it('is one contact or more', () => {
    expect(one({ contacts: { GP: 1 } })?.services).toEqual(['GP'])
    expect(one({})?.services).toEqual([])
  })

  it('of emergency care is more than five contacts: six', () => {
    expect(one({ contacts: { ER: 5 } })?.services).toEqual([])
    expect(one({ contacts: { ER: 6 } })?.services).toEqual(['ER'])
  })

  it('of a social service is a decision in force', () => {
    expect(one({ decisions: ['S2'] })?.services).toEqual(['S2'])
  })

  it('is listed in the order of the catalogue', () => {
    expect(one({ decisions: ['S3', 'S1'], contacts: { DENT: 1, GP: 2 } })?.services).toEqual(['GP', 'DENT', 'S1', 'S3'])
  })
})

describe('heavy in a service', () => {
  it('is the top tenth among its users, not among all clients', () => {
    const users = Array.from({ length: 20 }, (_, i) => ({ contacts: { GP: i + 1 } }))
    const all = summaries([...users, ...Array(200).fill({})])
    expect(all.filter((s) => s.heavy.includes('GP'))).toHaveLength(2)
  })

  it('leaves contacts of who is no user out of the tenth', () => {
    const few = Array.from({ length: 90 }, () => ({ contacts: { ER: 5 } }))
    const users = Array.from({ length: 10 }, (_, i) => ({ contacts: { ER: 6 + i } }))
    const heavy = summaries([...few, ...users]).map((s) => s.heavy.length)
    expect(heavy.reduce((a, b) => a + b, 0)).toBe(1)
    expect(heavy.at(-1)).toBe(1)
  })

  it('is more than six oral-care visits, or one demanding procedure', () => {
    expect(one({ contacts: { DENT: 6 } })?.heavy).toEqual([])
    expect(one({ contacts: { DENT: 7 } })?.heavy).toEqual(['DENT'])
    expect(one({ contacts: { DENT: 1 }, demanding: ['DENT'] })?.heavy).toEqual(['DENT'])
  })

  it('is nobody where the service has no rule', () => {
    const all = summaries(Array.from({ length: 20 }, (_, i) => ({ contacts: { CALL: i + 1 } })))
    expect(all.every((s) => s.heavy.length === 0)).toBe(true)
  })
})

describe('a heavy user', () => {
  it('is heavy in a service', () => {
    expect(one({ contacts: { DENT: 7 } })?.heavyUser).toBe(true)
    expect(one({ contacts: { DENT: 6, GP: 3 } })?.heavyUser).toBe(false)
  })

  it('or has three social services, also of one service task', () => {
    expect(one({ decisions: ['S1', 'S2'] })?.heavyUser).toBe(false)
    expect(one({ decisions: ['S1', 'S2', 'S4'] })?.heavyUser).toBe(true)
  })

  it('or has decisions in two service tasks', () => {
    expect(one({ decisions: ['S1', 'S3'] })?.heavyUser).toBe(true)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { importSynthetic } from '../support/synthetic-import.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

/** Crosswalks over HTTP, with a real vault that answers. */
let opened: AnsweredPortal
let release: SyntheticRelease

beforeAll(async () => {
  opened = await openAnsweredPortal('at once', async ({ portalDatabase, vault }) => {
    release = await publishSynthetic(portalDatabase, { seed: 7, clients: 20_000, services: 6 })
    await importSynthetic(vault, release)
  })
})
afterAll(() => opened.close())

const data: AnsweredPortal['data'] = (query, variables) => opened.data(query, variables)
const service = (at: number) => release.layout.services[at] ?? ''
const uses = (...at: readonly number[]) => ({ alternatives: [[{ kind: 'USES_ALL', services: at.map(service) }]] })
const drafted = async (rules: readonly object[], scope = 'ALL'): Promise<string> => {
  const segments = rules.map((rule, at) => ({ key: `s${at}`, name: { fi: `Segmentti ${at}` }, rule }))
  const blank = { scope, content: { title: { fi: 'Jako' }, segments } }
  return (await data('mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank) { id } }', { blank })).createSegmentDraft.id
}
const PARTS =
  'state columns { key clients { size low high } } rows { key clients { size low high } cells { clients { size low high } share { value low high } } }'
const look = async (from: string, to: string) =>
  (await data(`query($from: ID!, $to: ID!) { schemeCrosswalk(fromDraft: $from, toDraft: $to) { ${PARTS} } }`, { from, to })).schemeCrosswalk
const evaluate = async (from: string, to: string) =>
  (
    await data(
      `mutation($from: ID!, $to: ID!) { evaluateCrosswalk(fromDraft: $from, fromVersion: "1", toDraft: $to, toVersion: "1") { ${PARTS} } }`,
      { from, to },
    )
  ).evaluateCrosswalk
const spent = async () =>
  (await opened.vault.pool.query<{ spent: number }>('SELECT spent FROM draft_ledger ORDER BY age')).rows.map((row) => row.spent)
// biome-ignore lint/suspicious/noExplicitAny: an answer of GraphQL
const cellsOf = (crosswalk: any) => crosswalk.rows.map((row: any) => row.cells.map((cell: any) => cell.clients))

describe('the crosswalk of two drafts', () => {
  let one = ''
  let other = ''
  // biome-ignore lint/suspicious/noExplicitAny: an answer of GraphQL
  let told: any

  it('is asked for once, and has a cell for every two segments, near the truth', async () => {
    ;[one, other] = [await drafted([uses(0), uses(1)]), await drafted([uses(2), uses(3), uses(4)])]
    expect(await look(one, other)).toEqual({ state: 'NEVER_ASKED', columns: [], rows: [] })
    told = await evaluate(one, other)
    expect(told.state).toBe('CROSSWALK')
    expect(told.rows.map(({ key }: { key: string | null }) => key)).toEqual(['s0', 's1', null])
    expect(told.columns.map(({ key }: { key: string | null }) => key)).toEqual(['s0', 's1', 's2', null])
    const first = (services: readonly number[], at: readonly number[]) => at.findIndex((one) => services.includes(one))
    const truth = (row: number, column: number) =>
      release.clients.filter(({ services }) => first(services, [0, 1]) === row && first(services, [2, 3, 4]) === column).length
    for (const row of [0, 1])
      for (const column of [0, 1, 2]) {
        const { size, high } = cellsOf(told)[row][column]
        // Noise of ε 0.1: 250 is passed once in billions.
        if (size === null) expect(truth(row, column)).toBeLessThan(high + 250)
        else expect(Math.abs(size - truth(row, column))).toBeLessThan(250)
      }
    expect(cellsOf(told)[0][0].size).not.toBeNull()
    const share = told.rows[0].cells[0].share
    expect(share.low).toBeLessThanOrEqual(share.value)
    expect(share.high).toBeGreaterThanOrEqual(share.value)
    expect(await spent()).toEqual([100, 100, 100])
  })

  it('is the same answer from the other side, turned round, and spends nothing', async () => {
    const back = await evaluate(other, one)
    expect(cellsOf(back)).toEqual(
      cellsOf(told)[0].map((_: object, column: number) => cellsOf(told).map((row: readonly object[]) => row[column])),
    )
    expect(back.rows.map(({ clients }: { clients: object }) => clients)).toEqual(
      told.columns.map(({ clients }: { clients: object }) => clients),
    )
    expect(await look(other, one)).toEqual(back)
    expect(await spent()).toEqual([100, 100, 100])
  })

  it('is the same answer for a draft with equal rules', async () => {
    const equal = await drafted([
      { alternatives: [[...(uses(0).alternatives[0] ?? []), { kind: 'SERVICES', of: 'ALL', least: 1 }]] },
      uses(1),
    ])
    expect(cellsOf(await evaluate(equal, other))).toEqual(cellsOf(told))
    expect(await spent()).toEqual([100, 100, 100])
  })

  it('turns round also where the vault orders the two otherwise than the portal', async () => {
    const asked = {
      dataDate: '2025-12-31',
      scheme: JSON.stringify({
        scope: 'ALL',
        sides: [
          [uses(2), uses(3), uses(4)],
          [uses(0), uses(1)],
        ],
      }),
    }
    const { rows } = await opened.portalDatabase.pool.query<{ data_date: string }>(
      "SELECT to_char(data_date, 'YYYY-MM-DD') AS data_date FROM draft_question WHERE kind = 'CROSSWALK' LIMIT 1",
    )
    const answer = await opened.evaluator.crosswalk({ ...asked, dataDate: rows[0]?.data_date ?? '' })
    expect(answer).toMatchObject({ kind: 'crosswalk', stored: true, crosswalk: { cells: cellsOf(await look(other, one)) } })
  })

  it('of two with equal rules is none, and is not asked for', async () => {
    const equal = await drafted([uses(0), uses(1)])
    expect((await evaluate(one, equal)).state).toBe('SAME')
    expect(await spent()).toEqual([100, 100, 100])
  })

  it('works for an adopted scheme by the version that was adopted', async () => {
    await data('mutation($draft: ID!) { adoptSegments(draft: $draft, version: "1") { id } }', { draft: one })
    const { adoptedSchemes } = await data('{ adoptedSchemes { draft version } }')
    expect(adoptedSchemes).toEqual([{ draft: one, version: '1' }])
    const third = await drafted([uses(5), uses(4)])
    expect((await evaluate(one, third)).state).toBe('CROSSWALK')
    expect(await spent()).toEqual([200, 200, 200])
  })

  it('tells every number in tens, withheld as null, and a share only where both of its numbers are told', async () => {
    for (const row of told.rows)
      for (const { clients, share } of row.cells) {
        for (const n of [clients.size ?? 50, clients.low, clients.high]) expect(n % 10).toBe(0)
        expect(clients.size === null || clients.size >= 50).toBe(true)
        expect(share === null).toBe(clients.size === null || row.clients.size === null)
      }
  })

  it('of two age groups is refused', async () => {
    const children = await drafted([uses(0), uses(1)], 'AGE_0_17')
    await expect(evaluate(one, children)).rejects.toThrow('BAD_USER_INPUT')
    await expect(look(one, children)).rejects.toThrow('BAD_USER_INPUT')
  })

  it('is refused when the evaluations of the age group are spent, and told again where it was answered', async () => {
    await opened.vault.pool.query("UPDATE draft_ledger SET spent = 10000 WHERE age = 'AGE_0_17'")
    const fourth = await drafted([uses(3), uses(2)])
    expect(await evaluate(one, fourth)).toEqual({ state: 'SPENT', columns: [], rows: [] })
    expect((await evaluate(other, one)).state).toBe('CROSSWALK')
  })

  it('is audited: who asked of which versions, and a look at figures', async () => {
    const asked = await opened.portalDatabase.pool.query("SELECT detail FROM audit_event WHERE kind = 'SEGMENTS' AND subject = 'CROSSWALK'")
    expect(asked.rows.length).toBeGreaterThan(2)
    expect(asked.rows[0]?.detail).toMatchObject({ draft: one, version: 1, against: other, againstVersion: 1, scope: 'ALL' })
    await expect
      .poll(
        async () => (await opened.portalDatabase.pool.query("SELECT 1 FROM audit_event WHERE subject = 'schemeCrosswalk'")).rows.length,
        {
          timeout: 20_000,
        },
      )
      .toBeGreaterThan(0)
  })
})

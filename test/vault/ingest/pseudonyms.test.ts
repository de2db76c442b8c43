import { afterEach, describe, expect, it } from 'vitest'
import { clientTable } from '../../../server/vault/ingest/client-table.ts'
import { countyKeys, pseudonymOf, recordKeyOf } from '../../../server/vault/ingest/keys.ts'
import { type PseudonymThread, startPseudonyms } from '../../../server/vault/ingest/pseudonym-thread.ts'
import { orderOf, PSEUDONYM_BYTES, type PseudonymJob, pseudonymJob } from '../../../server/vault/ingest/pseudonyms.ts'

const KEYS = countyKeys(Buffer.from('a county key of the tests'))
const CLIENTS = 5_000

/** A table in which every seventh client lives in another county. */
function table(clients = CLIENTS) {
  const made = clientTable(0)
  for (let i = 0; i < clients; i++) {
    const bytes = Buffer.from(`client ${i}`)
    made.add({ bytes, from: 0, to: bytes.length }, { birthDay: 0, sex: 1, municipality: i % 7 === 0 ? -2 : 0, centre: -1 })
  }
  return made
}

let thread: PseudonymThread
afterEach(() => thread.end())

async function done(threaded: boolean, job: PseudonymJob): Promise<PseudonymJob> {
  thread = startPseudonyms(threaded)
  thread.begin(job)
  await thread.finish(job)
  return job
}

const hexOf = ({ pseudonyms }: PseudonymJob, place: number) =>
  Buffer.from(pseudonyms.subarray(PSEUDONYM_BYTES * place, PSEUDONYM_BYTES * (place + 1))).toString('hex')

describe('pseudonyms of a table', () => {
  it.each([
    ['two threads', true],
    ['one thread', false],
  ])("made by %s are those of the county's clients", async (_, threaded) => {
    const job = await done(threaded, pseudonymJob(KEYS, table()))
    const expected = Array.from({ length: CLIENTS }, (_, i) => i).filter((i) => i % 7 !== 0)
    expect([...job.clients]).toEqual(expected)
    for (const [place, client] of expected.entries()) {
      const pseudonym = pseudonymOf(KEYS, Buffer.from(`client ${client}`))
      expect(hexOf(job, place)).toBe(pseudonym.toString('hex'))
      expect(job.recordKeys[place]).toBe(recordKeyOf(KEYS, pseudonym))
    }
  })

  it('are put in order', async () => {
    const job = await done(false, pseudonymJob(KEYS, table()))
    const order = [...orderOf(job)]
    expect(order).toHaveLength(job.clients.length)
    expect(order.map((place) => hexOf(job, place))).toEqual(Array.from(job.clients, (_, place) => hexOf(job, place)).sort())
  })

  it('of nobody are none', async () => {
    const job = await done(true, pseudonymJob(KEYS, table(0)))
    expect([...orderOf(job)]).toEqual([])
  })

  it('are not had where the thread fails, or ends', async () => {
    const job = pseudonymJob(KEYS, table())
    thread = startPseudonyms(true)
    thread.begin({ ...job, taken: new Int32Array(1), pseudonyms: new Uint8Array(1) })
    await expect(thread.finish(job)).rejects.toThrow('out of range')
    await thread.end()
    thread = startPseudonyms(true)
    await thread.end()
    await expect(thread.finish(job)).rejects.toThrow('ended')
  })
})

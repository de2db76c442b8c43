/** The whole way of an administrator's orders, through the built program with its embedded databases: web's API, worker, vault, back. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, kooste, type RunningServer, startServer } from '../support/program.ts'
import { HEADERS } from '../vault/ingest/extracts-folder.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-administration-'))
const extracts = path.join(work, 'extracts')
const settings = {
  KOOSTE_DATA: path.join(work, 'data'),
  KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all',
  KOOSTE_MODE: 'local',
  KOOSTE_EXTRACTS: extracts,
  KOOSTE_UPLOAD_MB: '8',
}
let server: RunningServer

beforeAll(async () => {
  for (const words of [
    ['demo', path.join(extracts, 'autumn'), '--residents', '3000'],
    ['demo', path.join(extracts, 'summer'), '--residents', '3000', '--quarters-back', '1'],
    ['import', path.join(extracts, 'summer'), '--data-date', '2025-06-30'],
    ['release', '--stage', 'rules'],
  ]) {
    const ran = await kooste(words, settings)
    expect(ran.code, ran.stderr).toBe(0)
  }
  server = await startServer(settings)
  await whenHere()
})
afterAll(async () => {
  await server?.stop()
  rmSync(work, { recursive: true, force: true })
})

const ORDER =
  'id kind state step progress refusal release problems { file line reason } refusedFiles { file rows rejected { reason share lines } }'
const REPORT =
  'report { dataDate dataDateBefore files { file rows rowsBefore trend linkage rejected { reason share lines } leftOut { reason share } } }'
interface Order {
  readonly id: string
  readonly state: string
  readonly step: string | null
  readonly refusal: string | null
  readonly release: string | null
  readonly problems: readonly { readonly file: string; readonly reason: string }[]
  readonly refusedFiles: readonly {
    readonly file: string
    readonly rejected: readonly { readonly reason: string; readonly lines: string[] }[]
  }[]
  readonly report: {
    readonly dataDate: string
    readonly dataDateBefore: string | null
    readonly files: readonly {
      readonly file: string
      readonly rows: number
      readonly rowsBefore: number
      readonly trend: string
      readonly linkage: number | null
    }[]
  } | null
}

async function whenHere(): Promise<void> {
  for (const until = Date.now() + 90_000; Date.now() < until; await wait(200)) {
    const { administration } = await ask<{ administration: { workerHere: boolean; imports: readonly unknown[] } }>(
      server.url,
      '{ administration { workerHere imports { dataDate } } }',
    )
    // It comes before it has opened the vault, and tells what the vault holds when it has.
    if (administration.workerHere && administration.imports.length > 0) return
  }
  throw new Error(`no worker came:\n${server.output()}`)
}

/** Waits until nobody works on it; the steps that were seen meanwhile. */
async function finished(id: string, patience = 120_000): Promise<Order & { readonly seen: readonly string[] }> {
  const seen = new Set<string>()
  for (const until = Date.now() + patience; Date.now() < until; await wait(100)) {
    const { vaultOrders } = await ask<{ vaultOrders: Order[] }>(server.url, `{ vaultOrders { ${ORDER} ${REPORT} } }`)
    const found = vaultOrders.find((one) => one.id === id)
    if (found?.step) seen.add(found.step)
    if (found && !['WAITING', 'TAKEN'].includes(found.state)) return { ...found, seen: [...seen] }
  }
  throw new Error(`the order did not end:\n${server.output()}`)
}

const orderImport = async (args: string): Promise<Order & { readonly seen: readonly string[] }> =>
  finished(
    (await ask<{ orderImport: Order }>(server.url, `mutation { orderImport(${args}, dataDate: "2025-09-30", invented: false) { id } }`))
      .orderImport.id,
  )

const put = (id: string, file: string, body: Buffer, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/uploads/${id}/${file}`, {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/octet-stream', ...headers },
  })
/** Sends so many bytes until an answer comes, which may be before the last; the answer. Without a length among `told` in chunks. */
function putLarge(url: string, bytes: number, told: Readonly<Record<string, number>>): Promise<string> {
  const piece = Buffer.alloc(2 ** 16, 'x')
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', headers: { 'content-type': 'application/octet-stream', ...told } }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => resolve(text))
      response.on('error', () => resolve(text))
    })
    // The server may close before everything is sent: its answer counts, if it still comes.
    sent.on('error', (cause) => setTimeout(() => reject(cause), 5000))
    void pipeline(
      Array.from({ length: bytes / piece.length }, () => piece),
      sent,
    ).catch(() => {})
  })
}
const codeOf = async (answer: Response): Promise<string | undefined> => (await answer.json()).errors?.[0]?.extensions?.code
async function beginUpload(): Promise<string> {
  const answer = await fetch(`${server.url}/uploads`, { method: 'POST' })
  expect(answer.status).toBe(201)
  return (await answer.json()).id
}
const uploads = path.join(settings.KOOSTE_DATA, 'uploads')

describe('an import', () => {
  it('of a folder that is pointed to is carried out, told in steps, and reported roughly beside the one before', async () => {
    const { administration } = await ask<{ administration: { folders: string[]; imports: { dataDate: string }[]; mayUpload: boolean } }>(
      server.url,
      '{ administration { folders imports { dataDate } mayUpload } }',
    )
    expect(administration).toEqual({ folders: ['summer', 'autumn'], imports: [{ dataDate: '2025-06-30' }], mayUpload: true })
    const order = await orderImport('folder: "autumn"')
    expect([order.state, order.refusal], server.output()).toEqual(['DONE', null])
    expect(order.seen.length).toBeGreaterThan(0)
    expect(order.report).toMatchObject({ dataDate: '2025-09-30', dataDateBefore: '2025-06-30' })
    for (const { rows, rowsBefore, trend, linkage, file } of order.report?.files ?? []) {
      for (const told of [rows, rowsBefore]) expect(String(told)).toMatch(/^[1-9]\d0*$/)
      expect(['SAME', 'MORE', 'FEWER']).toContain(trend)
      expect(linkage === null).toBe(file === 'clients.csv')
    }
  })

  it('of an upload is sealed on its way, and nothing of it is left', async () => {
    const id = await beginUpload()
    for (const name of ['clients.csv', 'contacts.csv', 'decisions.csv']) {
      const found = [name, `${name}.gz`].find((one) => existsSync(path.join(extracts, 'autumn', one))) ?? name
      const plain = readFileSync(path.join(extracts, 'autumn', found))
      expect((await put(id, found, plain)).status, found).toBe(201)
      const sealed = readFileSync(path.join(uploads, id, `${found}.sealed`))
      expect(sealed.length).toBeGreaterThan(plain.length)
      expect(sealed.includes(plain.subarray(0, 64))).toBe(false)
    }
    expect((await put(id, 'clients.csv', Buffer.from('client_id\n'))).status).toBe(409)
    const order = await orderImport(`upload: "${id}"`)
    expect([order.state, order.refusal], server.output()).toEqual(['DONE', null])
    expect(order.report?.files.map(({ trend }) => trend)).toEqual(['SAME', 'SAME', 'SAME'])
    expect(readdirSync(uploads)).toEqual([])
    expect(existsSync(path.join(settings.KOOSTE_DATA, 'unsealed'))).toBe(false)
    await expect(
      ask(server.url, `mutation { orderImport(upload: "${id}", dataDate: "2025-09-30", invented: false) { id } }`),
    ).rejects.toThrow(/no such upload/)
  })

  it('of a bomb, of garbage and of a file without a header is refused by name, without content, and all of it is removed', async () => {
    const zeros = gzipSync(Buffer.alloc(2 ** 24), { level: 9 })
    const bomb = Buffer.concat([gzipSync(`${HEADERS['contacts.csv']}\n`), ...Array.from({ length: 64 }, () => zeros)])
    const clients = Array.from({ length: 40 }, (_, i) => `SECRET-${i},1980-01-01,1,272,KOK1\n`).join('')
    const right = { 'clients.csv': `${HEADERS['clients.csv']}\n${clients}`, 'decisions.csv': `${HEADERS['decisions.csv']}\n` }
    for (const [files, code, said] of [
      [{ ...right, 'contacts.csv.gz': bomb }, 'EXTRACT', 'COMPRESSION_BOMB'],
      [{ ...right, 'contacts.csv': `${HEADERS['contacts.csv']}\n${'SECRET,ROW\n'.repeat(200)}` }, 'TOO_MANY_REJECTED', null],
      [{ ...right, 'contacts.csv': 'SECRET-1,H01,2025-01-01,\n'.repeat(50) }, 'EXTRACT', 'NO_HEADER'],
    ] as const) {
      const id = await beginUpload()
      for (const [name, body] of Object.entries(files)) expect((await put(id, name, Buffer.from(body))).status, name).toBe(201)
      const order = await orderImport(`upload: "${id}"`)
      expect([order.state, order.refusal]).toEqual(['REFUSED', code])
      if (said !== null) expect(order.problems.map(({ reason }) => reason)).toEqual([said])
      else
        expect(order.refusedFiles.flatMap(({ rejected }) => rejected)).toEqual([
          { reason: 'BAD_ROW', share: 100, lines: ['2', '3', '4', '5', '6'] },
        ])
      expect(JSON.stringify(order)).not.toMatch(/SECRET/)
      expect(readdirSync(uploads)).toEqual([])
    }
    expect(server.output()).not.toMatch(/SECRET/)
  })

  it('points to no folder outside, by name or by link', async () => {
    const outside = path.join(work, 'outside')
    mkdirSync(outside)
    for (const [name, header] of Object.entries(HEADERS)) writeFileSync(path.join(outside, name), `${header}\n`)
    symlinkSync(outside, path.join(extracts, 'linked'))
    mkdirSync(path.join(extracts, 'half'))
    for (const name of Object.keys(HEADERS)) symlinkSync(path.join(outside, name), path.join(extracts, 'half', name))
    for (const name of ['linked', 'half', 'nowhere']) expect((await orderImport(`folder: "${name}"`)).refusal, name).toBe('NO_SUCH_FOLDER')
    for (const name of ['..', '../outside', '/etc', '.', 'autumn/../../outside', 'a\\u0000b', ''])
      await expect(
        ask(server.url, `mutation { orderImport(folder: "${name}", dataDate: "2025-09-30", invented: false) { id } }`),
        name,
      ).rejects.toThrow(/names a folder|U\+0000/)
    rmSync(path.join(extracts, 'linked'))
    rmSync(path.join(extracts, 'half'), { recursive: true })
  })
})

describe('an upload', () => {
  it.each([
    ['clients.csv/../../x', 404],
    ['..%2f..%2fclients.csv', 415],
    ['%2e%2e', 404],
    ['clients.csv%00.gz', 415],
    ['extract.zip', 415],
    ['Clients.csv', 415],
    ['clients.csv.sealed', 415],
    ['.htaccess', 415],
  ])('takes no file called %s', async (name, status) => {
    const id = await beginUpload()
    const answer = await put(id, name, Buffer.from('x'))
    expect([name, answer.status]).toEqual([name, status])
    expect(readdirSync(path.join(uploads, id))).toEqual([])
    rmSync(path.join(uploads, id), { recursive: true })
  })

  it('takes no archive, no packed file under the name of a table, nothing plain under the name of a packed one, nothing too large', async () => {
    const id = await beginUpload()
    for (const [name, body] of [
      ['clients.csv', Buffer.from('PK\u0003\u0004 archive')],
      ['clients.csv', gzipSync('client_id')],
      ['clients.csv', Buffer.from('a\0b')],
      ['clients.csv.gz', Buffer.from('client_id,birth_date\n')],
    ] as const)
      expect(await codeOf(await put(id, name, body)), name).toBe('NOT_AN_EXTRACT')
    // Where no length is told the bytes are counted as they come.
    for (const told of [{ 'content-length': 9 * 2 ** 20 }, {}])
      expect(await putLarge(`${server.url}/uploads/${id}/clients.csv`, 9 * 2 ** 20, told)).toContain('TOO_LARGE')
    expect(readdirSync(path.join(uploads, id))).toEqual([])
    rmSync(path.join(uploads, id), { recursive: true })
  })

  it('is nobody’s from another site, and of no other id', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect((await fetch(`${server.url}/uploads`, { method: 'POST', headers: { 'sec-fetch-site': site } })).status).toBe(403)
    expect((await put('00000000-0000-4000-8000-000000000000', 'clients.csv', Buffer.from('x'))).status).toBe(404)
    expect((await put('..', 'clients.csv', Buffer.from('x'))).status).toBe(404)
  })

  it('lies there five at a time', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, beginUpload))
    expect((await fetch(`${server.url}/uploads`, { method: 'POST' })).status).toBe(429)
    for (const id of ids) rmSync(path.join(uploads, id), { recursive: true })
  })
})

describe('a release', () => {
  const releases = async () =>
    (
      await ask<{ managedReleases: { id: string; state: string; current: boolean; steps: { kind: string; note: string | null }[] }[] }>(
        server.url,
        '{ managedReleases { id state current steps { kind note } certificate { proven } } }',
      )
    ).managedReleases

  it('is built, waits, is served when somebody publishes it, and no more when it is withdrawn', async () => {
    const [before] = await releases()
    // Nearer than a quarter to nothing: 30 June and 30 September are 92 days apart.
    const { orderRelease } = await ask<{ orderRelease: Order }>(
      server.url,
      'mutation { orderRelease(stage: BASE, policy: PERTURBED) { id } }',
    )
    const order = await finished(orderRelease.id, 300_000)
    expect([order.state, order.refusal], server.output()).toEqual(['DONE', null])
    expect(order.seen.length).toBeGreaterThan(0)
    const id = order.release ?? ''
    const state = async () => (await releases()).find((one) => one.id === id)
    expect(await state()).toMatchObject({ state: 'WAITING', current: false, steps: [{ kind: 'BUILT' }] })
    expect(await ask(server.url, '{ release { id } releases { id } }')).toEqual({
      release: { id: before?.id },
      releases: [{ id: before?.id }],
    })
    await expect(ask(server.url, `{ overview(release: "${id}") { clients { count } } }`)).rejects.toThrow(/RELEASE_NOT_FOUND/)
    await ask(server.url, `mutation { publishRelease(id: "${id}") { state } }`)
    expect(await ask(server.url, '{ release { id } }')).toEqual({ release: { id } })
    await expect(ask(server.url, `mutation { withdrawRelease(id: "${id}", reason: " ") { state } }`)).rejects.toThrow(/Say why/)
    await ask(server.url, `mutation { withdrawRelease(id: "${id}", reason: "wrong file 131052-308T") { state } }`)
    expect(await ask(server.url, '{ release { id } }')).toEqual({ release: { id: before?.id } })
    expect((await state())?.steps).toEqual([
      { kind: 'BUILT', note: null },
      { kind: 'PUBLISHED', note: null },
      { kind: 'WITHDRAWN', note: 'wrong file ?' },
    ])
  })

  it('too near to another is refused unless a reason is given', async () => {
    const imported = await orderImport('folder: "autumn"')
    expect([imported.state, imported.refusal], server.output()).toEqual(['DONE', null])
    const { orderRelease } = await ask<{ orderRelease: Order }>(
      server.url,
      'mutation { orderRelease(stage: BASE, policy: PERTURBED) { id } }',
    )
    expect((await finished(orderRelease.id, 300_000)).refusal).toBe('TOO_SOON')
  })
})

describe('the catalogue', () => {
  interface Table {
    readonly file: string
    readonly columns: readonly string[]
    readonly rows: readonly { readonly key: string; readonly values: readonly string[]; readonly changed: boolean }[]
  }
  const services = async () => {
    const { catalogueTables } = await ask<{ catalogueTables: Table[] }>(
      server.url,
      '{ catalogueTables { file columns rows { key values changed } } }',
    )
    const table = catalogueTables.find(({ file }) => file === 'services.csv')
    if (!table) throw new Error('no services')
    return table
  }
  const rowOf = (table: Table, key: string) => {
    const values = table.rows.find((row) => row.key === key)?.values ?? []
    return table.columns.map((column, i) => ({ column, value: values[i] ?? '' }))
  }
  const change = async (before: unknown, after: unknown) =>
    finished(
      (
        await ask<{ orderCatalogueChange: string }>(
          server.url,
          'mutation Change($before: [ColumnValueInput!], $after: [ColumnValueInput!]) { orderCatalogueChange(file: "services.csv", before: $before, after: $after) }',
          { before, after },
        )
      ).orderCatalogueChange,
    )
  const withValue = (row: ReturnType<typeof rowOf>, column: string, value: string) =>
    row.map((one) => (one.column === column ? { column, value } : one))

  it('is changed row by row, checked whole, with who, when, before and after, and read by the next import', async () => {
    const before = rowOf(await services(), 'H01')
    const after = withValue(before, 'name_en', 'GP, renamed "in the web"')
    expect((await change(before, after)).state).toBe('DONE')
    const changed = await services()
    expect(changed.rows.find(({ key }) => key === 'H01')?.changed).toBe(true)
    expect(rowOf(changed, 'H01')).toEqual(after)
    const { catalogueChanges } = await ask<{ catalogueChanges: { by: string; key: string; before: object[]; after: object[] }[] }>(
      server.url,
      '{ catalogueChanges { by key before { column value } after { column value } } }',
    )
    expect(catalogueChanges).toHaveLength(1)
    expect(catalogueChanges[0]).toMatchObject({ by: 'Demo', key: 'H01' })
    expect(catalogueChanges[0]?.before).toEqual(expect.arrayContaining(before))
    expect(catalogueChanges[0]?.after).toEqual(expect.arrayContaining(after))
    // Whoever saw the row as it was is told so.
    await expect(change(before, withValue(before, 'name_en', 'Another'))).rejects.toThrow(/VERSION_CONFLICT/)
    expect((await orderImport('folder: "autumn"')).state).toBe('DONE')
  })

  it('takes no row that an import could not read', async () => {
    const before = rowOf(await services(), 'H02')
    for (const [column, value] of [
      ['sector', 'NONE'],
      ['use_rule', 'CONTACT_GT_N'],
      ['name_sv', ''],
      ['service_task', 'NOWHERE'],
    ] as const) {
      const order = await change(before, withValue(before, column, value))
      expect([column, order.state, order.refusal]).toEqual([column, 'REFUSED', 'CATALOGUE'])
      expect(order.problems[0]?.file).toBe('services.csv')
    }
    await expect(change(before, withValue(before, 'name_en', 'two\nlines'))).rejects.toThrow(/one line/)
    await expect(change(before, withValue(before, 'code', 'H99'))).rejects.toThrow(/names a row/)
    await expect(change(before, [...before, { column: 'other', value: 'x' }])).rejects.toThrow(/one line/)
    expect(rowOf(await services(), 'H02')).toEqual(before)
  })
})

describe('the audit log', () => {
  it('has each order, upload, import, build, publication, withdrawal and change, and is whole', async () => {
    const { auditEvents } = await ask<{ auditEvents: { events: { kind: string; subject: string; outcome: string; detail: string }[] } }>(
      server.url,
      '{ auditEvents(search: { kinds: [IMPORT, RELEASE, CATALOGUE] }) { events { kind subject outcome detail } } }',
    )
    const said = new Set(auditEvents.events.map(({ kind, subject, outcome }) => `${kind} ${subject} ${outcome}`))
    for (const one of [
      ...['IMPORT ORDER DONE', 'IMPORT IMPORT DONE', 'IMPORT IMPORT REFUSED', 'RELEASE ORDER DONE'],
      ...['RELEASE BUILD DONE', 'RELEASE BUILD REFUSED', 'RELEASE PUBLISH DONE', 'RELEASE WITHDRAW DONE'],
      ...['CATALOGUE ORDER DONE', 'CATALOGUE CHANGE DONE', 'CATALOGUE CHANGE REFUSED'],
    ])
      expect(said).toContain(one)
    expect(JSON.stringify(auditEvents)).not.toMatch(/renamed|SECRET/)
    expect(await ask(server.url, '{ auditChain { whole } }')).toEqual({ auditChain: { whole: true } })
  })
})

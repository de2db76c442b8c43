import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/database/sql.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import { onEachDatabase } from '../support/databases.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

const SMALL = { clients: 600, services: 6, municipalities: 3, centres: 2 }
const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const MATRIX =
  '{ release { id } usageMatrix { clients { count } services { code shortName(locale: SV) } counts lifts rowShares atLeast order(by: SIMILARITY) } overview { services { service { slug } clients { count atLeast } share } } }'

interface Reply {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly bytes: Buffer
  readonly text: string
}

onEachDatabase('the portal over HTTP', (databases) => {
  let database: Database
  let portal: Portal
  let port = 0
  let first: SyntheticRelease
  const web = mkdtempSync(path.join(tmpdir(), 'kooste-web-'))
  const lines: string[] = []

  const send = (method: string, where: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path: where, headers }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const bytes = Buffer.concat(parts)
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString('utf8') })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const post = (query: string, headers: Record<string, string> = {}) =>
    send('POST', '/graphql', { 'content-type': 'application/json', ...headers }, JSON.stringify({ query }))

  beforeAll(async () => {
    database = await databases.portal()
    mkdirSync(path.join(web, 'assets'))
    writeFileSync(path.join(web, 'index.html'), '<!doctype html><html><head><title>Kooste</title></head><body></body></html>')
    writeFileSync(path.join(web, 'assets/main-abc123.js'), 'export {}')
    portal = await createPortal({
      database,
      webDir: web,
      pollMilliseconds: 0,
      preparing: () => 'The demo county is being made: counting.',
      log: (line) => lines.push(line),
    })
    port = await portal.listen(0, '127.0.0.1')
  })
  afterAll(async () => {
    await portal.stop()
    rmSync(web, { recursive: true })
  })

  it('says that the first release is being prepared, and serves the web meanwhile', async () => {
    expect((await send('GET', '/healthz')).status).toBe(200)
    expect((await send('GET', '/readyz')).status).toBe(503)
    expect((await send('GET', '/matrix?age=80', { accept: 'text/html' })).text).toContain('Kooste')
    for (const query of ['{ release { id } }', '{ overview { clients { count } } }']) {
      const answer = JSON.parse((await post(query)).text)
      expect(answer.errors[0]).toMatchObject({ message: 'The demo county is being made: counting.', extensions: { code: 'NO_RELEASE' } })
    }
    expect(JSON.parse((await post('{ releases { id } }')).text)).toEqual({ data: { releases: [] } })
  })

  it('serves the first release once it is there', async () => {
    first = await publishSynthetic(database, { ...SMALL, seed: 1, publishedAt: day(1) })
    await portal.store.refresh()
    expect((await send('GET', '/readyz')).status).toBe(200)
    const answer = JSON.parse((await post('{ release { id } }')).text)
    expect(answer).toEqual({ data: { release: { id: first.id } } })
  })

  it('tells of a release what the county and the audit said', async () => {
    const { data } = JSON.parse(
      (
        await post(`{ release {
          id current demo name(locale: EN) countyCode dataDate windowFrom publishedAt contentHash
          policy { kind threshold complementExempt } rules { topShare socialServices socialTasks }
          certificate { stage tableHash cells published withheld families { kind audited of } narrowestInterval proven }
          importReport { importedAt warnings files { file read linkage rejected { reason rows } leftOut { reason rows } } }
          serviceTasks { slug } services { code sector task { slug name(locale: SV) } useRule useThreshold heavyRule heavyThreshold }
          municipalities { code centres { code } } centres { code municipality { code name } }
        } }`)
      ).text,
    )
    const { release } = data
    expect(release).toMatchObject({
      id: first.id,
      current: true,
      demo: true,
      name: 'County 16 en',
      countyCode: '16',
      dataDate: '2025-12-31',
      windowFrom: '2025-01-01',
      publishedAt: '2026-01-01T00:00:00.000Z',
      policy: { kind: 'EXACT', threshold: 5, complementExempt: [] },
      rules: { topShare: 0.1, socialServices: 3, socialTasks: 2 },
      certificate: { stage: 'base', tableHash: first.certificate.tableHash, proven: 0, narrowestInterval: 6 },
      serviceTasks: [{ slug: 'FAMILIES' }, { slug: 'WORKING_AGE' }],
      municipalities: [
        { code: 'M01', centres: [{ code: 'C01' }] },
        { code: 'M02', centres: [{ code: 'C02' }] },
        { code: 'M03', centres: [] },
      ],
      centres: [
        { code: 'C01', municipality: { code: 'M01', name: 'Municipality M01 fi' } },
        { code: 'C02', municipality: { code: 'M02', name: 'Municipality M02 fi' } },
      ],
    })
    expect(release.certificate.published + release.certificate.withheld).toBe(release.certificate.cells)
    expect(release.importReport.files[0]).toEqual({
      file: 'contacts.csv',
      read: 4200,
      linkage: 99,
      rejected: [{ reason: 'UNKNOWN_SERVICE', rows: null }],
      leftOut: [{ reason: 'OUTSIDE_WINDOW', rows: 12 }],
    })
    expect(release.services.map(({ code }: { code: string }) => code)).toEqual(first.layout.services)
    expect(release.services[1]).toMatchObject({
      sector: 'SOCIAL',
      task: { slug: 'FAMILIES', name: 'Task FAMILIES sv' },
      useRule: 'DECISION_IN_FORCE',
    })
    expect(release.services[2]).toMatchObject({ useRule: 'CONTACT_GT_N', useThreshold: 5, heavyRule: 'TOP_DECILE', heavyThreshold: null })
  })

  it('answers alike at the first and every later time, plain and compressed', async () => {
    const plain = await post(MATRIX)
    for (let later = 0; later < 3; later++) expect((await post(MATRIX)).text).toBe(plain.text)
    const br = await post(MATRIX, { 'accept-encoding': 'gzip, br' })
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.bytes).toString()).toBe(plain.text)
    for (let later = 0; later < 3; later++) {
      const again = await post(MATRIX, { 'accept-encoding': 'gzip, br' })
      expect(again.headers['content-encoding']).toBe('br')
      expect(again.bytes.equals(br.bytes)).toBe(true)
    }
    const gz = await post(MATRIX, { 'accept-encoding': 'gzip;q=0.8, br;q=0' })
    expect(gz.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gz.bytes).toString()).toBe(plain.text)
    expect(plain.headers['content-encoding']).toBeUndefined()
  })

  it('gives a kept answer the headers of a made one, none of them of the figures', async () => {
    const query = '{ usageMatrix(selection: { sexes: [MALE] }) { counts } }'
    const made = await post(query)
    // What is asked a second time is kept.
    await post(query)
    const kept = await post(query)
    const { date: _, ...headers } = made.headers
    expect(kept.headers).toMatchObject(headers)
    expect(Object.keys(kept.headers).sort()).toEqual(Object.keys(made.headers).sort())
    expect(made.headers.etag).toBeUndefined()
    expect(made.headers['cache-control']).toBe('no-store')
  })

  describe('refuses', () => {
    const code = (reply: Reply) => JSON.parse(reply.text).errors?.[0]?.extensions?.code
    it('a body that is no JSON', async () => {
      const reply = await send('POST', '/graphql', { 'content-type': 'application/json' }, '{"query":')
      expect([reply.status, code(reply)]).toEqual([400, 'BAD_REQUEST'])
    })
    it('a text with U+0000, which no database keeps', async () => {
      const reply = await post('{ release(id: "\\u0000") { id } }')
      expect([reply.status, code(reply)]).toEqual([400, 'BAD_REQUEST'])
    })
    it.each([
      ['a half', '\\ud800x', 400],
      ['the other half', 'x\\uDC00', 400],
      ['both in the wrong order', '\\udc00\\ud800', 400],
      ['a half behind an escaped backslash and the letters of one', '\\\\ud83d\\ude00', 400],
      ['a whole one', '\\ud83d\\ude00', 200],
      ['the letters of a half', '\\\\ud800', 200],
    ])('half a character, which no database keeps: %s', async (_, id, status) => {
      const asked = `{"variables":{"id":"${id}"}, "query":"query($id: ID) { release(id: $id) { id } }"}`
      const reply = await send('POST', '/graphql', { 'content-type': 'application/json' }, asked)
      expect([reply.status, code(reply)]).toEqual([status, status === 400 ? 'BAD_REQUEST' : 'RELEASE_NOT_FOUND'])
    })
    it('a body too large', async () => {
      const reply = await send('POST', '/graphql', { 'content-type': 'application/json' }, JSON.stringify({ query: ' '.repeat(200_000) }))
      expect([reply.status, reply.text]).toEqual([413, 'too large'])
    })
    it('a batch', async () => {
      const reply = await send(
        'POST',
        '/graphql',
        { 'content-type': 'application/json' },
        JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
      )
      expect(reply.status).toBe(400)
    })
    it('a form of another site', async () => {
      const reply = await send('POST', '/graphql', { 'content-type': 'text/plain' }, JSON.stringify({ query: '{ __typename }' }))
      expect(reply.status).toBe(400)
      expect((await send('GET', '/graphql?query=%7B__typename%7D')).status).toBe(400)
    })
    it('a query too deep', async () => {
      const deep = '{ release { centres { municipality { centres { municipality { centres { municipality { centres { code } } } } } } } } }'
      expect(code(await post(deep))).toBe('QUERY_TOO_COMPLEX')
    })
    it('a query for too much', async () => {
      const many = Array.from({ length: 60 }, (_, i) => `v${i}: usageMatrix { counts lifts }`).join(' ')
      expect(code(await post(`{ ${many} }`))).toBe('QUERY_TOO_COMPLEX')
    })
    it('a query of too many tokens', async () => {
      expect((await post(`{ ${'__typename '.repeat(5000)} }`)).status).toBe(400)
    })
    it('more than two hundred combinations', async () => {
      expect(code(await post('{ combinations(size: 2, first: 201) { lift } }'))).toBe('BAD_USER_INPUT')
      expect(code(await post('{ combinations(size: 2, first: 0) { lift } }'))).toBe('BAD_USER_INPUT')
    })
  })

  it('keeps what went wrong inside to itself', async () => {
    lines.length = 0
    await database.pool.query(`ALTER TABLE service_task RENAME TO hidden_table`)
    try {
      const reply = await post('{ release { serviceTasks { slug } } }')
      expect(JSON.parse(reply.text)).toEqual({
        errors: [{ message: 'The answer could not be made.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
        data: null,
      })
      expect(lines.join()).toContain('internal error')
      expect(lines.join()).not.toMatch(/hidden_table|service_task|SELECT/)
    } finally {
      await database.pool.query(`ALTER TABLE hidden_table RENAME TO service_task`)
    }
    expect(JSON.parse((await post('{ release { serviceTasks { slug } } }')).text).data.release.serviceTasks).toHaveLength(2)
  })

  it('sends the web with headers that let nothing foreign in', async () => {
    const page = await send('GET', '/service/S01', { accept: 'text/html' })
    const nonce = /csp-nonce" content="([^"]+)"/.exec(page.text)?.[1]
    expect(page.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(String(page.headers['content-security-policy'])).not.toContain('unsafe')
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['x-powered-by']).toBeUndefined()
    const script = await send('GET', '/assets/main-abc123.js')
    expect([script.status, script.text]).toEqual([200, 'export {}'])
    expect(script.headers['cache-control']).toContain('immutable')
    const small = await send('GET', '/assets/main-abc123.js', { 'accept-encoding': 'gzip, br' })
    expect(small.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
    })
    expect(small.headers['cache-control']).toContain('immutable')
    expect(brotliDecompressSync(small.bytes).toString()).toBe('export {}')
    for (const where of ['/assets/none.js', '/assets/..%2findex.html', '/assets/x/main-abc123.js', '/assets/..%2f..%2fpackage.json']) {
      expect([where, (await send('GET', where, { 'accept-encoding': 'br' })).status].join(' ')).toMatch(/ 40[34]$/)
    }
    expect((await send('GET', '/assets/none.js', { accept: '*/*' })).status).toBe(404)
    expect((await send('GET', '/../../package.json', { accept: 'application/json' })).status).toBe(404)
  })

  it('changes releases under load without a failed or mixed answer', async () => {
    let running = true
    const seen = new Map<string, number>()
    const failures: string[] = []
    const query = (n: number) => `{ release { id } usageMatrix { clients { count } counts } } # ${n % 3 === 0 ? n : 0}`
    let n = 0
    const load = Array.from({ length: 8 }, async () => {
      while (running) {
        const reply = await post(query(n++)).catch((cause: unknown) => ({ status: 0, text: String(cause) }))
        const answer = reply.status === 200 ? JSON.parse(reply.text) : null
        if (!answer?.data || answer.errors) failures.push(reply.text)
        else seen.set(`${answer.data.release.id} ${answer.data.usageMatrix.clients.count}`, 1)
      }
    })
    const published = [first]
    for (const seed of [2, 3, 4]) {
      published.push(await publishSynthetic(database, { ...SMALL, clients: 600 + seed, seed, publishedAt: day(seed) }))
      await portal.store.refresh()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    running = false
    await Promise.all(load)
    expect(failures).toEqual([])
    expect([...seen.keys()].sort()).toEqual(published.map(({ id, clients }) => `${id} ${clients.length}`).sort())
    const answer = JSON.parse(
      (
        await post(
          `{ a: overview(release: "${first.id}") { clients { count } } b: overview { clients { count } } releases { id current } }`,
        )
      ).text,
    )
    expect(answer.data.a.clients.count).toBe(600)
    const across = JSON.parse(
      (
        await post(
          `{ overviewDifference(releaseB: "${first.id}") { a { count } b { count } clients } overview(release: "${first.id}") { services { clients { count } } } }`,
        )
      ).text,
    ).data
    expect(across.overviewDifference.map(({ b }: { b: unknown }) => b)).toEqual(
      across.overview.services.map(({ clients }: { clients: unknown }) => clients),
    )
    for (const { a, b, clients } of across.overviewDifference) {
      expect(clients).toBe(a.count === null || b.count === null ? null : b.count - a.count)
    }
    expect(answer.data.b.clients.count).toBe(604)
    expect(answer.data.releases).toEqual(published.reverse().map(({ id }, i) => ({ id, current: i === 0 })))
  })

  it('forgets the answers of a release that is withdrawn', async () => {
    const query = '{ release { id } overview { clients { count } } }'
    const before = JSON.parse((await post(query)).text)
    await database.pool.query('UPDATE release SET withdrawn_at = now() WHERE id = $1', [before.data.release.id])
    await portal.store.refresh()
    const after = JSON.parse((await post(query)).text)
    expect(after.data.release.id).not.toBe(before.data.release.id)
    const gone = JSON.parse((await post(`{ overview(release: "${before.data.release.id}") { clients { count } } }`)).text)
    expect(gone.errors[0].extensions.code).toBe('RELEASE_NOT_FOUND')
  })

  it('stops after the requests under way, and takes no more', async () => {
    const other = await createPortal({ database, webDir: web, pollMilliseconds: 0 })
    const its = await other.listen(0, '127.0.0.1')
    const body = JSON.stringify({ query: '{ release { services { code task { slug } } } usageMatrix { counts } }' })
    const answers: Promise<string>[] = []
    /** Sends the head of a request; resolves, once the server has it, to what sends the rest. */
    const begin = () =>
      new Promise<() => void>((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), expect: '100-continue' }
        const sent = request({ host: '127.0.0.1', port: its, method: 'POST', path: '/graphql', headers })
        answers.push(
          new Promise((answered, failed) => {
            sent.on('error', failed)
            sent.on('response', (response) => {
              let text = ''
              response.on('data', (part) => {
                text += part
              })
              response.on('end', () => answered(text))
            })
          }),
        )
        sent.on('error', reject)
        sent.on('continue', () => resolve(() => sent.end(body)))
        sent.flushHeaders()
      })
    const underWay = await Promise.all([begin(), begin(), begin()])
    const stopping = other.stop()
    for (const finish of underWay) finish()
    await stopping
    for (const text of await Promise.all(answers)) expect(JSON.parse(text).errors).toBeUndefined()
    await expect(begin()).rejects.toThrow()
    await expect(answers.at(-1)).rejects.toThrow()
    expect((await post('{ __typename }')).status).toBe(200)
  })

  it('says nothing of figures in its log', () => {
    for (const line of lines) expect(line).toMatch(/^serving release [0-9a-f]{12}$|internal error/)
  })
})

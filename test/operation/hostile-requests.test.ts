import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, type RunningPortal, runPortal } from './running-portal.ts'

let portal: RunningPortal
beforeAll(async () => {
  portal = await runPortal({ bodySeconds: 1 })
})
afterAll(() => portal.close())

const times = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i)).join(' ')
const stillServes = async () => expect((await portal.ask({ query: '{ release { id } }' })).status).toBe(200)

describe('a question made to cost much', () => {
  it.each([
    ['nests deeply', `{ release ${'{ centres { municipality '.repeat(40)} { code } ${'} }'.repeat(40)} }`, 'QUERY_TOO_COMPLEX'],
    [
      'nests deeply through a fragment',
      `{ release { ...A } } fragment A on Release { centres { municipality { centres { municipality { centres { municipality { centres { code } } } } } } } }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'asks one view under a hundred names',
      `{ ${times(100, (i) => `v${i}: usageMatrix { counts lifts rowShares }`)} }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['asks one name under a thousand names', `{ ${times(900, (i) => `v${i}: __typename`)} }`, null],
    [
      'spreads a fragment that doubles',
      `{ release { ...F0 } } ${times(20, (i) => `fragment F${i} on Release { ...F${i + 1} ...F${i + 1} }`)} fragment F20 on Release { a: id b: id c: id d: id }`,
      null,
    ],
    [
      'spreads a fragment in a circle',
      '{ release { ...A } } fragment A on Release { ...B } fragment B on Release { ...A }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['has five hundred directives', `{ release { id ${'@include(if: true) '.repeat(500)} } }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['has too many words', `{ ${'__typename '.repeat(5000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['has a hundred operations', times(400, (i) => `query Q${i} { release { id } }`), 'OPERATION_RESOLUTION_FAILURE'],
    ['opens a thousand brackets', '{'.repeat(3900), 'GRAPHQL_PARSE_FAILED'],
    ['opens a thousand lists', `{ overview(selection: { sexes: ${'['.repeat(3000)} }) { clients { count } } }`, 'GRAPHQL_PARSE_FAILED'],
    ['asks ten thousand times one field', `{ release { ${'id '.repeat(3900)} } }`, null],
  ])('that %s is refused or answered at once', async (_, query, code) => {
    const started = performance.now()
    const reply = await portal.ask({ query })
    expect(performance.now() - started).toBeLessThan(3000)
    expect(reply.status).toBeLessThan(500)
    if (code !== null) expect(codeOf(reply)).toBe(code)
    await stillServes()
  })

  it('has variables that nest ten thousand times', async () => {
    const nested = `${'{"selection":'.repeat(10_000)}1${'}'.repeat(10_000)}`
    const reply = await portal.send(
      'POST',
      '/graphql',
      { 'content-type': 'application/json' },
      `{"query":"query ($selection: Selection) { overview(selection: $selection) { clients { count } } }","variables":{"selection":${nested.slice(0, 90_000)}}`,
    )
    expect(reply.status).toBe(400)
    await stillServes()
  })

  it('comes as a batch', async () => {
    const reply = await portal.ask(Array.from({ length: 500 }, () => ({ query: '{ usageMatrix { counts } }' })))
    expect(reply.status).toBe(400)
    expect(reply.text).not.toContain('counts')
  })
})

describe('a body made to cost much', () => {
  it('is too large, told or untold', async () => {
    const large = JSON.stringify({ query: ' '.repeat(150_000) })
    expect((await portal.send('POST', '/graphql', { 'content-type': 'application/json' }, large)).status).toBe(413)
    const chunked = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${`2710\r\n${'x'.repeat(10_000)}\r\n`.repeat(20)}0\r\n\r\n`
    expect(await portal.raw(chunked, 1500)).toMatch(/^HTTP\/1\.1 413 /)
    await stillServes()
  })

  it('says that it is a terabyte', async () => {
    const head = 'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1099511627776\r\n\r\n{'
    expect(await portal.raw(head, 4000)).toMatch(/^HTTP\/1\.1 4(08|13) /)
  })

  it('is a gzip bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, 0x20), { level: 9 })
    const before = process.memoryUsage().rss
    const reply = await portal.send(
      'POST',
      '/graphql',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      bomb.subarray(0, 90_000),
    )
    expect([400, 413]).toContain(reply.status)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20)
    await stillServes()
  })

  it('comes a byte at a time, and is told to stop', async () => {
    const started = performance.now()
    const answer = await portal.raw(
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"query"',
      8000,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('TOO_SLOW')
    expect(performance.now() - started).toBeLessThan(4000)
    await stillServes()
  })

  it('is announced by a head that never ends', async () => {
    const started = performance.now()
    expect(await portal.raw('POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ', 20_000)).toMatch(/^HTTP\/1\.1 408 /)
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('is announced by a head of a hundred kilobytes', async () => {
    expect(await portal.raw(`GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-long: ${'a'.repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('hides a second request in the first', async () => {
    const smuggled =
      'POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'
    const answer = await portal.raw(smuggled, 1500)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).not.toContain('200 OK')
  })
})

describe('an address made to leave the folder of the web', () => {
  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/....//....//secret.txt',
    '/assets/..%252f..%252fsecret.txt',
    '/assets/..%c0%af..%c0%afsecret.txt',
    '/assets/main-abc123.js%00.txt',
    '/assets//etc/passwd',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/assets/.%00./secret.txt',
  ])('%s gets nothing', async (where) => {
    for (const accept of ['text/html', '*/*', 'text/plain']) {
      const answer = await portal.raw(
        `GET ${where} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: ${accept}\r\naccept-encoding: br\r\nconnection: close\r\n\r\n`,
        2000,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 (200|400|403|404) /)
      expect(answer).not.toMatch(/never served|root:/)
      if (answer.startsWith('HTTP/1.1 200')) expect(answer).toContain('<title>Kooste</title>') // the page, which says that there is no such view
    }
  })
})

describe('text made to become a header', () => {
  it.each([
    '/%0d%0aset-cookie:%20a=b',
    '/matrix?age=%0d%0aset-cookie:%20a=b',
    '/assets/%0d%0aset-cookie:%20a=b.js',
    '/%E5%98%8D%E5%98%8Aset-cookie:a=b',
  ])('%s becomes none', async (where) => {
    for (const accept of ['text/html', '*/*']) {
      const { headers } = await portal.send('GET', where, { accept })
      expect(Object.keys(headers)).not.toContain('set-cookie')
      expect(JSON.stringify(headers)).not.toContain('a=b')
    }
  })

  it('takes no redirect to another site from an address or a host', async () => {
    for (const where of ['//evil.example/..', '/\\evil.example', '/assets', '/assets//evil.example/%2e%2e'])
      expect(JSON.stringify((await portal.send('GET', where, { host: 'evil.example', accept: 'text/html' })).headers)).not.toContain(
        'evil.example',
      )
  })
})

describe('every answer', () => {
  it.each([
    ['GET', '/', 'text/html'],
    ['GET', '/healthz', '*/*'],
    ['GET', '/assets/main-abc123.js', '*/*'],
    ['GET', '/assets/none.js', '*/*'],
    ['POST', '/graphql', '*/*'],
    ['TRACE', '/', '*/*'],
    ['GET', '/%ff', '*/*'],
  ])('to %s %s has the headers that let nothing foreign in', async (method, where, accept) => {
    const { headers } = await portal.send(method, where, { accept })
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none';/)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type DocumentNode, Kind } from 'graphql'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { DEMO_VIEWER } from '../../server/portal/access/viewer.ts'
import { readListedOperations } from '../../server/portal/operation/listed-operations.ts'
import { createClient } from '../../web/client.ts'
import { OPERATIONS } from '../attack/session.ts'
import { codeOf, LISTED, type RunningPortal, runPortal } from './running-portal.ts'

const OVERVIEW = '{ overview { clients { count } } }'
const nameOf = (document: DocumentNode) => document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)?.name?.value
const listedText = (name: string) => [...LISTED.values()].find((one) => one.name === name)?.text ?? ''
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a portal that runs listed operations only', () => {
  let portal: RunningPortal
  beforeAll(async () => {
    portal = await runPortal({ operations: 'listed', machinesAskAnything: true }, ({ headers }) =>
      headers['x-test-viewer'] === 'machine' || headers['x-test-viewer'] === 'person'
        ? { ...DEMO_VIEWER, kind: headers['x-test-viewer'], id: 'somebody' }
        : null,
    )
  })
  afterAll(() => portal.close())

  it('answers every operation of the web as its own client sends it', async () => {
    const plain = globalThis.fetch
    const replies: string[] = []
    globalThis.fetch = async (_, init) => {
      const reply = await plain(`http://127.0.0.1:${portal.port}/graphql`, init)
      replies.push(await reply.clone().text())
      return reply
    }
    onTestFinished(() => {
      globalThis.fetch = plain
    })
    const client = createClient()
    const asked = OPERATIONS.filter(([, document]) => nameOf(document) !== undefined)
    expect(asked.length).toBeGreaterThan(8)
    for (const [, query] of asked) {
      const variables = { service: 'S01', size: 2, order: 'CLIENTS', locale: 'FI' }
      const asks = query.definitions.some((one) => one.kind === 'OperationDefinition' && one.operation === 'query')
      await (asks
        ? client.query({ query, variables, fetchPolicy: 'no-cache', errorPolicy: 'all' })
        : client.mutate({ mutation: query, variables, errorPolicy: 'all' })
      ).catch(() => null)
    }
    expect(replies).toHaveLength(asked.length)
    for (const reply of replies) expect(reply).not.toContain('OPERATION_NOT_LISTED')
    expect(replies.filter((reply) => reply.startsWith('{"data":{')).length).toBeGreaterThan(8)
  })

  it('answers a hash as it answers the text', async () => {
    const text = listedText('About')
    const whole = await portal.ask({ query: text, variables: {} })
    const hash = await portal.ask({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } } })
    expect(whole.status).toBe(200)
    expect(JSON.parse(hash.text)).toEqual(JSON.parse(whole.text))
    expect(JSON.parse(whole.text).data.release.id).toBe(portal.release.id)
  })

  it.each([
    ['another question', { query: OVERVIEW }],
    ['a listed text with one field more', { query: listedText('About').replace('contentHash', 'contentHash countyCode') }],
    ['a listed text with a blank more', { query: `${listedText('About')} ` }],
    ['a listed hash beside another text', { query: OVERVIEW, extensions: { persistedQuery: { sha256Hash: sha256(listedText('About')) } } }],
    ['a hash that is not listed', { extensions: { persistedQuery: { sha256Hash: sha256(OVERVIEW) } } }],
    ['the name of a property of every object as a hash', { extensions: { persistedQuery: { sha256Hash: '__proto__' } } }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
  ])('refuses %s', async (_, question) => {
    const reply = await portal.ask(question)
    expect([reply.status, codeOf(reply)]).toEqual([400, 'OPERATION_NOT_LISTED'])
    expect(reply.text).not.toMatch(/\d{2,}|overview|countyCode/)
  })

  it.each([
    ['a batch', [{ query: listedText('About') }]],
    ['nothing', null],
    ['a text alone', listedText('About')],
    ['a question that is no text', { query: { kind: 'Document' } }],
  ])('refuses %s as no question', async (_, question) => {
    const reply = await portal.ask(question)
    expect([reply.status, codeOf(reply)]).toEqual([400, 'BAD_REQUEST'])
  })

  it('refuses questions in the address, whatever the headers', async () => {
    const where = `/graphql?query=${encodeURIComponent(OVERVIEW)}`
    for (const headers of [
      {},
      { 'apollo-require-preflight': 'true' },
      { 'x-apollo-operation-name': 'x', 'content-type': 'application/json' },
    ]) {
      const reply = await portal.send('GET', where, headers)
      expect(reply.status).toBe(400)
      expect(reply.text).not.toContain('count')
    }
  })

  it('lets machines ask anything where that is configured, and nobody else', async () => {
    const machine = await portal.ask({ query: OVERVIEW }, { 'x-test-viewer': 'machine' })
    expect(JSON.parse(machine.text).data.overview.clients.count).toBe(400)
    expect(codeOf(await portal.ask({ query: OVERVIEW }, { 'x-test-viewer': 'person' }))).toBe('OPERATION_NOT_LISTED')
  })

  it('tells machines nothing of the schema, by introspection or by suggestion', async () => {
    const machine = { 'x-test-viewer': 'machine' }
    const introspection = await portal.ask({ query: '{ __schema { types { name } } }' }, machine)
    expect(codeOf(introspection)).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(introspection.text).not.toContain('UsageMatrix')
    const misspelt = await portal.ask({ query: '{ overvew { clients { count } } }' }, machine)
    expect(misspelt.text).toContain('Cannot query field')
    expect(misspelt.text).not.toMatch(/Did you mean|overview"/)
  })

  it('notes the operation by its listed name, and made-up names not at all', async () => {
    const before = portal.requests.length
    await portal.ask({ query: listedText('About'), operationName: 'Patient010190123A' })
    await portal.ask({ query: 'query Patient010190123A { release { id } }' })
    const noted = portal.requests.slice(before)
    expect(noted.map(({ route, operation, status }) => [route, operation, status])).toEqual([
      ['graphql', 'About', 200],
      ['graphql', undefined, 400],
    ])
    expect(JSON.stringify(noted)).not.toContain('010190')
  })
})

describe('the list of operations', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'kooste-list-')), 'operations.json')
  afterAll(() => rmSync(path.dirname(file), { recursive: true }))

  it('is read as it was written', () => {
    writeFileSync(file, JSON.stringify(Object.fromEntries(LISTED)))
    expect(readListedOperations(file)).toEqual(LISTED)
  })
  it('is refused where a text was changed under its hash', () => {
    const [[hash, one] = ['', { name: '', text: '' }]] = LISTED
    writeFileSync(file, JSON.stringify({ [hash]: { ...one, text: OVERVIEW } }))
    expect(() => readListedOperations(file)).toThrow('damaged')
  })
  it('is absent where the web was not built', () => {
    expect(readListedOperations(`${file}.none`)).toBeNull()
  })
})

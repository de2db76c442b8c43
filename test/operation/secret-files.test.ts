import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-secrets-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))
const file = (content: string) => {
  const at = path.join(mkdtempSync(path.join(work, 's')), 'secret')
  writeFileSync(at, content)
  return at
}
const KEY = 'a key for tests, of no county at all'

describe('a secret', () => {
  it('is read from the file that is named, without the end of its line', () => {
    const read = readConfig({ KOOSTE_PSEUDONYM_KEY_FILE: file(`${KEY}\n`), DATABASE_URL_FILE: file('postgresql://u:p@h/d\n') })
    if (read.kind !== 'config') throw new Error(read.reason)
    expect(read.config.pseudonymKey).toEqual(Buffer.from(KEY))
    expect(read.config.portal).toEqual({ kind: 'server', url: 'postgresql://u:p@h/d' })
  })
  it.each([
    [
      'given twice',
      { KOOSTE_PSEUDONYM_KEY: KEY, KOOSTE_PSEUDONYM_KEY_FILE: file(KEY) },
      'KOOSTE_PSEUDONYM_KEY and KOOSTE_PSEUDONYM_KEY_FILE are both set: give one of them.',
    ],
    ['of a file that is not there', { VAULT_URL_FILE: path.join(work, 'none') }, 'VAULT_URL_FILE names a file that cannot be read.'],
    ['of an empty file', { DATABASE_URL_FILE: file(' \n') }, 'DATABASE_URL_FILE names an empty file.'],
    ['of a folder', { DATABASE_URL_FILE: work }, 'DATABASE_URL_FILE names a file that cannot be read.'],
  ])('%s is refused in one line that does not show it', (_, env, reason) => {
    expect(readConfig(env)).toEqual({ kind: 'refused', reason })
  })
  it('that is too short is refused as it is by environment, and not shown', () => {
    const read = readConfig({ KOOSTE_PSEUDONYM_KEY_FILE: file('sesame') })
    expect(read).toMatchObject({ kind: 'refused', reason: expect.stringContaining('at least 32 characters') })
    expect(JSON.stringify(read)).not.toContain('sesame')
  })
  it('is not taken from other names that end in _FILE', () => {
    expect(readConfig({ SOME_FILE: '/etc/shadow', PORT_FILE: '/etc/shadow' }).kind).toBe('config')
  })
})

describe('the settings of operation', () => {
  const operation = (env: NodeJS.ProcessEnv) => {
    const read = readConfig(env)
    return read.kind === 'config' ? read.config.operation : read.reason
  }
  it('are open for a portal of its own folder, and strict for one with a database server', () => {
    expect(operation({})).toMatchObject({
      operations: 'any',
      log: 'text',
      requestsPerMinute: null,
      pointsPerMinute: null,
      management: null,
    })
    expect(operation({ DATABASE_URL: 'postgresql://h/d' })).toMatchObject({
      ...{ operations: 'listed', log: 'json', requestsPerMinute: 600, pointsPerMinute: 100_000 },
      ...{ machinesAskAnything: false, management: null },
    })
  })
  it('may be lifted one by one', () => {
    const lifted = {
      DATABASE_URL: 'postgresql://h/d',
      KOOSTE_REQUESTS_PER_MINUTE: '0',
      KOOSTE_POINTS_PER_MINUTE: '0',
      KOOSTE_OPERATIONS: 'any',
      KOOSTE_LOG: 'text',
    }
    expect(operation(lifted)).toMatchObject({ operations: 'any', log: 'text', requestsPerMinute: null, pointsPerMinute: null })
  })
  it('put the management server on loopback unless told otherwise', () => {
    expect(operation({ KOOSTE_MANAGEMENT_PORT: '9464' })).toMatchObject({ management: { host: '127.0.0.1', port: 9464 } })
  })
  it.each([
    ['KOOSTE_OPERATIONS', 'some'],
    ['KOOSTE_MACHINES_ASK', 'all'],
    ['KOOSTE_LOG', 'xml'],
    ['KOOSTE_REQUESTS_PER_MINUTE', '-1'],
    ['KOOSTE_POINTS_PER_MINUTE', 'many'],
    ['KOOSTE_BODY_SECONDS', '0'],
    ['KOOSTE_MANAGEMENT_PORT', '99999'],
  ])('refuse %s=%s in a line that names it', (name, value) => {
    expect(operation({ [name]: value })).toContain(name)
  })
})

/** What a new operator meets: an old Node, a folder that cannot be written, a misspelt name, another key. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { failureText } from '../../server/commands/failure-text.ts'
import { readConfig } from '../../server/config.ts'
import { makeDataFolder } from '../../server/database/data-folder.ts'
import { kooste } from '../support/program.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-operator-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

describe('an old Node', () => {
  it.each(['18.20.8', '20.18.3'])('%s is told which one is needed, before anything else', (version) => {
    const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'server/launch.mjs', 'status'],
      { encoding: 'utf8' },
    )
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`Kooste needs Node 20.19 or later, and this is ${version}: install a later one (https://nodejs.org).\n`)
  })
})

describe('a folder that cannot be written', () => {
  const file = path.join(work, 'file')
  writeFileSync(file, '')
  const remedy = 'Give the user that runs Kooste this folder and all that is in it, or set KOOSTE_DATA to a folder of its own'

  it.each([
    ['a file', file],
    ['below a file', path.join(file, 'data')],
  ])('as %s is named, with why and what to do', async (_, folder) => {
    const { code, stdout, stderr } = await kooste(['status', '--json'], { KOOSTE_DATA: folder })
    expect(code).toBe(1)
    expect(stderr).toMatch(new RegExp(`^the folder ${folder} cannot be written: E`))
    expect(stderr).toContain(remedy)
    expect(JSON.parse(stdout)).toEqual({ exit: 1, error: stderr.trimEnd() })
  })

  it('has the same remedy whatever keeps it from being written, but for a full disk', () => {
    const textOf = (code: string) => {
      try {
        makeDataFolder(path.join(file, 'data'))
      } catch (cause) {
        if (cause instanceof Error && cause.cause instanceof Error) Object.assign(cause.cause, { code, message: code })
        return failureText(cause)
      }
      return ''
    }
    for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR']) expect(textOf(code)).toContain(remedy)
    expect(textOf('ENOSPC')).toContain('The disk is full.')
  })
})

describe('a database that a URL names and the server does not have', () => {
  it('is told with the settings that may be wrong', () => {
    const missing = Object.assign(new Error('database "nodb" does not exist'), { code: '3D000' })
    expect(failureText(missing)).toMatch(/^database "nodb" does not exist\. Correct DATABASE_URL or VAULT_URL/)
    const denied = Object.assign(new Error('password authentication failed for user "kooste"'), { code: '28P01' })
    expect(failureText(denied)).toContain('Correct DATABASE_URL or VAULT_URL')
  })
})

describe('a setting that is not known', () => {
  const reasonFor = (environment: NodeJS.ProcessEnv) => {
    const read = readConfig(environment)
    return read.kind === 'refused' ? read.reason : null
  }
  it.each([
    ['KOOSTE_TWO_PERSON', 'Is KOOSTE_TWO_PERSONS meant?'],
    ['kooste_threshold', 'Is KOOSTE_THRESHOLD meant?'],
    ['KOOSTE_DATABASE_URL', 'Is DATABASE_URL meant?'],
    ['KOOSTE_PSEUDONYM_KEY_FIEL', 'Is KOOSTE_PSEUDONYM_KEY meant?'],
  ])('%s is refused with the nearest that is', (name, meant) => {
    expect(reasonFor({ [name]: 'x' })).toBe(`There is no setting ${name}. ${meant} See: kooste --help`)
  })
  it('is refused without one where none is near', () => {
    expect(reasonFor({ KOOSTE_COLOUR: 'red' })).toBe('There is no setting KOOSTE_COLOUR. See: kooste --help')
  })
  it('is not one of another program, of Kubernetes, of a file, or empty', () => {
    const others = { THRESHOLD: '3', KOOSTE_PORT: 'tcp://10.0.0.1:80', KOOSTE_SERVICE_HOST: '10.0.0.1', KOOSTE_COLOUR: ' ' }
    const file = path.join(work, 'threshold')
    writeFileSync(file, '7')
    const read = readConfig({ ...others, KOOSTE_THRESHOLD_FILE: file })
    expect(read.kind === 'config' && read.config.threshold).toBe(7)
  })
})

describe('--json', () => {
  it.each([
    [['release', '--json'], { KOOSTE_THRESHOLD: '4' }, 2, 'KOOSTE_THRESHOLD must be'],
    [['status', '--colour', '--json'], {}, 2, '--colour'],
    [['audit', 'read', '--json'], {}, 2, 'audit takes verify or export.'],
    [['import', '.', '--data-date', '2025-09-30', '--json'], {}, 2, 'KOOSTE_PSEUDONYM_KEY is not set'],
  ])('of %j that fails is one document with the error', async (words, settings, exit, error) => {
    const ran = await kooste(words, settings)
    expect(ran.code).toBe(exit)
    expect(JSON.parse(ran.stdout)).toEqual({ exit, error: expect.stringContaining(error) })
  })
})

describe('another key than that of an earlier import', () => {
  it('stops the import and the release of noise with a word on what to do, and changes nothing', async () => {
    const extracts = path.join(work, 'extracts')
    const settings = { KOOSTE_DATA: path.join(work, 'data'), KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all' }
    const other = { ...settings, KOOSTE_PSEUDONYM_KEY: 'another key for tests, of no county at all' }
    expect((await kooste(['demo', extracts, '--residents', '2000'], {})).code).toBe(0)
    const importing = ['import', extracts, '--data-date', '2025-09-30']
    expect((await kooste(importing, settings)).code).toBe(0)
    const before = (await kooste(['status'], settings)).stdout
    for (const words of [importing, ['release', '--policy', 'perturbed']]) {
      const { code, stderr } = await kooste(words, other)
      expect([code, stderr]).toEqual([2, expect.stringContaining('KOOSTE_PSEUDONYM_KEY is not the key')])
      expect(stderr).toContain("from the county's safe")
    }
    expect((await kooste(['status'], settings)).stdout).toBe(before)
    expect((await kooste(importing, settings)).code).toBe(0)
  })
})

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SETTINGS } from '../../server/config.ts'
import { ask, kooste, type RunningServer, spawnKooste, startServer } from '../support/program.ts'

const NMES = path.resolve(import.meta.dirname, '../../../shared/data/nmes1988')
const KEY = 'a key for tests, of no county at all'
const work = mkdtempSync(path.join(tmpdir(), 'kooste-cli-'))
const settings = { KOOSTE_DATA: path.join(work, 'data'), KOOSTE_PSEUDONYM_KEY: KEY, KOOSTE_MODE: 'local' }
afterAll(() => rmSync(work, { recursive: true, force: true }))

describe('the words of the command line', () => {
  it('lists every command, setting and exit code', async () => {
    const { code, stdout } = await kooste(['--help'], {})
    expect(code).toBe(0)
    for (const name of ['demo', 'import', 'release', 'status', 'serve', 'verify', 'audit']) expect(stdout).toContain(`  ${name} `)
    for (const [name] of SETTINGS) expect(stdout).toContain(name)
    expect(stdout).toContain('3  import stopped')
  })

  it.each([
    [['fly'], {}, "no command 'fly'"],
    [['relase'], {}, "There is no command 'relase'. Is 'release' meant?"],
    [['import', 'one', 'two'], {}, "'import' takes 1 word beside its options."],
    [['status', 'now'], {}, "'status' takes no word beside its options."],
    [['release'], { KOOSTE_TRESHOLD: '10' }, 'There is no setting KOOSTE_TRESHOLD. Is KOOSTE_THRESHOLD meant?'],
    [['import'], {}, "'import' takes 1 word"],
    [['release', '--colour', 'red'], {}, '--colour'],
    [['import', '.', '--data-date', '2025-02-30'], {}, '--data-date takes a date'],
    [['import', '.', '--data-date', '2999-12-31'], { KOOSTE_DATA: work }, '--data-date takes a date that has passed'],
    [['status'], { KOOSTE_PROXY: 'proxy.internal' }, 'KOOSTE_PROXY names the proxies'],
    [['import', '.', '--data-date', '2025-09-30'], { KOOSTE_DATA: work }, 'KOOSTE_PSEUDONYM_KEY is not set'],
    [['release'], { KOOSTE_THRESHOLD: '4' }, 'KOOSTE_THRESHOLD must be a whole number of at least 5'],
    [['status'], { PORT: 'high' }, 'PORT must be a port number'],
    [['status'], { DATABASE_URL: 'postgresql://a/b', VAULT_URL: 'postgresql://a/b' }, 'must be two databases'],
    [['release'], { KOOSTE_PSEUDONYM_KEY: 'short' }, 'at least 32 characters'],
  ])('refuses %j with one clear line', async (words, given, reason) => {
    const { code, stdout, stderr } = await kooste(words, given)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(reason)
  })

  it('says that there is nothing to release yet', async () => {
    const { code, stderr } = await kooste(['release'], { KOOSTE_DATA: path.join(work, 'empty'), KOOSTE_PSEUDONYM_KEY: KEY })
    expect(code).toBe(6)
    expect(stderr).toContain('The vault has no import')
  })
})

describe('the first start', () => {
  const first = { KOOSTE_DATA: path.join(work, 'first') }
  const clients = async ({ url }: RunningServer) =>
    (await ask<{ overview: { clients: { count: number } } }>(url, '{ overview { clients { count } } }')).overview.clients.count

  it('makes, imports, releases and serves the demo county, and the next start serves it again', async () => {
    const server = await startServer(first, 400_000)
    expect(await clients(server)).toBe(67_723)
    await server.stop()
    const again = await startServer(first, 60_000)
    expect(await clients(again)).toBe(67_723)
    expect(again.output()).not.toContain('writing the demo county')
    await again.stop()
  }, 600_000)

  it('is refused where the port is taken, and leaves the folder free', async () => {
    const server = await startServer(first, 60_000)
    const other = { KOOSTE_DATA: path.join(work, 'other'), PORT: new URL(server.url).port }
    const refused = await kooste(['serve'], other)
    expect([refused.code, refused.stderr]).toEqual([5, expect.stringContaining('is in use')])
    await server.stop()
    expect((await kooste(['status'], other)).code).toBe(0)
  })
})

describe.skipIf(!existsSync(NMES))('NMES 1988 through the command line (skipped where ../shared is absent)', () => {
  let server: RunningServer
  const importing = (dir: string) => ['import', dir, '--catalogue', path.join(NMES, 'catalogue'), '--data-date', '1988-12-31', '--json']

  beforeAll(async () => {
    const imported = await kooste(importing(NMES), settings)
    expect(imported.code, imported.stderr).toBe(0)
    const report = JSON.parse(imported.stdout)
    expect(report.clients).toBe(4406)
    expect(imported.stderr).toMatch(/Data date 1988-12-31, county .+, catalogue .*nmes1988\/catalogue\./)
    expect(report.files['decisions.csv'].read).toBe(402)
    const released = await kooste(['release', '--json'], settings)
    expect(released.code, released.stderr).toBe(0)
    const { certificate, usefulness } = JSON.parse(released.stdout)
    expect([certificate.stage, certificate.audit.proven]).toEqual(['lifted', 0])
    // All selections of 7 services are audited whole; what is left to read is held by shares of the cells of five or more.
    expect(certificate.audit.families.find(({ kind }: { kind: string }) => kind === 'wide')).toEqual({ kind: 'wide', audited: 45, of: 45 })
    const shares = usefulness.map(({ shown, of }: { shown: number; of: number }) => shown / of)
    // The design's page names .664 / .794 / .896 for a joint program of all pairs (G4), which keeps no sums of groups.
    ;[0.655, 0.795, 0.899].forEach((least, level) => {
      expect(shares[level]).toBeGreaterThan(least)
    })
    server = await startServer(settings)
  })
  afterAll(() => server.stop())

  it('serves the totals of its readme', async () => {
    const { all, women, men } = await ask<Record<string, { clients: { count: number } }>>(
      server.url,
      '{ all: overview { clients { count } } women: overview(selection: { sexes: [FEMALE] }) { clients { count } } men: overview(selection: { sexes: [MALE] }) { clients { count } } }',
    )
    expect([all, women, men].map((one) => one?.clients.count)).toEqual([4406, 2628, 1778])
  })

  it('tells its state while the server holds the portal', async () => {
    const { code, stdout } = await kooste(['status', '--json'], { ...settings, PORT: new URL(server.url).port })
    expect(code).toBe(0)
    const state = JSON.parse(stdout)
    expect(state.vault.rows).toEqual([expect.objectContaining({ dataDate: '1988-12-31', county: 'NMES' })])
    expect(state.portal.kind).toBe('in use')
    expect(state.serving).toMatch(/^[0-9a-f]{12}$/)
  })

  it('leaves vault and release as they were when too many rows are bad, without a word of them', async () => {
    const bad = path.join(work, 'bad')
    cpSync(NMES, bad, { recursive: true })
    const lines = readFileSync(path.join(bad, 'decisions.csv'), 'utf8').trimEnd().split('\n')
    writeFileSync(
      path.join(bad, 'decisions.csv'),
      [...lines.slice(0, 300), ...lines.slice(300, 330).map(() => 'SECRET77,MCD,1988-13-01,'), ''].join('\n'),
    )
    const { code, stdout, stderr } = await kooste(importing(bad), settings)
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toEqual({ exit: 3, error: expect.stringMatching(/BAD_DATE in 30 of \d+ rows/) })
    expect(stdout).not.toContain('SECRET77')
    expect(stderr).toMatch(/decisions\.csv: \w+ in \d+ of \d+ rows, first in line 301/)
    expect(stderr).toMatch(/BAD_DATE in 30 of \d+ rows, first in line 301, 302, 303, 304, 305: no day as YYYY-MM-DD/)
    expect(stderr).not.toContain('SECRET77')
    const { stdout: after } = await kooste(['status', '--json'], settings)
    expect(JSON.parse(after).vault.rows).toHaveLength(1)
    const { overview } = await ask<{ overview: { clients: { count: number } } }>(server.url, '{ overview { clients { count } } }')
    expect(overview.clients.count).toBe(4406)
  })

  it('names a missing file and a column that is not known', async () => {
    const empty = mkdtempSync(path.join(work, 'none-'))
    const missing = await kooste(importing(empty), settings)
    expect([missing.code, missing.stderr]).toEqual([4, expect.stringContaining('clients.csv: neither it nor clients.csv.gz')])
    cpSync(NMES, empty, { recursive: true })
    const clients = readFileSync(path.join(empty, 'clients.csv'), 'utf8')
    writeFileSync(path.join(empty, 'clients.csv'), clients.replace('centre', 'nickname'))
    const unknown = await kooste(importing(empty), settings)
    expect(unknown.code).toBe(4)
    expect(unknown.stderr).toMatch(/column (nickname|centre)/)
  })

  it('keeps the last import when one is killed half way, and takes the next', async () => {
    const child = spawnKooste(importing(NMES), settings)
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (part: Buffer) => {
        if (part.toString().includes('reading contacts.csv')) child.kill('SIGKILL')
      })
      child.once('exit', () => resolve())
    })
    expect(child.signalCode).toBe('SIGKILL')
    const { stdout } = await kooste(['status', '--json'], settings)
    expect(JSON.parse(stdout).vault.rows).toHaveLength(1)
    expect((await kooste(importing(NMES), settings)).code).toBe(0)
  })

  it('replaces the served release under load, without a restart and without a failed request', async () => {
    const fewer = mkdtempSync(path.join(work, 'fewer-'))
    cpSync(NMES, fewer, { recursive: true })
    const contacts = readFileSync(path.join(fewer, 'contacts.csv'), 'utf8').split('\n')
    writeFileSync(
      path.join(fewer, 'contacts.csv'),
      contacts
        .filter((_, line) => line < 30_000)
        .join('\n')
        .concat('\n'),
    )
    const current = async () => (await ask<{ release: { id: string } }>(server.url, '{ release { id } usageMatrix { counts } }')).release.id
    const before = await current()
    expect((await kooste(importing(fewer), settings)).code).toBe(0)
    let releasing = true
    const seen = new Set<string>()
    const load = (async () => {
      while (releasing) seen.add(await current())
    })()
    const refused = await kooste(['release', '--json'], settings)
    expect([refused.code, refused.stderr]).toEqual([9, expect.stringContaining('--sooner')])
    const { code, stdout, stderr } = await kooste(['release', '--stage', 'base', '--sooner', 'a wrong extract', '--json'], settings)
    expect(code, stderr).toBe(0)
    seen.add(await current())
    releasing = false
    await load
    const { release } = JSON.parse(stdout)
    expect([...seen]).toEqual([before, release])
    expect(release).not.toBe(before)
  })
})

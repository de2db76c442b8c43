import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oneLine, programLog } from '../../server/portal/operation/program-log.ts'
import { type RunningPortal, runPortal } from './running-portal.ts'

/** What somebody may type to make a line of the log, or to wipe one. */
const FORGED = [
  'x\nKooste: serving release ffffffffffff',
  'x\r\n{"level":"info","msg":"forged"}',
  '\u001b[2J\u001b[1;1Hwiped',
  'x\u2028forged',
  'x\u0085forged',
  'a\u202egnp.exe',
  '\u0000',
  '"},{"level":"info","msg":"forged"}',
  'x\u200bforged',
]

describe('a log line', () => {
  it.each(FORGED)('stays one line without commands to a terminal: %j', (text) => {
    const written: string[] = []
    programLog('text', (line) => written.push(line)).line(`release ${text} is damaged`)
    expect(written).toHaveLength(1)
    expect(written[0]).toMatch(/^[\p{L}\p{N}\p{P}\p{S} ]+$/u)
    expect(written[0]).not.toMatch(/\p{Cc}|\p{Cf}/u)
  })
  it('keeps the letters of three languages', () => {
    expect(oneLine('Hyvinvointialue Åäö – 12 %')).toBe('Hyvinvointialue Åäö – 12 %')
  })
  it('is one JSON document with time and level, whatever is in it', () => {
    const program = `
      const { programLog } = await import(${JSON.stringify(new URL('../../server/portal/operation/program-log.ts', import.meta.url).href)})
      const log = programLog('json', () => { throw new Error('not by this way') })
      for (const text of ${JSON.stringify(FORGED)}) log.line(text)
      log.request({ method: 'GET', route: 'page', status: 200, milliseconds: 1.5 })
      log.warn('audit: events wait\\nto be written')`
    const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    const lines = stderr.trimEnd().split('\n')
    const warning = JSON.parse(lines.pop() ?? '')
    expect([warning.level, warning.msg]).toEqual(['warn', 'audit: events wait\\u000ato be written'])
    expect(lines).toHaveLength(FORGED.length + 1)
    const entries = lines.map((line) => JSON.parse(line))
    for (const entry of entries) {
      expect(entry.level).toBe('info')
      expect(entry.time).toMatch(/^\d{4}-\d\d-\d\dT/)
    }
    expect(entries.slice(0, -1).map(({ msg }) => msg)).toEqual(FORGED.map(oneLine))
    expect(entries.at(-1)).toMatchObject({ msg: 'request', method: 'GET', route: 'page', status: 200, milliseconds: 1.5 })
    expect(entries.some(({ msg }) => msg === 'forged')).toBe(false)
  })
})

describe('the log of a portal', () => {
  let portal: RunningPortal
  beforeAll(async () => {
    portal = await runPortal()
  })
  afterAll(() => portal.close())

  it('notes a request by its kind, and nothing that its sender chose', async () => {
    const secret = '010190-123A'
    await portal.send('GET', `/matrix?municipality=${secret}`, {
      accept: 'text/html',
      'user-agent': secret,
      'x-forwarded-for': secret,
      referer: secret,
    })
    await portal.send('GET', `/assets/${secret}`)
    await portal.send('GET', `/${secret}%0aforged`, { accept: '*/*' })
    await portal.raw(`${secret} / HTTP/1.1\r\nhost: a\r\n\r\n`, 500)
    await portal.ask({
      query: `query P${secret.slice(0, 6)} { coUsage(service: "${secret}") { clients { count } } }`,
      variables: { x: secret },
    })
    await portal.send('POST', '/graphql', { 'content-type': 'application/json' }, `{"${secret}`)
    await portal.send('POST', `/${secret}`, {}, secret)
    expect(portal.requests.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      'GET page 200',
      'GET asset 404',
      'GET page 200',
      'POST graphql 200',
      'POST graphql 400',
      'POST other 404',
    ])
    const all = JSON.stringify([portal.lines, portal.requests])
    expect(all).not.toContain('010190')
    expect(all).not.toContain('forged')
    expect(all).not.toContain('count')
    expect(portal.lines.join()).not.toContain('400') // clients of the county
  })
})

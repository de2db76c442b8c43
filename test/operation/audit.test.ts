import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

/** A stand-in for npm that answers as its audit service would. */
const bin = mkdtempSync(path.join(tmpdir(), 'kooste-audit-'))
afterAll(() => rmSync(bin, { recursive: true, force: true }))
function audited(answer: string): { readonly status: number | null; readonly text: string } {
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\ncat <<'END'\n${answer}\nEND\nexit 1\n`)
  chmodSync(path.join(bin, 'npm'), 0o755)
  const ran = spawnSync(process.execPath, ['test/audit.mjs'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  })
  return { status: ran.status, text: ran.stdout + ran.stderr }
}
const advisory = (severity: string) =>
  JSON.stringify({
    vulnerabilities: { pkg: { via: ['other', { name: 'pkg', title: 'Bad thing', url: 'https://example.org/1', severity }] } },
  })

describe('the audit of dependencies', () => {
  it.each(['high', 'critical'])('fails on a %s advisory', (severity) => {
    expect(audited(advisory(severity))).toEqual({ status: 1, text: 'audit: pkg: Bad thing (https://example.org/1)\n' })
  })
  it('passes lower ones', () => expect(audited(advisory('moderate')).status).toBe(0))
  it.each(['', '{"message":"audit endpoint returned an error"}', '<html>proxy</html>'])(
    'says that it could not ask, and passes: %j',
    (answer) => {
      expect(audited(answer)).toEqual({ status: 0, text: 'audit: the audit service could not be asked; nothing was checked\n' })
    },
  )
})

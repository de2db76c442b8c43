/** A document that names a test or a file that is not there promises what nobody checks. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SETTINGS } from '../../server/config.ts'

const DOCUMENTS = ['docs/security.md', 'docs/dpia.md', 'docs/operations.md', 'docs/disclosure.md', 'docs/extracts.md', 'README.md']

describe.each(DOCUMENTS)('%s', (document) => {
  const text = readFileSync(document, 'utf8')

  it('names files that are there', () => {
    const named = [...text.matchAll(/`((?:test|server|web|prisma|docs|\.ci)\/[\w./-]+)`/g)].map(([, file = '']) => file)
    for (const file of named) expect(existsSync(file), file).toBe(true)
  })
  it('names settings that the program reads', () => {
    const known = new Set<string>(SETTINGS.map(([name]) => name))
    const named = [...text.matchAll(/`((?:KOOSTE_[A-Z_]+|DATABASE_URL|VAULT_URL))(?:_FILE)?[`=]/g)].map(([, name = '']) =>
      name.replace(/_FILE$/, ''),
    )
    for (const name of named) expect(known.has(name), name).toBe(true)
  })
})

describe('docs/security.md', () => {
  const rows = readFileSync('docs/security.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| [^|]+ \| [^|]+ \| [^|]+ \|$/.test(line) && !/^\| (attempt|who) /.test(line))
  const claims = rows.slice(rows.findIndex((row) => row.startsWith('| subtract,')))

  it('names a test for every threat', () => {
    expect(claims.length).toBeGreaterThan(25)
    for (const row of claims) expect(row.split('|')[3], row).toMatch(/`test\/[\w./-]+`/)
  })
})

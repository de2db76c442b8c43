import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { catalogueWith } from '../../server/commands/orders/county-catalogue.ts'
import { readConfig } from '../../server/config.ts'
import type { Change } from '../../server/orders/catalogue-tables.ts'

const BUILT_IN = path.resolve(import.meta.dirname, '../../prisma/catalogue')
/** Of a row that is not there: the tables stay as they are. */
const NOTHING: Change = { file: 'centres.csv', key: 'none', after: null }

/** The built-in catalogue with one file spoilt, and changes over it: what it loads as, or what is wrong. */
async function loadedWith(file: string, spoil: (text: string) => string | Buffer, changes: readonly Change[]) {
  const dir = mkdtempSync(path.join(tmpdir(), 'kooste-county-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  cpSync(BUILT_IN, dir, { recursive: true })
  writeFileSync(path.join(dir, file), spoil(readFileSync(path.join(dir, file), 'utf8')))
  const read = readConfig({ KOOSTE_CATALOGUE: dir })
  if (read.kind !== 'config') throw new Error(read.reason)
  const loaded = await catalogueWith(read.config, changes)
  return loaded.ok ? 'loaded' : loaded.problems.map((problem) => `${problem.file}:${problem.line ?? '-'} ${problem.reason}`)
}

describe("a file of the county's own catalogue", () => {
  it.each([
    ['procedures.csv', 'has broken quotes', (text: string) => `${text}X1,"open\n`],
    ['population.csv', 'has a row of other columns', (text: string) => `${text}1,2\n`],
    ['centres.csv', 'has a row of other columns', (text: string) => `${text}A,B\n`],
    ['municipalities.csv', 'is no UTF-8', (text: string) => Buffer.from(text, 'latin1')],
    ['services.csv', 'lacks a column', (text: string) => text.replace('heavy_rule', 'heavy')],
  ])('%s that %s is refused by its line, with changes of the catalogue over it as without', async (file, _, spoil) => {
    const without = await loadedWith(file, spoil, [])
    expect(without).toEqual([expect.stringContaining(file)])
    expect(await loadedWith(file, spoil, [NOTHING])).toEqual(without)
  })

  it('is mended by a change where only a row of it is wrong', async () => {
    const [, header = '', first = ''] = /^(.*)\n(.*)\n/.exec(readFileSync(path.join(BUILT_IN, 'municipalities.csv'), 'utf8')) ?? []
    const columns = header.split(',')
    const after = Object.fromEntries(columns.map((column, i) => [column, first.split(',')[i] ?? '']))
    const [code = ''] = first.split(',')
    const spoil = (text: string) => text.replace(first, `${code}${','.repeat(columns.length - 1)}`)
    expect(await loadedWith('municipalities.csv', spoil, [NOTHING])).toContainEqual(expect.stringContaining('name_fi is empty'))
    expect(await loadedWith('municipalities.csv', spoil, [{ file: 'municipalities.csv', key: code, after }])).toBe('loaded')
  })
})

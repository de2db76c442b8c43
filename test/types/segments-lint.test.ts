import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../server/project-root.ts'
import { refusedImports } from '../support/lint-tree.ts'

const COUNTS = 'server/vault/segments/draft-sizes.ts'
const ELSEWHERE = [
  'server/cli.ts',
  'server/commands/leak.ts',
  'server/segments/leak.ts',
  'server/release/leak.ts',
  'server/portal/leak.ts',
  'server/portal/schema/segments/leak.ts',
  'server/portal/segments/leak.ts',
  'server/vault/segments/evaluator.ts',
  'server/vault/segments/ledger.ts',
  'server/vault/segments/leak.ts',
  'server/vault/release.ts',
  'server/vault/release/leak.ts',
  'server/vault/ingest/leak.ts',
  'server/vault/summary/leak.ts',
  'server/vault/catalogue/leak.ts',
  'server/vault/cube/leak.ts',
  'server/vault/guard/leak.ts',
  'web/leak.ts',
]

describe('one path only asks whom a rule meets', () => {
  it('the lint configuration refuses the import of membership.ts everywhere but where noise is added', () => {
    const refused = refusedImports([...ELSEWHERE, COUNTS], 'server/vault/segments/membership.ts')
    expect([...refused].sort()).toEqual([...ELSEWHERE].sort())
  })

  it('of the segments, that file alone may open counts', () => {
    const inside = ['server/vault/segments/evaluator.ts', 'server/vault/segments/membership.ts', 'server/vault/segments/leak.ts']
    expect([...refusedImports([...inside, COUNTS], 'server/vault/cube/open-counts.ts')].sort()).toEqual([...inside].sort())
  })

  it('that file reads and writes nothing', () => {
    expect(refusedImports([COUNTS], 'server/database/sql.ts')).toEqual([COUNTS])
    expect(refusedImports([COUNTS], 'server/portal/http.ts')).toEqual([COUNTS])
  })

  it('the language knows neither side', () => {
    const language = ['server/segments/leak.ts']
    for (const side of ['server/vault/segments/ledger.ts', 'server/portal/segments/sizes.ts', 'server/release/format.ts'])
      expect(refusedImports(language, side)).toEqual(language)
  })

  it('and no other source of the program imports it', () => {
    const sources = readdirSync(path.join(PROJECT_ROOT, 'server'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    const importing = sources.filter((file) =>
      /from '[^']*membership\.ts'/.test(readFileSync(path.join(PROJECT_ROOT, 'server', file), 'utf8')),
    )
    expect(importing).toEqual([path.relative('server', COUNTS)])
  })

  it('the portal makes noisy sizes of stored answers only', () => {
    const sources = readdirSync(path.join(PROJECT_ROOT, 'server/portal'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    const sealing = sources.filter((file) =>
      /\bseal\('NoisySize'/.test(readFileSync(path.join(PROJECT_ROOT, 'server/portal', file), 'utf8')),
    )
    expect(sealing).toEqual(['release/told-numbers.ts'])
  })
})

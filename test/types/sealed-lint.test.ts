import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../server/project-root.ts'
import { refusedImports } from '../support/lint-tree.ts'

const OPENER = 'server/vault/cube/open-counts.ts'
const REFUSED = [
  'server/main.ts',
  'server/cli.ts',
  'server/vault/release.ts',
  'server/vault/release/leak.ts',
  'server/vault/ingest/leak.ts',
  'server/vault/summary/leak.ts',
  'server/vault/catalogue/leak.ts',
  'server/release/leak.ts',
  'server/portal/leak.ts',
  'server/portal/schema/leak.ts',
  'web/leak.ts',
]
const ALLOWED = ['server/vault/guard/exact.ts', 'server/vault/cube/count-cells.ts', 'test/vault/cube/count-cells.test.ts']

/** A whole tree of deliberately bad files, checked by the project's own lint configuration. */
describe('the lint configuration', () => {
  let root: string
  let refused: readonly string[]

  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'kooste-lint-'))
    const config = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'biome.json'), 'utf8'))
    writeFileSync(path.join(root, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }))
    for (const file of [...REFUSED, ...ALLOWED]) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
      const from = path.relative(path.dirname(file), OPENER)
      writeFileSync(
        path.join(root, file),
        `import { openCounts } from '${from.startsWith('.') ? from : `./${from}`}'\n\nexport const leak = openCounts\n`,
      )
    }
    refused = refusedFiles(root)
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it.each(REFUSED)('refuses an import of the opener in %s', (file) => expect(refused).toContain(file))
  it.each(ALLOWED)('allows it in %s', (file) => expect(refused).not.toContain(file))
})

/** Files in which the lint configuration refuses an import. */
function refusedFiles(root: string): readonly string[] {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: root,
    encoding: 'utf8',
  })
  const { diagnostics }: { diagnostics: readonly { category: string; location: { path: string } }[] } = JSON.parse(stdout)
  return diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports').map(({ location }) => location.path)
}

/** What makes published figures out of numbers, and opens them. */
describe.each(['server/portal/release/sealing.ts', 'server/portal/release/sealing-figures.ts'])('%s', (imported) => {
  it('is imported by the files that make published figures, and by no other', () => {
    const makers = ['figure', 'noisy-numbers', 'published-table', 'ratios', 'sealed', 'square', 'told-numbers'].map(
      (name) => `server/portal/release/${name}.ts`,
    )
    const others = [
      'server/leak.ts',
      'server/commands/leak.ts',
      'server/portal/leak.ts',
      'server/portal/release/leak.ts',
      'server/portal/schema/leak.ts',
    ]
    expect([...refusedImports([...makers, ...others], imported)].sort()).toEqual(others.sort())
  })
})

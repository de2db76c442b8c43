/** A tree of deliberately bad files under the project's own lint configuration. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PROJECT_ROOT } from '../../server/project-root.ts'

/** Of `files`, each importing `imported`, those in which the configuration refuses the import. */
export function refusedImports(files: readonly string[], imported: string): readonly string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'kooste-lint-'))
  try {
    const config = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'biome.json'), 'utf8'))
    writeFileSync(path.join(root, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }))
    for (const file of files) {
      mkdirSync(path.join(root, path.dirname(file)), { recursive: true })
      const from = path.relative(path.dirname(file), imported)
      writeFileSync(
        path.join(root, file),
        `import { leaked } from '${from.startsWith('.') ? from : `./${from}`}'\n\nexport const leak = leaked\n`,
      )
    }
    const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
      cwd: root,
      encoding: 'utf8',
    })
    const { diagnostics }: { diagnostics: readonly { category: string; location: { path: string } }[] } = JSON.parse(stdout)
    return diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports').map(({ location }) => location.path)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

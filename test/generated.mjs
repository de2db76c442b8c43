/** Makes every committed generated file anew and fails where one differs: Prisma clients, SDL, operation types, migrations. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const GENERATED = ['server/portal/generated', 'server/schema.graphql', 'web/generated']

function files(place) {
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place).flatMap((name) => files(path.join(place, name)))
}
const state = () => new Map(GENERATED.flatMap(files).map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]))

const before = state()
execFileSync('npm', ['run', '--silent', 'generate'], { stdio: ['ignore', 'ignore', 'inherit'] })
const after = state()
const changed = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file))
if (changed.length > 0) {
  process.stderr.write(`out of date, now made anew (commit them):\n${changed.map((file) => `  ${file}\n`).join('')}`)
  process.exit(1)
}

for (const database of ['portal', 'vault']) {
  const folder = `prisma/${database}`
  const drift = execFileSync(
    'npx',
    [
      'prisma',
      'migrate',
      'diff',
      '--config',
      `${folder}/prisma.config.ts`,
      '--from-migrations',
      `${folder}/migrations`,
      '--to-schema',
      `${folder}/schema.prisma`,
      '--script',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 120_000 },
  )
  if (!drift.includes('empty migration')) {
    process.stderr.write(`the migrations of ${database} do not give its schema:\n${drift}`)
    process.exit(1)
  }
}

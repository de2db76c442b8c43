/** `npm test`: style, unused code, types, generated files, then every test, a real browser and a real PostgreSQL included. */
import { spawnSync } from 'node:child_process'

const steps = [
  ['style and import directions', 'npx', ['biome', 'check', '--error-on-warnings', '.']],
  ['unused code', 'npx', ['knip']],
  ['types', 'npx', ['tsc', '-p', '.']],
  ['generated files', 'node', ['test/generated.mjs']],
  ['build', 'node', ['server/launch.mjs', '--build-only']],
  ['tests', 'npx', ['vitest', 'run', '--project', 'program', '--project', 'attack', '--project', 'browser', ...process.argv.slice(2)]],
]

for (const [name, command, words] of steps) {
  const started = Date.now()
  process.stdout.write(`── ${name}\n`)
  const { status } = spawnSync(command, words, { stdio: 'inherit', env: process.env })
  if (status !== 0) {
    process.stderr.write(`${name} failed\n`)
    process.exit(1)
  }
  process.stdout.write(`── ${name}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

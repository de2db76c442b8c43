/**
 * Starts Kooste from sources that Node itself does not run: builds what is out of date, then hands over to the built program.
 * `--build-only` stops after the build.
 */
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
refuseOldNode()
const dist = path.join(root, 'dist')
const words = process.argv.slice(2)
const buildOnly = words[0] === '--build-only'

/** Before anything is loaded that an older Node cannot read. */
function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const needed = engines.node.replace('>=', '')
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [leastMajor, leastMinor] = needed.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  process.stderr.write(
    `Kooste needs Node ${needed} or later, and this is ${process.versions.node}: install a later one (https://nodejs.org).\n`,
  )
  process.exit(2)
}

/** Newest change under a file or folder, in milliseconds; 0 where there is none. */
function newest(place) {
  const at = path.join(root, place)
  if (!existsSync(at)) return 0
  const own = statSync(at)
  if (!own.isDirectory()) return own.mtimeMs
  return readdirSync(at).reduce((latest, name) => Math.max(latest, newest(path.join(place, name))), own.mtimeMs)
}

const isStale = (part, sources) => {
  const built = path.join(dist, part, '.built')
  return !existsSync(built) || sources.some((source) => newest(source) > statSync(built).mtimeMs)
}

async function build(part, sources, config, folder) {
  if (!isStale(part, sources)) return
  const { build: viteBuild } = await import('vite')
  const started = Date.now()
  await viteBuild({ root: path.join(root, folder), configFile: path.join(root, config), logLevel: 'error' })
  const stamp = path.join(dist, part, '.built')
  writeFileSync(stamp, new Date(started).toISOString())
  utimesSync(stamp, started / 1000, started / 1000) // what changed meanwhile is built next time
  process.stderr.write(`built ${part} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

// A packed installation has no sources: what is built is what there is.
if (existsSync(path.join(root, 'server/cli.ts'))) {
  await build('server', ['server', 'package.json', 'package-lock.json'], 'server/vite.config.ts', '.')
  if (buildOnly || words[0] === 'serve') await build('web', ['web', 'vite.config.ts', 'package-lock.json'], 'vite.config.ts', 'web')
}
if (!buildOnly) {
  process.env.NODE_ENV ??= 'production' // graphql leaves its checks of the developer's mistakes out
  const entry = path.join(dist, 'server/cli.mjs')
  process.argv = [process.argv[0], entry, ...words]
  await import(pathToFileURL(entry).href)
}

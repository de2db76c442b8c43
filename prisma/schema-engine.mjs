#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine: speaks its JSON-RPC over stdio, runs @prisma/schema-engine-wasm.
// Used through PRISMA_SCHEMA_ENGINE_BINARY (set in prisma.config.ts). Nothing is downloaded.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { register } from 'tsx/esm/api'

register()
const { startPglite } = await import('../server/database/pglite-thread.ts')
const { pgliteStream } = await import('../server/database/pglite-stream.ts')

const argv = process.argv.slice(2)
if (argv.includes('--version')) {
  console.log('schema-engine-cli wasm')
  process.exit(0)
}
const val = (n) => argv.flatMap((a, i) => (a === n ? [argv[i + 1]] : []))
const url = val('--datasource').map((d) => JSON.parse(d).url)[0] ?? process.env.DATABASE_URL
const datamodels = val('--datamodels').map((f) => [f, readFileSync(f, 'utf8')])

// The shadow database, and everything for diffs between files, is a throw-away PGlite: no server, no CREATEDB right.
function mended(factory) {
  const connect = factory.connect.bind(factory)
  factory.connect = async () => mend(await connect())
  factory.connectToShadowDb = async () => (await pgliteFactory()).connect()
  return factory
}
async function pglitePool(dir) {
  const db = startPglite(dir ?? null)
  return new pg.Pool({ max: 1, stream: () => pgliteStream(db) })
}
const pgliteFactory = async () => mended(new PrismaPg(await pglitePool()))
const pools = {}
async function makeFactory(offline) {
  pools[offline] ??= offline
    ? pglitePool()
    : url.startsWith('pglite:')
      ? pglitePool(url.slice('pglite:'.length))
      : new pg.Pool({ connectionString: url })
  return mended(new PrismaPg(await pools[offline], offline ? {} : schemaOf(url)))
}
// adapter-pg is made for the client, not for the engine: it refuses PostgreSQL's internal "char" (oid 18), which catalogue
// queries return; splits scripts at every ';' (also inside functions); and with a connection string its shadow database is
// the main database.
function mend(a) {
  const io = a.performIO.bind(a)
  const raw = a.queryRaw.bind(a)
  let chars
  a.performIO = async (q) => {
    const r = await io(q)
    chars = r.fields.flatMap((f, i) => (f.dataTypeID === 18 ? [i] : []))
    for (const i of chars) r.fields[i].dataTypeID = 25 // text, only for the adapter's own table of types
    return r
  }
  a.queryRaw = async (q) => {
    const r = await raw(q)
    for (const i of chars) r.columnTypes[i] = ColumnTypeEnum.Character
    return r
  }
  a.executeScript = async (script) => {
    try {
      await a.client.query(script)
    } catch (e) {
      a.onError(e)
    }
  }
  return a
}
function schemaOf(u) {
  try {
    const s = new URL(u).searchParams.get('schema')
    return s ? { schema: s } : {}
  } catch {
    return {}
  }
}

const require = createRequire(import.meta.url)
const wasmPath = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), { './schema_engine_bg.js': bg })
let panic
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (m) => {
    panic = m
  },
}
bg.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()

const log = (level, message, extra = {}) =>
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields: { message, ...extra }, target: 'schema_engine::logger' })}\n`,
  )

if (argv.includes('cli')) {
  if (url.startsWith('pglite:')) process.exit(0)
  const what = argv[argv.indexOf('cli') + 1]
  const u = new URL(url)
  const db = decodeURIComponent(u.pathname.slice(1))
  try {
    if (what === 'create-database') u.pathname = '/postgres'
    const c = new pg.Client({ connectionString: String(u) })
    await c.connect()
    if (what === 'create-database') await c.query(`CREATE DATABASE "${db.replaceAll('"', '""')}"`)
    await c.end()
    process.exit(0)
  } catch (e) {
    process.stderr.write('\n')
    log('ERROR', String(e.message), { error_code: e.code === '3D000' ? 'P1003' : 'P1001' })
    process.exit(1)
  }
}

const engines = {}
const engine = (offline) =>
  (engines[offline] ??= (async () =>
    bg.SchemaEngine.new(
      { datamodels: datamodels.length ? datamodels : undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(await makeFactory(offline)),
    ))())
const isOffline = (method, p) =>
  method === 'diff' && [p.from, p.to].every((t) => ['empty', 'schemaDatamodel', 'migrations'].includes(t.tag))
const send = (o) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...o })}\n`)
const fail = (id, err) =>
  send({
    id,
    error: {
      code: 4466,
      message: 'schema engine',
      data: { is_panic: false, message: panic ?? String(err.message ?? err), error_code: err.code ?? null, meta: null },
    },
  })
let current
process.on('uncaughtException', (e) => {
  fail(current, e)
  process.exit(0)
}) // a panic inside the engine
let queue = Promise.resolve()
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { id, method, params } = JSON.parse(line)
    if (!method) return // the CLI's answer to our 'print'
    queue = queue.then(async () => {
      current = id
      try {
        const e = await engine(isOffline(method, params))
        // these two find the schema of the migrations only in the engine's cache; devDiagnostic fills it through the shadow database
        if (method === 'evaluateDataLoss' || method === 'createMigration')
          await e.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
        const result = await e[method === 'getDatabaseVersion' ? 'version' : method](params)
        if (method === 'diff' && result.stdout != null) send({ id: 1e9 + id, method: 'print', params: { content: result.stdout } })
        send({ id, result: result ?? {} })
      } catch (err) {
        fail(id, err)
      }
    })
  })
  .on('close', () => queue.then(() => process.exit(0)))

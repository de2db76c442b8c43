import type { Config } from '../config.ts'
import { FolderInUse } from '../database/folder-lock.ts'
import { openWithNote } from '../database/held-folder.ts'
import type { DatabasePlace } from '../database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import { CURRENT_FIRST } from '../release/current-first.ts'
import { type Command, EXIT } from './command.ts'

interface ReleaseLine {
  readonly id: string
  readonly dataDate: string
  readonly publishedAt: string
  readonly county: string
}
interface ImportLine {
  readonly dataDate: string
  readonly importedAt: string
  readonly county: string
}
/** What a database holds, or which process has it open. */
type Held<T> = { readonly kind: 'open'; readonly rows: readonly T[] } | { readonly kind: 'in use'; readonly pid: number }

export const status: Command = {
  name: 'status',
  usage: '',
  summary: 'What the vault and the portal hold.',
  positionals: 0,
  options: {},
  async run({ config, console }) {
    const imports = await held<ImportLine>(
      config.vault,
      VAULT_MIGRATIONS,
      `SELECT to_char(data_date, 'YYYY-MM-DD') AS "dataDate", to_char(imported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "importedAt",
              catalogue->'county'->>'code' AS county FROM import ORDER BY imported_at DESC`,
    )
    const releases = await held<ReleaseLine>(
      config.portal,
      PORTAL_MIGRATIONS,
      `SELECT id, to_char(data_date, 'YYYY-MM-DD') AS "dataDate", to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "publishedAt",
              county_code AS county FROM release WHERE withdrawn_at IS NULL ORDER BY ${CURRENT_FIRST}`,
    )
    const served = releases.kind === 'in use' ? await askServer(config) : null
    const text = [
      `Vault: ${describe(imports, (one) => `${one.dataDate} (county ${one.county}, imported ${one.importedAt})`, 'no import')}`,
      `Portal: ${describe(releases, (one) => `${one.id} of ${one.dataDate} (county ${one.county}, published ${one.publishedAt})`, 'no release')}`,
      ...(served ? [`Serving: release ${served} at http://localhost:${config.port}`] : []),
    ].join('\n')
    console.result({ vault: imports, portal: releases, serving: served }, text)
    return EXIT.done
  },
}

async function held<T extends object>(place: DatabasePlace, migrations: string, sql: string): Promise<Held<T>> {
  try {
    const database = await openWithNote(place, migrations)
    try {
      return { kind: 'open', rows: (await database.pool.query<T>(sql)).rows }
    } finally {
      await database.close()
    }
  } catch (cause) {
    if (cause instanceof FolderInUse) return { kind: 'in use', pid: cause.owner.pid }
    throw cause
  }
}

/** Id of the release that the server on this machine serves; null where none answers. */
async function askServer({ port }: Config): Promise<string | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ release { id } }' }),
      signal: AbortSignal.timeout(3000),
    })
    const body: { data?: { release?: { id?: string } } } = await answer.json()
    return body.data?.release?.id ?? null
  } catch {
    return null
  }
}

function describe<T>(what: Held<T>, line: (row: T) => string, none: string): string {
  if (what.kind === 'in use') return `in use by process ${what.pid}`
  return what.rows.length === 0 ? none : what.rows.map(line).join('; ')
}

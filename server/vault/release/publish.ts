import type pg from 'pg'
import type { Database } from '../../database/sql.ts'
import { encodeBlocks, type HeavyUserRules } from '../../release/format.ts'
import type { HeavyRule, UseRule } from '../catalogue/catalogue.ts'
import type { PublicDraft, ReleaseDraft } from '../release.ts'

export type Publication =
  | { readonly kind: 'published'; readonly id: string }
  /** The same content was published before; nothing changed. */
  | { readonly kind: 'already published'; readonly id: string }

/**
 * Writes a draft to the portal's database in one transaction. Publishing the same content again changes nothing. `held`: it is stored
 * as withdrawn, so that nothing serves it before somebody publishes it. `replacing`: in place of a copy that is damaged.
 */
export async function publishRelease(portal: Database, draft: PublicDraft, { held = false, replacing = false } = {}): Promise<Publication> {
  const blocks = await encodeBlocks(draft.cells)
  const connection = await portal.pool.connect()
  try {
    await connection.query('BEGIN')
    if (replacing) await connection.query('DELETE FROM release WHERE id = $1', [draft.id])
    const inserted = await insertRelease(connection, draft)
    if (inserted) {
      for (const { name, sha256, bytes } of blocks) {
        await connection.query('INSERT INTO release_block (release_id, name, sha256, bytes) VALUES ($1, $2, $3, $4)', [
          draft.id,
          name,
          sha256,
          Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        ])
      }
      await insertCatalogue(connection, draft)
      if (held) await connection.query('UPDATE release SET withdrawn_at = now() WHERE id = $1', [draft.id])
    }
    await connection.query('COMMIT')
    connection.release()
    return { kind: inserted ? 'published' : 'already published', id: draft.id }
  } catch (cause) {
    await connection.query('ROLLBACK').catch(() => {})
    connection.release(true)
    throw new Error('the release could not be published', { cause })
  }
}

/** Keeps the whole certificate in the vault; the first of a release stands. */
export async function keepCertificate(vault: Database, draft: ReleaseDraft): Promise<void> {
  await vault.pool.query(
    'INSERT INTO certificate (release_id, import_id, certificate) VALUES ($1, $2, $3) ON CONFLICT (release_id) DO NOTHING',
    [draft.id, draft.importId, JSON.stringify(draft.vaultCertificate)],
  )
}

async function insertRelease(connection: pg.PoolClient, draft: PublicDraft): Promise<boolean> {
  const { county } = draft.catalogue
  const rules: HeavyUserRules = { topShare: county.topShare, socialServices: county.socialServices, socialTasks: county.socialTasks }
  const { rowCount } = await connection.query(
    `INSERT INTO release (id, content_hash, data_date, window_from, county_code, name_fi, name_sv, name_en, feedback_email, demo,
                          layout, rules, policy, certificate, import_report)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (content_hash) DO NOTHING`,
    [
      ...[draft.id, draft.contentHash, draft.dataDate, draft.windowFrom],
      ...[county.code, county.name.fi, county.name.sv, county.name.en, county.feedbackEmail ?? null, draft.demo],
      ...[draft.layout, rules, draft.policy, draft.certificate, draft.importReport].map((json) => JSON.stringify(json)),
    ],
  )
  return rowCount === 1
}

async function insertCatalogue(connection: pg.PoolClient, { id, catalogue }: PublicDraft): Promise<void> {
  const insert = (table: string, columns: string, types: string, rows: readonly object[]) =>
    connection.query(
      `INSERT INTO ${table} (release_id, position, ${columns})
       SELECT $1, position, ${columns} FROM jsonb_to_recordset($2::jsonb) AS row(position int, ${types})`,
      [id, JSON.stringify(rows.map((row, position) => ({ position, ...row })))],
    )
  const names = 'name_fi, name_sv, name_en'
  const nameTypes = 'name_fi text, name_sv text, name_en text'
  const named = ({ fi, sv, en }: { fi: string; sv: string; en: string }) => ({ name_fi: fi, name_sv: sv, name_en: en })
  await insert(
    'service_task',
    `slug, ${names}`,
    `slug text, ${nameTypes}`,
    catalogue.serviceTasks.map(({ slug, name }) => ({ slug, ...named(name) })),
  )
  await insert(
    'service',
    `code, slug, sector, task_slug, ${names}, short_fi, short_sv, short_en, use_rule, use_threshold, heavy_rule, heavy_threshold`,
    `code text, slug text, sector "Sector", task_slug text, ${nameTypes}, short_fi text, short_sv text, short_en text,
     use_rule text, use_threshold int, heavy_rule text, heavy_threshold int`,
    catalogue.services.map(({ code, slug, sector, task, name, short, use, heavy }) => ({
      ...{ code, slug, sector, task_slug: task, ...named(name) },
      ...{ short_fi: short.fi, short_sv: short.sv, short_en: short.en },
      ...{ use_rule: use.kind, use_threshold: thresholdOf(use), heavy_rule: heavy?.kind ?? null, heavy_threshold: thresholdOf(heavy) },
    })),
  )
  await insert(
    'municipality',
    `code, ${names}`,
    `code text, ${nameTypes}`,
    catalogue.municipalities.map(({ code, name }) => ({ code, ...named(name) })),
  )
  await insert(
    'centre',
    `code, municipality_code, ${names}`,
    `code text, municipality_code text, ${nameTypes}`,
    catalogue.centres.map(({ code, municipality, name }) => ({ code, municipality_code: municipality, ...named(name) })),
  )
  await insert(
    'resident_count',
    'area, age_group, persons, counted_on, source',
    'area text, age_group text, persons int, counted_on date, source text',
    (catalogue.population ?? []).map(({ area, ageGroup, persons, on, source }) => ({
      ...{ area, age_group: ageGroup, persons, counted_on: on, source },
    })),
  )
}

const thresholdOf = (rule: UseRule | HeavyRule | null): number | null => (rule && 'threshold' in rule ? rule.threshold : null)

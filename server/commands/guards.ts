import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Config } from '../config.ts'
import type { Database } from '../database/sql.ts'
import type { Policy } from '../release/format.ts'
import { guardExact } from '../vault/guard/exact.ts'
import { guardPerturbed } from '../vault/guard/perturb.ts'
import { parsePolicy } from '../vault/guard/policy.ts'
import { guardByRules } from '../vault/guard/rules-release.ts'
import { isOtherKey } from '../vault/ingest/key-check.ts'
import { countyKeys } from '../vault/ingest/keys.ts'
import type { Guard } from '../vault/release.ts'
import { demoKey } from './demo-key.ts'
import { PROGRAM_VERSION } from './program-version.ts'

export const STAGES = ['rules', 'base', 'lifted'] as const
export type Stage = (typeof STAGES)[number]

/** The newest import as far as the rules of releases and the choice of policy need it; null where the vault is empty. */
export interface NewestImport {
  readonly id: number
  readonly serviceCodes: readonly string[]
  readonly demo: boolean
  /** YYYY-MM-DD. */
  readonly dataDate: string
}

export async function newestImport(vault: Database): Promise<NewestImport | null> {
  const { rows } = await vault.pool.query<{ id: number; codes: readonly string[]; demo: boolean; data_date: string }>(
    `SELECT id, demo, to_char(data_date, 'YYYY-MM-DD') AS data_date, jsonb_path_query_array(catalogue, '$.services[*].code') AS codes FROM import ORDER BY imported_at DESC, id DESC LIMIT 1`,
  )
  const newest = rows[0]
  return newest ? { id: newest.id, serviceCodes: newest.codes, demo: newest.demo, dataDate: newest.data_date } : null
}

/** The policy that these settings ask for, or a sentence that says why there is none. */
export function policyOf(config: Config, kind: string | undefined, newest: Pick<NewestImport, 'serviceCodes'>): Policy | string {
  const { threshold: k, complementExempt } = config
  const parsed =
    kind === 'perturbed'
      ? parsePolicy({ kind, k, js: k - 1, d: Math.max(8, k), drillDown: 2 * k }, newest.serviceCodes)
      : parsePolicy({ kind, k, complementExempt }, newest.serviceCodes)
  return parsed.kind === 'policy' ? parsed.policy : parsed.reason
}

/** The mechanism of a policy; a sentence where the key that it needs is not set. */
export function guardOf(config: Config, policy: Policy, stage: Stage, demo: boolean): Guard | string {
  switch (policy.kind) {
    case 'exact':
      if (stage === 'rules') return (cube) => guardByRules(cube, policy, PROGRAM_VERSION)
      return (cube, _, onProgress) =>
        guardExact(cube, policy, {
          ...{ stage, programVersion: PROGRAM_VERSION, onProgress },
          ...{ workers: availableParallelism(), workerUrl: auditWorker() },
        })
    case 'perturbed': {
      const key = demo ? demoKey(config.dataFolder) : config.pseudonymKey
      if (key === null) return "KOOSTE_PSEUDONYM_KEY is not set: the perturbed policy needs the county's key, the same for every release."
      const k2 = countyKeys(key).noise.export()
      return (cube) => guardPerturbed(cube, policy, { k2, programVersion: PROGRAM_VERSION })
    }
  }
}

/** Whether noise by the key that is set would be another than that of earlier releases. */
export const hasOtherNoise = async ({ pseudonymKey }: Config, vault: Database, policy: Policy, demo: boolean): Promise<boolean> =>
  policy.kind === 'perturbed' && !demo && pseudonymKey !== null && (await isOtherKey(vault, pseudonymKey))

/** The built server has the guard's threads beside it; from sources the guard works in this thread. */
function auditWorker(): URL | undefined {
  const built = new URL('./audit-worker.mjs', import.meta.url)
  return existsSync(built) ? built : undefined
}

/** What is measured over growing counties: the cube, a question, an import, the guards. */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { guardOf, type Stage } from '../../server/commands/guards.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { DEMO_DATA_DATE } from '../../server/vault/demo/panel.ts'
import { writeDemo } from '../../server/vault/demo/write-demo.ts'
import { importExtracts } from '../../server/vault/ingest/import-extracts.ts'
import type { VaultFacts } from '../../server/vault/release.ts'
import { createDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'
import { counting } from './counted-county.ts'
import type { Grown, Measured, Subject } from './growth.ts'
import { saturate } from './load.ts'
import { median, processorTime, processorTimeOf } from './measure.ts'
import { POLICY, serveReleaseOf } from './questions.ts'
import { questioner } from './random-questions.ts'
import { sourceOf, syntheticCounty } from './synthetic-county.ts'
import { openWorld } from './world.ts'

const WHOLE = { clients: 30_000, services: 40, municipalities: 8 }

/** Figures are medians of so many rounds, at least three; of the audit of one, after a first that is compiled as it goes. */
export function subjects(work: string, rounds: number): readonly Subject[] {
  const repeated = Math.max(3, rounds)
  return [cube(repeated), question(work, repeated), imports(work, repeated), rulesGuard(repeated), auditedGuard()]
}

/** Every canonical cell, counted from profiles in memory. */
const cube = (rounds: number): Subject => ({
  name: 'cube',
  held: WHOLE,
  grown: { clients: [30_000, 100_000, 300_000, 1_000_000], services: [5, 10, 20, 40], municipalities: [4, 16, 64, 256] },
  async measure({ size, services }) {
    const { cells, count } = counting(await syntheticCounty(size, services))
    return { cells, ms: await often(rounds, async () => (await processorTime(count)).cpuMs) }
  },
})

/** A matrix that nobody asked before, over HTTP: of the server's processor. */
const question = (work: string, rounds: number): Subject => ({
  name: 'matrix',
  held: WHOLE,
  grown: { clients: [10_000, 30_000, 100_000, 300_000], services: [5, 10, 20, 40], municipalities: [4, 16, 64, 256] },
  async measure({ size, services }) {
    const world = await openWorld(await syntheticCounty(size, services), work)
    try {
      const server = await serveReleaseOf(world)
      try {
        const ask = await questioner(server.url)
        const load = async () => {
          const before = processorTimeOf(server.pid)
          const { latencies } = await saturate(`${server.url}/graphql`, () => ask('matrix').kooste, 16, 3)
          return (processorTimeOf(server.pid) - before) / latencies.length
        }
        return { ms: await often(rounds, load) }
      } finally {
        await server.stop()
      }
    } finally {
      await world.close()
    }
  },
})

/** From CSV to summaries: of the importing process, all its threads. */
const imports = (work: string, rounds: number): Subject => ({
  name: 'import',
  held: WHOLE,
  grown: { clients: [10_000, 30_000, 100_000, 300_000], services: [5, 10, 20, 40], municipalities: [4, 16, 64, 256] },
  async measure({ size, services }) {
    const dir = path.join(work, 'growing-extracts')
    const source = await sourceOf(size, services)
    await writeDemo(dir, { residents: size.clients, dataDate: DEMO_DATA_DATE, source })
    const server = await startPostgres()
    const database = await openDatabase({ kind: 'server', url: await createDatabase(server.url) }, VAULT_MIGRATIONS)
    const { catalogue } = source
    try {
      const once = async () => {
        const { cpuMs, value } = await processorTime(() =>
          // Where there are no decisions but the demo's faulty ones, all of them are rejected.
          importExtracts({ dir, catalogue, dataDate: DEMO_DATA_DATE, key: Buffer.alloc(32, 7), database, demo: true, maxRejected: 1 }),
        )
        if (value.kind !== 'imported') throw new Error(`the extracts were not imported: ${value.kind}`)
        return cpuMs
      }
      return { ms: await often(rounds, once) }
    } finally {
      await database.close()
      await server.stop()
      await rm(dir, { recursive: true, force: true })
    }
  },
})

const rulesGuard = (rounds: number): Subject => ({
  name: 'guard by rules',
  held: { clients: 10_000, services: 20, municipalities: 4 },
  grown: { clients: [10_000, 30_000, 100_000, 300_000], services: [5, 10, 20, 40], municipalities: [4, 16, 64, 256] },
  measure: (county) => guarded(county, 'rules', rounds),
})

const auditedGuard = (): Subject => {
  let compiled = false
  return {
    name: 'audited guard',
    held: { clients: 10_000, services: 6, municipalities: 4 },
    grown: { clients: [5000, 10_000, 20_000, 40_000], services: [4, 6, 8, 12], municipalities: [2, 4, 8, 16, 32] },
    async measure(county) {
      if (!compiled) await guarded(county, 'base', 1)
      compiled = true
      return guarded(county, 'base', 1)
    },
  }
}

async function guarded({ size, services }: Grown, stage: Stage, rounds: number): Promise<Measured> {
  const config = readConfig({})
  if (config.kind !== 'config') throw new Error('no setting is needed')
  const { count, cells } = counting(await syntheticCounty(size, services))
  const work = guardOf(config.config, POLICY, stage, true)
  if (typeof work === 'string') throw new Error(work)
  let solverCalls = 0
  const once = async () => {
    const counted = count()
    const { cpuMs, value } = await processorTime(async () => work(counted, POLICY, () => {}))
    solverCalls = solverCallsOf(value.vaultCertificate)
    return cpuMs
  }
  const ms = rounds === 1 ? await once() : await often(rounds, once)
  return { ms, cells, solverCalls }
}

/** Of every family of a certificate that has families. */
function solverCallsOf(facts: VaultFacts): number {
  if (!('families' in facts) || !Array.isArray(facts.families)) return 0
  return facts.families.reduce((sum: number, family: { readonly solverCalls?: number }) => sum + (family.solverCalls ?? 0), 0)
}

/** The median of so many, after one that is compiled as it goes. */
async function often(rounds: number, once: () => Promise<number>): Promise<number> {
  await once()
  const found: number[] = []
  for (let round = 0; round < rounds; round++) found.push(await once())
  return median(found)
}

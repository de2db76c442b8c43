import { DuckDBInstance } from '@duckdb/node-api'
import {
  measureColumns,
  pairIndex,
  placeCount,
  rowIndex,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../server/release/lattice.ts'
import type { CellCounts } from '../../server/vault/cube/cell-counts.ts'
import { countCells } from '../../server/vault/cube/count-cells.ts'
import { openCounts } from '../../server/vault/cube/open-counts.ts'
import type { ProfileColumns } from '../../server/vault/cube/profile-columns.ts'
import { readProfiles } from '../../server/vault/cube/profiles.ts'
import { releaseLayout } from '../../server/vault/cube/release-layout.ts'
import { inSnapshot } from '../../server/vault/cube/snapshot.ts'
import { duckdbPeer, PATIENCE, type Peer, postgresPeer } from './cube-peers.ts'
import { clocked, median, memoryBandwidth, peakMemory, processorTime } from './measure.ts'
import { duckdbSummaries, type World } from './world.ts'

/** Every canonical cell of one county, milliseconds, medians of interleaved rounds. */
export interface CubeFigures {
  readonly size: string
  readonly clients: number
  readonly profiles: number
  readonly cells: number
  /** Cells compared with both peers before anything was timed: pairs, single services and triples. */
  readonly compared: number
  /** From profiles in memory: every measure. */
  readonly koosteMs: number
  /** Processor time of the same: what it takes on a machine that does nothing else. */
  readonly koosteCpuMs: number
  /** With the profiles read from the vault's PostgreSQL, which groups the summaries. */
  readonly koosteWholeMs: number
  readonly peers: readonly PeerFigures[]
  /** Highest memory of the process that counted, MiB. */
  readonly peakMib: number
  /** Bytes a second that one core moves when it adds arrays, and the share of it that counting and rolling up reach. */
  readonly bandwidth: number
  readonly bandwidthShare: number
}

/** Pairs, single services and triples, in the best of the formulations. */
export interface PeerFigures {
  readonly name: string
  readonly formulation: string
  /** From profiles in the engine's own table; null where every formulation was given up. */
  readonly ms: number | null
  /** Processor time on both cores, where the engine runs in this process. */
  readonly cpuMs: number | null
  /** With grouping the summaries into profiles. */
  readonly wholeMs: number | null
  /** Formulations that were given up after so many milliseconds, or for want of memory. */
  readonly givenUp: readonly string[]
  readonly patienceMs: number
}

/** What takes longer is not repeated: trying it was its round. */
const REPEATED = 30_000

/** Counts a synthetic county by Kooste, DuckDB and PostgreSQL over the same summaries. */
export async function benchCube(world: World, rounds: number, say: (line: string) => void): Promise<CubeFigures> {
  const { vault, importId, csv } = world
  const { catalogue, size } = world.county
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const duckdb = await instance.connect()
  const postgres = await vault.pool.connect()
  try {
    say(`cube ${size.name}: reading profiles …`)
    // First of all, so that the memory is the count's and no peer's.
    const sectors = catalogue.services.map(({ sector }) => sector)
    const read = await clocked(() => inSnapshot(vault, (connection) => readProfiles(connection, importId, { keySums: false })))
    const profiles = read.value
    const layout = releaseLayout(catalogue, profiles, 5)
    const counted = openCounts(countCells(profiles, layout, sectors))
    const peakMib = peakMemory()
    await duckdbSummaries(duckdb, csv)
    await postgres.query(`SET work_mem = '256MB'; SET statement_timeout = ${PATIENCE}`)
    const municipalities = catalogue.municipalities.length
    const peers = [duckdbPeer(duckdb, municipalities), postgresPeer(postgres, importId, municipalities)]
    const grouping = new Map<Peer, number>()
    for (const peer of peers) grouping.set(peer, await peer.group())

    const tries = new Map<Peer, Try[]>()
    let compared = 0
    for (const peer of peers) {
      const tried: Try[] = []
      tries.set(peer, tried)
      for (const formulation of peer.formulations) {
        const { cpuMs, value: ms } = await processorTime(() => peer.count(formulation))
        tried.push({ formulation, ms, cpuMs })
        say(`cube ${size.name}: ${peer.name}, ${formulation}: ${ms === null ? 'given up' : `${Math.round(ms)} ms`}`)
        if (ms !== null) compared = await demandEqual(counted, peer)
      }
      tried.sort((a, b) => (a.ms ?? Number.POSITIVE_INFINITY) - (b.ms ?? Number.POSITIVE_INFINITY))
    }

    const kooste: number[] = []
    const wholes: number[] = []
    const cpu: number[] = []
    const times = new Map<Peer, { ms: number; cpuMs: number }[]>(peers.map((peer) => [peer, []]))
    for (let round = 0; round < rounds; round++) {
      say(`cube ${size.name}: round ${round + 1} of ${rounds}`)
      const whole = await clocked(async () => {
        const again = await inSnapshot(vault, (connection) => readProfiles(connection, importId, { keySums: false }))
        return countCells(again, releaseLayout(catalogue, again, 5), sectors)
      })
      wholes.push(whole.ms)
      const own = await processorTime(() => clocked(() => countCells(profiles, layout, sectors)))
      kooste.push(own.value.ms)
      cpu.push(own.cpuMs)
      for (const peer of peers) {
        const [best] = tries.get(peer) ?? []
        if (!best || best.ms === null || best.ms > REPEATED) continue
        const { cpuMs, value: ms } = await processorTime(() => peer.count(best.formulation))
        if (ms !== null) times.get(peer)?.push({ ms, cpuMs })
      }
    }
    const bandwidth = memoryBandwidth()
    return {
      ...{ size: size.name, clients: size.clients, profiles: openCounts(profiles).length, compared, peakMib },
      cells: counted.base.length + counted.triples.length,
      ...{ koosteMs: median(kooste), koosteCpuMs: median(cpu), koosteWholeMs: median(wholes) },
      peers: peers.map((peer): PeerFigures => {
        const tried = tries.get(peer) ?? []
        const [best] = tried
        const runs = times.get(peer) ?? []
        const ms = runs.length > 0 ? median(runs.map((run) => run.ms)) : (best?.ms ?? null)
        const cpuMs = runs.length > 0 ? median(runs.map((run) => run.cpuMs)) : (best?.cpuMs ?? null)
        return {
          ...{ name: peer.name, formulation: best?.formulation ?? '', ms, cpuMs: peer.name === 'DuckDB' ? cpuMs : null },
          wholeMs: ms === null ? null : ms + (grouping.get(peer) ?? Number.NaN),
          givenUp: tried.flatMap((one) => (one.ms === null ? [one.formulation] : [])),
          patienceMs: PATIENCE,
        }
      }),
      bandwidth,
      bandwidthShare: bytesTouched(counted, openCounts(profiles)) / (median(cpu) / 1000) / bandwidth,
    }
  } finally {
    postgres.release()
    duckdb.closeSync()
    instance.closeSync()
  }
}

interface Try {
  readonly formulation: string
  readonly ms: number | null
  readonly cpuMs: number
}

/** Every pair, single service and triple must be the same; returns how many cells were compared. */
async function demandEqual(counted: CellCounts, peer: Peer): Promise<number> {
  const { layout } = counted
  const n = layout.services.length
  const { services, pairs, width } = measureColumns(layout)
  const seen = { pairs: 0, triples: 0 }
  const unequal = () => {
    throw new Error(`Kooste and ${peer.name} count differently`)
  }
  await peer.read('pairs', (cohort, sex, age, place, a, b, _, clients) => {
    const column = a === b ? services + a : pairs + pairIndex(a, b, n)
    if (counted.base[rowIndex({ cohort, sex, age, place }, placeCount(layout)) * width + column] !== clients) unequal()
    seen.pairs++
  })
  await peer.read('triples', (cohort, sex, age, place, a, b, c, clients) => {
    const row = rowIndex({ cohort, sex, age, place }, triplePlaceCount(layout))
    if (counted.triples[row * tripleCount(layout) + tripleIndex(a, b, c)] !== clients) unequal()
    seen.triples++
  })
  // What SQL does not list is zero: as many cells must be above zero here.
  const nonzero = (block: Uint32Array, of: (column: number) => boolean, columns: number) => {
    let count = 0
    for (let i = 0; i < block.length; i++) if (block[i] !== 0 && of(i % columns)) count++
    return count
  }
  if (nonzero(counted.base, (column) => column >= services && column < pairs + (n * (n - 1)) / 2, width) !== seen.pairs) unequal()
  if (nonzero(counted.triples, () => true, tripleCount(layout)) !== seen.triples) unequal()
  return (counted.base.length / width) * (n + (n * (n - 1)) / 2) + counted.triples.length
}

/**
 * Bytes that must at least be moved: profiles read once, their records by leaf written and read once, leaves and cells written
 * once, each leaf read for each place that it is part of (two or three), and ages added up from rows that are done.
 */
function bytesTouched(counted: CellCounts, profiles: ProfileColumns): number {
  const bytesOf = (column: unknown) => (ArrayBuffer.isView(column) ? column.byteLength : 0)
  const read = Object.values(profiles).reduce<number>((sum, column) => sum + bytesOf(column), 0)
  const records = 4 * (3 * profiles.length + profiles.services.length + profiles.heavyServices.length)
  const leaves = counted.leaves.base.byteLength + counted.leaves.triples.byteLength
  const cells = counted.base.byteLength + counted.triples.byteLength
  // Of 36 rows a place, 24 are written first and read again, for the 12 that are made of them.
  const ages = (24 / 36) * cells
  return read + 2 * records + leaves + cells + 2.5 * leaves + ages
}

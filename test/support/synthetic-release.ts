/**
 * A published release from invented clients, for tests of what reads releases: counted the slow way, guarded by the bare
 * threshold only. Seeded: equal options give equal releases.
 */
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Database } from '../../server/database/sql.ts'
import { PrismaClient } from '../../server/portal/generated/prisma/client.ts'
import { type Certificate, encodeBlocks, type Policy, type PublishedCells, tableHash } from '../../server/release/format.ts'
import {
  AGES,
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  rowCount,
  rowIndex,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../server/release/lattice.ts'

export interface SyntheticOptions {
  readonly seed?: number
  readonly clients?: number
  readonly services?: number
  readonly municipalities?: number
  /** Spread over the first half of the municipalities. */
  readonly centres?: number
  readonly tops?: ReleaseLayout['tops']
  readonly policy?: Policy
  readonly dataDate?: string
  readonly publishedAt?: Date
}

export interface SyntheticClient {
  readonly heavy: boolean
  /** 1 or 2 of SEXES; 0 = unknown, in ALL only. */
  readonly sex: number
  /** A leaf of AGES: 1, 2, 4 or 5. */
  readonly age: number
  readonly municipality: number
  /** null = no centre. */
  readonly centre: number | null
  readonly services: readonly number[]
  readonly heavyIn: readonly number[]
}

export interface SyntheticRelease {
  readonly id: string
  readonly contentHash: string
  readonly layout: ReleaseLayout
  readonly policy: Policy
  readonly clients: readonly SyntheticClient[]
  /** Before and after the threshold. */
  readonly truth: PublishedCells
  readonly cells: PublishedCells
  readonly certificate: Certificate
  readonly dataDate: string
  readonly publishedAt: Date
}

/** Invents and counts; writes nothing. */
export function makeSyntheticRelease(options: SyntheticOptions = {}): SyntheticRelease {
  const random = mulberry32(options.seed ?? 1)
  const layout = layoutOf(options)
  const policy = options.policy ?? { kind: 'exact', k: 5, complementExempt: [] }
  const clients = Array.from({ length: options.clients ?? 3000 }, () => inventClient(layout, random))
  const truth = count(layout, clients)
  const shown = (column: Uint32Array) => column.map((n) => (n < policy.k ? 0 : n))
  const cells = { base: shown(truth.base), triples: shown(truth.triples) }
  const hash = tableHash(layout, policy, cells)
  const dataDate = options.dataDate ?? '2025-12-31'
  const contentHash = createHash('sha256').update(`${hash} ${dataDate}`).digest('hex')
  const published = cells.base.filter((n) => n > 0).length + cells.triples.filter((n) => n > 0).length
  const all = cells.base.length + cells.triples.length
  return {
    id: contentHash.slice(0, 12),
    contentHash,
    layout,
    policy,
    clients,
    truth,
    cells,
    certificate: {
      policy,
      programVersion: 'synthetic',
      stage: 'base',
      tables: measureColumns(layout).width,
      cells: all,
      published,
      withheld: all - published,
      audit: { families: [{ kind: 'pair', audited: 3, of: 15 }], narrowestInterval: 6, proven: 0 },
      seconds: 1,
      tableHash: hash,
    },
    dataDate,
    publishedAt: options.publishedAt ?? new Date('2026-01-15T09:00:00.000Z'),
  }
}

/** Makes one and writes it into a migrated portal database. */
export async function publishSynthetic(database: Database, options: SyntheticOptions = {}): Promise<SyntheticRelease> {
  const release = makeSyntheticRelease(options)
  await writeRelease(database, release)
  return release
}

/** Writes a made release; a test may have altered it first. */
export async function writeRelease(database: Database, release: SyntheticRelease): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
  const { layout } = release
  const blocks = await encodeBlocks(release.cells)
  const names = (kind: string, code: string) => ({
    nameFi: `${kind} ${code} fi`,
    nameSv: `${kind} ${code} sv`,
    nameEn: `${kind} ${code} en`,
  })
  await prisma.$transaction([
    prisma.release.create({
      data: {
        id: release.id,
        contentHash: release.contentHash,
        dataDate: new Date(`${release.dataDate}T00:00:00Z`),
        windowFrom: new Date('2025-01-01T00:00:00Z'),
        publishedAt: release.publishedAt,
        countyCode: '16',
        ...names('County', '16'),
        demo: true,
        layout: plain(layout),
        rules: { topShare: 0.1, socialServices: 3, socialTasks: 2 },
        policy: plain(release.policy),
        certificate: plain(release.certificate),
        importReport: {
          importedAt: '2026-01-10T08:00:00.000Z',
          files: [
            {
              file: 'contacts.csv',
              read: release.clients.length * 7,
              rejected: [{ reason: 'UNKNOWN_SERVICE', rows: null }],
              leftOut: [{ reason: 'OUTSIDE_WINDOW', rows: 12 }],
              linkagePercent: 99,
            },
          ],
          warnings: [],
        },
      },
    }),
    prisma.serviceTask.createMany({
      data: ['FAMILIES', 'WORKING_AGE'].map((slug, position) => ({ releaseId: release.id, slug, position, ...names('Task', slug) })),
    }),
    prisma.service.createMany({
      data: layout.services.map((code, position) => ({
        releaseId: release.id,
        code,
        slug: `service-${code.toLowerCase()}`,
        position,
        sector: SECTORS[position % 3] ?? ('HEALTH' as const),
        taskSlug: position % 3 === 1 ? 'FAMILIES' : null,
        ...names('Service', code),
        shortFi: `${code} fi`,
        shortSv: `${code} sv`,
        shortEn: `${code} en`,
        useRule: position % 3 === 1 ? 'DECISION_IN_FORCE' : position % 3 === 2 ? 'CONTACT_GT_N' : 'CONTACT_ANY',
        useThreshold: position % 3 === 2 ? 5 : null,
        heavyRule: position % 3 === 1 ? null : 'TOP_DECILE',
      })),
    }),
    prisma.municipality.createMany({
      data: layout.municipalities.map((code, position) => ({ releaseId: release.id, code, position, ...names('Municipality', code) })),
    }),
    prisma.centre.createMany({
      data: layout.centres.map((code, position) => ({
        releaseId: release.id,
        code,
        position,
        municipalityCode: layout.municipalities[layout.centreMunicipality[position] ?? 0] ?? '',
        ...names('Centre', code),
      })),
    }),
    prisma.releaseBlock.createMany({ data: blocks.map((block) => ({ releaseId: release.id, ...block })) }),
  ])
  await prisma.$disconnect()
}

const SECTORS = ['HEALTH', 'SOCIAL', 'DENTAL'] as const

/** JSON types of the database client know no readonly arrays. */
const plain = (value: object) => JSON.parse(JSON.stringify(value))

function layoutOf(options: SyntheticOptions): ReleaseLayout {
  const municipalities = options.municipalities ?? 4
  const centres = options.centres ?? 3
  const codes = (prefix: string, length: number) => Array.from({ length }, (_, i) => `${prefix}${String(i + 1).padStart(2, '0')}`)
  return {
    services: codes('S', options.services ?? 8),
    municipalities: codes('M', municipalities),
    centres: codes('C', centres),
    centreMunicipality: Array.from({ length: centres }, (_, i) => i % Math.max(1, Math.ceil(municipalities / 2))),
    tops: options.tops ?? { health: 3, social: 3, all: 6 },
  }
}

function inventClient(layout: ReleaseLayout, random: () => number): SyntheticClient {
  const below = (n: number) => Math.floor(random() * n)
  const age = [1, 2, 2, 2, 4, 5][below(6)] ?? 2
  const municipality = Math.min(below(layout.municipalities.length), below(layout.municipalities.length))
  const near = layout.centres.flatMap((_, i) => (layout.centreMunicipality[i] === municipality ? [i] : []))
  const heavy = random() < 0.15
  // Services come in groups of four that are used together, the first ones most.
  const group = below(Math.max(1, Math.ceil(layout.services.length / 4)))
  const services = layout.services.flatMap((_, i) => {
    const chance = (Math.floor(i / 4) === group ? 0.45 : 0.08) * (heavy ? 1.6 : 1) * (1 - i / (2 * layout.services.length))
    return random() < chance ? [i] : []
  })
  return {
    heavy,
    sex: random() < 0.02 ? 0 : 1 + below(2),
    age,
    municipality,
    centre: near.length > 0 && random() < 0.9 ? (near[below(near.length)] ?? null) : null,
    services,
    heavyIn: services.filter(() => random() < 0.1),
  }
}

function count(layout: ReleaseLayout, clients: readonly SyntheticClient[]): PublishedCells {
  const at = measureColumns(layout)
  const [places, triplePlaces] = [placeCount(layout), triplePlaceCount(layout)]
  const base = new Uint32Array(rowCount(places) * at.width)
  const triples = new Uint32Array(rowCount(triplePlaces) * tripleCount(layout))
  const n = layout.services.length
  const add = (block: Uint32Array, index: number) => {
    block[index] = (block[index] ?? 0) + 1
  }
  for (const client of clients) {
    const isHealth = (service: number) => service % 3 === 0
    const health = Math.min(layout.tops.health, client.services.filter(isHealth).length)
    const social = Math.min(layout.tops.social, client.services.filter((service) => service % 3 === 1).length)
    const all = Math.min(layout.tops.all, client.services.length)
    const columns = [at.clients, at.health + health, at.social + social, at.all + all, at.grid + health * (layout.tops.social + 1) + social]
    for (const a of client.heavyIn) columns.push(at.heavyIn + a)
    const tripled: number[] = []
    for (const a of client.services) {
      columns.push(at.services + a)
      for (const b of client.services) {
        if (b > a) columns.push(at.pairs + pairIndex(a, b, n))
        for (const c of client.services) if (a < b && b < c) tripled.push(tripleIndex(a, b, c))
      }
    }
    const ofPlace = [0, 1 + client.municipality, ...(client.centre === null ? [] : [1 + layout.municipalities.length + client.centre])]
    for (const cohort of client.heavy ? [0, 1] : [0]) {
      for (const sex of client.sex === 0 ? [0] : [0, client.sex]) {
        for (const age of [0, client.age, ...(client.age >= 4 ? [AGES.indexOf('AGE_65_PLUS')] : [])]) {
          for (const place of ofPlace) {
            const row = { cohort, sex, age, place }
            for (const column of columns) add(base, rowIndex(row, places) * at.width + column)
            if (place >= triplePlaces) continue
            for (const column of tripled) add(triples, rowIndex(row, triplePlaces) * tripleCount(layout) + column)
          }
        }
      }
    }
  }
  return { base, triples }
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

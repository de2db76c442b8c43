import { PrismaPg } from '@prisma/adapter-pg'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import { PrismaClient } from '../../../server/portal/generated/prisma/client.ts'
import { loadRelease } from '../../../server/portal/release/load.ts'
import { decodeBlocks, type PublishedCells } from '../../../server/release/format.ts'
import type { Catalogue } from '../../../server/vault/catalogue/catalogue.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { DEFAULT_POLICY } from '../../../server/vault/guard/policy.ts'
import { previousRelease } from '../../../server/vault/release/previous.ts'
import { keepCertificate, publishRelease } from '../../../server/vault/release/publish.ts'
import { buildRelease, draftRelease, type Guard, type ReleaseDraft } from '../../../server/vault/release.ts'
import { onEachDatabase, type TestDatabases } from '../../support/databases.ts'
import { type Client, emptyReport, seededClients, smallCatalogue, storeClients } from '../cube/population.ts'
import { basicGuard } from './basic-guard.ts'

const SIZE = { services: 6, municipalities: 3, centres: 3 }
const small = smallCatalogue(SIZE)
const catalogue = { ...small, county: { ...small.county, feedbackEmail: 'accessibility@county.test' } }
const clients = seededClients(11, 800, SIZE)

async function draftOf(vault: Database, changes: { guard?: Guard; portal?: Database; importId?: number } = {}): Promise<ReleaseDraft> {
  const { portal } = changes
  const draft = await buildRelease({
    vault,
    importId: changes.importId ?? 'latest',
    policy: DEFAULT_POLICY,
    guard: changes.guard ?? basicGuard,
    previous: async (county, dataDate) => (portal ? previousRelease(portal, county, dataDate) : null),
  })
  if (!draft) throw new Error('nothing was imported')
  return draft
}

onEachDatabase('a release', (databases: TestDatabases) => {
  let vault: Database
  let portal: Database
  let prisma: PrismaClient
  beforeAll(async () => {
    vault = await databases.vault()
    portal = await databases.portal()
    prisma = new PrismaClient({ adapter: new PrismaPg(portal.pool) })
  })

  it('is not made of nothing', async () => {
    const empty = { vault, importId: 'latest', policy: DEFAULT_POLICY, guard: basicGuard, previous: async () => null } as const
    expect(await buildRelease(empty)).toBeNull()
    expect(await buildRelease({ ...empty, importId: 99 })).toBeNull()
  })

  it('is what the portal loads: cells, layout, policy and catalogue', async () => {
    const importId = await storeClients(vault, catalogue, clients)
    const draft = await draftOf(vault)
    expect(draft.importId).toBe(importId)
    expect(await publishRelease(portal, draft)).toEqual({ kind: 'published', id: draft.id })

    const reader = await loadRelease(prisma, draft.id)
    expect(reader?.layout).toEqual(draft.layout)
    expect(reader?.policy).toEqual(draft.policy)
    expect(reader?.release).toMatchObject({ countyCode: 'TST', demo: true, nameEn: 'Test county', contentHash: draft.contentHash })
    expect(reader?.release.feedbackEmail).toBe('accessibility@county.test')
    expect(reader?.release.dataDate.toISOString()).toBe('2025-12-31T00:00:00.000Z')
    expect(reader?.release.windowFrom.toISOString()).toBe('2025-01-01T00:00:00.000Z')
    expect(reader?.release.rules).toEqual({ topShare: 0.1, socialServices: 3, socialTasks: 2 })
    expect(reader?.services.map(({ code, sector, taskSlug }) => ({ code, sector, taskSlug }))).toEqual(
      catalogue.services.map(({ code, sector, task }) => ({ code, sector, taskSlug: task })),
    )
    expect(reader?.services[0]).toMatchObject({ useRule: 'CONTACT_GT_N', useThreshold: 5, heavyRule: 'TOP_DECILE', heavyThreshold: null })
    expect(await prisma.centre.findMany({ where: { releaseId: draft.id }, orderBy: { position: 'asc' } })).toMatchObject(
      catalogue.centres.map(({ code, municipality }, position) => ({ code, municipalityCode: municipality, position })),
    )
    const blocks = await prisma.releaseBlock.findMany({ where: { releaseId: draft.id } })
    expect(await decodeBlocks(draft.layout, blocks)).toEqual(draft.cells)
    expect(draft.cells.base[0]).toBe(800)
  })

  it('published twice is one release', async () => {
    const draft = await draftOf(vault, { portal })
    expect(await publishRelease(portal, draft)).toEqual({ kind: 'already published', id: draft.id })
    expect(await prisma.release.count()).toBe(1)
    expect(await prisma.releaseBlock.count()).toBe(2)
  })

  it('keeps its whole certificate in the vault, and only its public part in the portal', async () => {
    const draft = await draftOf(vault)
    await keepCertificate(vault, draft)
    await keepCertificate(vault, draft)
    const { rows } = await vault.pool.query('SELECT release_id, import_id, certificate FROM certificate')
    expect(rows).toEqual([{ release_id: draft.id, import_id: draft.importId, certificate: draft.vaultCertificate }])
    const stored = await prisma.release.findUniqueOrThrow({ where: { id: draft.id } })
    expect(JSON.stringify(stored)).not.toContain('in the vault')
  })

  it('leaves nothing behind where it fails half way', async () => {
    const draft = await draftOf(vault)
    const broken: ReleaseDraft = {
      ...draft,
      ...{ id: 'half', contentHash: 'half' },
      catalogue: { ...catalogue, centres: catalogue.centres.map((centre) => ({ ...centre, municipality: 'nowhere' })) },
    }
    await expect(publishRelease(portal, broken)).rejects.toThrow('the release could not be published')
    expect(await prisma.release.findUnique({ where: { id: 'half' } })).toBeNull()
    expect(await prisma.releaseBlock.count({ where: { releaseId: 'half' } })).toBe(0)
    expect(await publishRelease(portal, draft)).toMatchObject({ kind: 'already published' })
  })

  it('is another one for another stage, catalogue, data date or cell', async () => {
    const first = await draftOf(vault)
    const lifted: Guard = async (...question) => {
      const guarded = await basicGuard(...question)
      return { ...guarded, certificate: { ...guarded.certificate, stage: 'lifted' } }
    }
    const [service, ...services] = catalogue.services
    if (!service) throw new Error('no service')
    const renamed: Catalogue = { ...catalogue, services: [{ ...service, name: { ...service.name, sv: 'annat' } }, ...services] }
    const fewer = clients.slice(0, -1)
    const others = [
      await draftOf(vault, { guard: lifted }),
      await draftOf(vault, { importId: await storeClients(vault, renamed, clients, { dataDate: '2024-12-31' }) }),
      await draftOf(vault, { importId: await storeClients(vault, catalogue, clients, { dataDate: '2024-06-30' }) }),
      await draftOf(vault, { importId: await storeClients(vault, catalogue, fewer, { dataDate: '2024-03-31' }) }),
    ]
    const ids = [first, ...others].map(({ id }) => id)
    expect(new Set(ids).size).toBe(5)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/)
    expect(others[1]?.certificate.tableHash).toBe(first.certificate.tableHash)
    expect((await draftOf(vault, { importId: first.importId })).id).toBe(first.id)
    expect((await draftOf(vault)).id, 'the import made last').toBe(others[3]?.id)
  })

  it('warns of services whose users changed by more than a third or so since the last release', async () => {
    const half: readonly Client[] = clients.map((client, i) =>
      i % 2 === 0
        ? client
        : { ...client, services: client.services.filter((s) => s !== 0), heavyServices: client.heavyServices.filter((s) => s !== 0) },
    )
    const importId = await storeClients(vault, catalogue, half, { dataDate: '2026-12-31' })
    const draft = await draftOf(vault, { importId, portal })
    expect(draft.importReport.warnings).toEqual(['S0'])
    expect((await draftOf(vault, { importId })).importReport.warnings).toEqual([])
    await publishRelease(portal, draft)
    expect((await draftOf(vault, { importId, portal })).importReport.warnings, 'not against its own earlier stage').toEqual(['S0'])
  })
})

describe('a draft', () => {
  it.each<{ title: string; spoil: (cells: PublishedCells) => PublishedCells; message: RegExp }>([
    { title: 'with a figure below the threshold', spoil: (cells) => ({ ...cells, base: cells.base.with(0, 4) }), message: /threshold/ },
    { title: 'with a figure changed', spoil: (cells) => ({ ...cells, base: cells.base.with(0, 799) }), message: /another table/ },
    { title: 'with a block cut short', spoil: (cells) => ({ ...cells, triples: cells.triples.slice(1) }), message: /layout/ },
  ])('$title after certification is refused', async ({ spoil, message }) => {
    const { counted, guarded } = await countedInMemory()
    expect(() => draftRelease(counted, DEFAULT_POLICY, guarded, null)).not.toThrow()
    expect(() => draftRelease(counted, DEFAULT_POLICY, { ...guarded, cells: spoil(guarded.cells) }, null)).toThrow(message)
  })

  it('with an audit that proved something is refused', async () => {
    const { counted, guarded } = await countedInMemory()
    const certificate = { ...guarded.certificate, audit: { ...guarded.certificate.audit, proven: 1 } }
    expect(() => draftRelease(counted, DEFAULT_POLICY, { ...guarded, certificate }, null)).toThrow(/not valid/)
  })
})

async function countedInMemory() {
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, 5)
  const cube = countCells(
    profiles,
    layout,
    catalogue.services.map(({ sector }) => sector),
  )
  const counted = {
    ...{ importId: 1, dataDate: '2025-12-31', windowFrom: '2025-01-01', importedAt: '2026-01-02T03:04:05.000Z', demo: true },
    ...{ catalogue, report: emptyReport(clients), layout, cube },
  }
  return { counted, guarded: await basicGuard(cube, DEFAULT_POLICY, () => {}) }
}

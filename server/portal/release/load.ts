/** One release from the portal's database into memory, checked on the way. */
import { CorruptRelease, decodeBlocks, type Policy, tableHashAside } from '../../release/format.ts'
import type { ReleaseLayout } from '../../release/lattice.ts'
import type { PrismaClient, Release, Service } from '../generated/prisma/client.ts'
import type { LoadedCells } from './published-table.ts'
import { ReleaseReader } from './reader.ts'
import { InvalidRelease, parseCertificate, parseLayout, parsePolicy } from './stored.ts'

/**
 * Loads, checks and opens a release. `null`: there is none, or it was withdrawn.
 * Throws `CorruptRelease` or `InvalidRelease` where blocks, certificate and table do not belong together or the audit proved something.
 */
export async function loadRelease(prisma: PrismaClient, id: string): Promise<ReleaseReader | null> {
  const checked = await loadChecked(prisma, id)
  return checked && readerOf(checked)
}

/** The same, without triples: a series reads single cells of many releases. */
export async function loadWithoutTriples(prisma: PrismaClient, id: string): Promise<ReleaseReader | null> {
  const checked = await loadChecked(prisma, id)
  return checked && readerOf({ ...checked, cells: { base: checked.cells.base, triples: null } })
}

interface Checked {
  readonly release: Release
  readonly services: readonly Service[]
  readonly layout: ReleaseLayout
  readonly policy: Policy
  readonly cells: LoadedCells
}

async function loadChecked(prisma: PrismaClient, id: string): Promise<Checked | null> {
  const stored = await prisma.release.findFirst({
    where: { id, withdrawnAt: null },
    include: {
      blocks: true,
      services: { orderBy: { position: 'asc' } },
      municipalities: { orderBy: { position: 'asc' } },
      centres: { orderBy: { position: 'asc' } },
    },
  })
  if (!stored) return null
  const { blocks, services, municipalities, centres, ...release } = stored
  const layout = parseLayout(release.layout)
  const policy = parsePolicy(release.policy)
  const certificate = parseCertificate(release.certificate)
  const cells = await decodeBlocks(layout, blocks).catch((cause: unknown) => {
    throw cause instanceof CorruptRelease ? cause : new InvalidRelease('block', { cause })
  })
  const isOfTable = certificate.tableHash === (await tableHashAside(layout, policy, cells))
  if (certificate.audit.proven !== 0 || !isOfTable) throw new InvalidRelease('certificate')
  const same = (rows: readonly { code: string }[], codes: readonly string[]) =>
    rows.length === codes.length && rows.every((row, i) => row.code === codes[i])
  if (!same(services, layout.services) || !same(municipalities, layout.municipalities) || !same(centres, layout.centres)) {
    throw new InvalidRelease('catalogue')
  }
  return { release, services, layout, policy, cells }
}

function readerOf({ release, services, layout, policy, cells }: Checked): ReleaseReader {
  try {
    return new ReleaseReader(release, services, layout, policy, cells)
  } catch (cause) {
    throw new InvalidRelease('table', { cause })
  }
}

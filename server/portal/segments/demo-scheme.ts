/** The demo county begins with one ready scheme in force, so that its segments have figures before anybody works on them. */
import { canonicalScheme, schemeText } from '../../segments/canonical.ts'
import { readySchemes } from '../../segments/ready-schemes.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { vocabularyOf } from './vocabulary.ts'

const BY = { id: 'demo', name: 'Demo' }

/** Does nothing where the release is of real clients or the county has any draft. */
export async function adoptForDemo(prisma: PrismaClient, releaseId: string): Promise<void> {
  const release = await prisma.release.findUnique({ where: { id: releaseId }, include: { services: { orderBy: { position: 'asc' } } } })
  if (!release?.demo) return
  const [ready] = readySchemes(release.services.map(({ code }) => code))
  if (!ready) return
  const { countyCode } = release
  const { scope, key, content } = ready
  const vocabulary = vocabularyOf({ release, services: release.services })
  const scheme = canonicalScheme({ scope, rules: content.segments.map(({ rule }) => rule) }, vocabulary)
  // Plain data: JSON holds it as it is.
  const json = JSON.parse(JSON.stringify(content))
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`adopt ${countyCode} ${scope}`}))`
    if ((await tx.segmentDraft.count({ where: { countyCode } })) > 0) return
    const draft = await tx.segmentDraft.create({
      data: {
        ...{ countyCode, scope, basedOn: key, createdById: BY.id, createdByName: BY.name },
        versions: { create: { number: 1, note: '', content: json, savedById: BY.id, savedByName: BY.name } },
        decisions: { create: { version: 1, kind: 'ADOPTED', text: '', byId: BY.id, byName: BY.name } },
      },
    })
    await tx.adoptedScheme.create({
      data: {
        ...{ draftId: draft.id, version: 1, countyCode, scope, content: json, schemeText: schemeText(scheme) },
        ...{ adoptedById: BY.id, adoptedByName: BY.name },
      },
    })
  })
}

/** Figures of adopted schemes: asked of the vault once for each release, through the queue in the portal's database, and kept there. */
import { type AdoptedAnswer, parseAdopted } from '../../segments/adopted.ts'
import type { AdoptedScheme, PrismaClient } from '../generated/prisma/client.ts'
import type { RequestContext } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'
import { lookAt } from '../schema/look-at.ts'
import { seesSizes } from './author.ts'
import { askOnce, schemeHash } from './question.ts'
import { scopeOf } from './scope-of.ts'

export type AdoptedState =
  /** The viewer's rights do not cover figures of the whole county in this age group. */
  | { readonly kind: 'not shown' }
  /** The vault is being asked. */
  | { readonly kind: 'waiting' }
  /** Of an earlier release, which the scheme was not in force for. */
  | { readonly kind: 'not counted' }
  | AdoptedAnswer

const FIGURES = 'FIGURES'

/** An adopted scheme of the county of the current release, in force or not. Throws UNKNOWN_CODE. */
export async function findAdopted(context: RequestContext, id: string): Promise<AdoptedScheme> {
  const { release } = await context.release()
  const found = await context.prisma.adoptedScheme.findFirst({ where: { id, countyCode: release.countyCode } })
  if (!found) throw new PortalError('UNKNOWN_CODE', 'There is no such scheme.')
  return found
}

/** What is known of a scheme in a release; the first look at the current release asks the vault. */
export async function figuresOf(context: RequestContext, scheme: AdoptedScheme, releaseId: string | null): Promise<AdoptedState> {
  const scope = scopeOf(scheme)
  if (!seesSizes(context.viewer, context.asking.now, scope)) return { kind: 'not shown' }
  const { release } = await context.release(releaseId)
  const key = { releaseId: release.id, kind: FIGURES, schemeHash: schemeHash(scheme.schemeText) }
  const found = await context.prisma.draftQuestion.findUnique({ where: { releaseId_kind_schemeHash: key } })
  if (!found?.answeredAt || found.answer === null) {
    const current = (await context.release()).release
    if (current.id !== release.id || (scheme.replacedAt !== null && !found)) return { kind: 'not counted' }
    await askFigures(context.prisma, scheme, release)
    context.drafts.asked?.()
    return { kind: 'waiting' }
  }
  const state = parseAdopted(found.answer)
  if (state.kind === 'figures') {
    const shown = Object.values(state.figures.tables).flatMap(({ segments, all }) => [...segments.flat(), ...all])
    context.asking.looks.push(
      lookAt(
        'segmentation',
        { release: releaseId, selection: scope === 'ALL' ? {} : { ageGroups: [scope] } },
        shown.filter(({ size }) => size !== null),
        context,
      ),
    )
  }
  return state
}

/** Puts the question into the queue, once. */
export const askFigures = (
  prisma: PrismaClient,
  scheme: Pick<AdoptedScheme, 'schemeText'>,
  release: { readonly id: string; readonly dataDate: Date },
): Promise<void> => askOnce(prisma, FIGURES, scheme, release)

/**
 * Puts in the queue every scheme that the release's county has in force, where no release of a later data date is there: earlier ones are
 * counted where somebody asks for it. The invented clients of the demo county are counted at every data date, at the newest in detail too.
 */
export async function askAllFigures(prisma: PrismaClient, releaseId: string): Promise<void> {
  const release = await prisma.release.findUnique({
    where: { id: releaseId },
    select: { id: true, dataDate: true, countyCode: true, demo: true },
  })
  if (!release) return
  const { countyCode, dataDate, demo } = release
  const newest = (await prisma.release.count({ where: { countyCode, dataDate: { gt: dataDate }, withdrawnAt: null } })) === 0
  if (!newest && !demo) return
  const schemes = await prisma.adoptedScheme.findMany({ where: { countyCode, replacedAt: null } })
  for (const scheme of schemes) {
    await askFigures(prisma, scheme, release)
    if (newest && demo) await askOnce(prisma, 'DETAIL', scheme, release)
  }
}

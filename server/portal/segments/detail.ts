/** Detail of an adopted scheme: counted where somebody asks for it, answered and kept as its figures are. */
import type { AdoptedFigures } from '../../segments/adopted.ts'
import { type AdoptedDetail, parseDetailAnswer } from '../../segments/detail.ts'
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import type { AdoptedScheme } from '../generated/prisma/client.ts'
import { needOf } from '../release/coverage.ts'
import { type Figure, WITHHELD } from '../release/figure.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { AskedSelection } from '../release/selection.ts'
import type { RequestContext } from '../schema/context.ts'
import { lookAt } from '../schema/look-at.ts'
import { figuresOf } from './adopted.ts'
import { mayWrite, seesSizes } from './author.ts'
import { demandCount } from './demand-count.ts'
import { askOnce, schemeHash } from './question.ts'
import { scopeOf } from './scope-of.ts'

export type DetailState =
  | { readonly kind: 'not shown' | 'waiting' | 'not counted' | 'spent' | 'not possible' }
  | { readonly kind: 'detail'; readonly detail: AdoptedDetail; readonly figures: AdoptedFigures; readonly published: Published }

/** What the release publishes of all clients of the scheme's age group. */
export interface Published {
  readonly clients: Figure
  /** Clients who use both services. */
  readonly pair: (one: string, other: string) => Figure
}

/** Whether the viewer may have the detail counted: of the current release, by a scheme in force. */
export const mayCountDetail = async ({ viewer, asking, release }: RequestContext, scheme: AdoptedScheme, of: string | null) => {
  const current = (await release()).release.id
  return scheme.replacedAt === null && (of ?? current) === current && mayWrite(viewer, asking.now, scopeOf(scheme))
}

/** What is known of a scheme's detail in a release, as a look at it. */
export async function detailOf(context: RequestContext, scheme: AdoptedScheme, releaseId: string | null): Promise<DetailState> {
  const scope = scopeOf(scheme)
  if (!seesSizes(context.viewer, context.asking.now, scope)) return { kind: 'not shown' }
  const { release } = await context.release(releaseId)
  const key = { releaseId: release.id, kind: 'DETAIL', schemeHash: schemeHash(scheme.schemeText) }
  const found = await context.prisma.draftQuestion.findUnique({ where: { releaseId_kind_schemeHash: key } })
  if (!found) return { kind: 'not counted' }
  if (!found.answeredAt || found.answer === null) return { kind: 'waiting' }
  const answer = parseDetailAnswer(found.answer)
  if (answer.kind !== 'detail') return answer
  const figures = await figuresOf(context, scheme, releaseId)
  if (figures.kind !== 'figures') return figures
  const selection = scope === 'ALL' ? {} : { ageGroups: [scope] }
  const { pairs, tables } = answer.detail
  const told = [...pairs.flatMap(({ clients }) => clients), ...[tables.PLACES, tables.CENTRES].flatMap(({ segments }) => segments.flat())]
  context.asking.looks.push(
    lookAt(
      'segmentDetail',
      { release: releaseId, selection },
      told.filter(({ size }) => size !== null),
      context,
    ),
  )
  return {
    kind: 'detail',
    detail: answer.detail,
    figures: figures.figures,
    published: publishedOf(await context.askedBy(BEYOND_ONE_SERVICE).reader(releaseId), selection),
  }
}

function publishedOf(reader: ReleaseReader, asked: AskedSelection): Published {
  const selection = reader.admit(asked, needOf({ kind: 'usageMatrix' }))
  const figures = 'refused' in selection ? null : reader.figuresOf(selection)
  const at = (code: string) => reader.layout.services.indexOf(code)
  return {
    clients: figures?.using() ?? WITHHELD,
    pair: (one, other) => (figures && at(one) >= 0 && at(other) >= 0 ? figures.using(at(one), at(other)) : WITHHELD),
  }
}

/** Has the detail of a scheme counted for the current release: it takes one of the places that the data date has for counts. */
export async function countDetail(context: RequestContext, scheme: AdoptedScheme, as: string | null | undefined): Promise<void> {
  await demandCount(context, scheme, as, 'COUNT_DETAIL')
  await askOnce(context.prisma, 'DETAIL', scheme, (await context.release()).release)
  context.drafts.asked?.()
}

/** The crosswalk of two schemes: how the segments of one meet those of the other. Every number is noisy, in tens, with its interval. */
import type { Crosswalk } from '../../../segments/crosswalk.ts'
import { askCrosswalk, type CrosswalkState, crosswalkOf, type Sides } from '../../segments/crosswalk.ts'
import { storedContent } from '../../segments/stored-content.ts'
import { findDraft, findVersion, versionNumber } from '../../segments/workroom.ts'
import { builder } from '../builder.ts'
import type { RequestContext } from '../context.ts'
import { ShareType, toldShare } from './estimates.ts'
import { NoisySizeType } from './sizes.ts'

const StateEnum = builder.enumType('CrosswalkState', {
  description:
    'NOT_SHOWN: outside the rights of the viewer. SAME: both have equal rules. SPENT: no evaluations are left for the age group. NOT_POSSIBLE: the vault holds no data of the release.',
  values: ['NOT_SHOWN', 'SAME', 'NEVER_ASKED', 'WAITING', 'CROSSWALK', 'SPENT', 'NOT_POSSIBLE'] as const,
})
const STATES = {
  'not shown': 'NOT_SHOWN',
  same: 'SAME',
  'never asked': 'NEVER_ASKED',
  waiting: 'WAITING',
  crosswalk: 'CROSSWALK',
  spent: 'SPENT',
  'not possible': 'NOT_POSSIBLE',
} as const

/** A cell by its place. */
interface At {
  readonly crosswalk: Crosswalk
  readonly row: number
  readonly column: number
}

const sizeAt = ({ crosswalk, row, column }: At) => known(crosswalk.cells[row]?.[column])

const CellType = builder.objectRef<At>('CrosswalkCell').implement({
  fields: (t) => ({
    clients: t.field({ type: NoisySizeType, resolve: sizeAt }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of the segment of the row.',
      resolve: (at) => toldShare(sizeAt(at), known(at.crosswalk.rows[at.row]), known(at.crosswalk.columns[at.column])),
    }),
  }),
})

interface Line {
  readonly crosswalk: Crosswalk
  readonly at: number
  readonly key: string | null
}

const RowType = builder.objectRef<Line>('CrosswalkRow').implement({
  fields: (t) => ({
    key: t.id({ nullable: true, description: 'Key of the segment; null for other.', resolve: ({ key }) => key }),
    clients: t.field({
      type: NoisySizeType,
      description: 'The sum of its cells.',
      resolve: ({ crosswalk, at }) => known(crosswalk.rows[at]),
    }),
    cells: t.field({
      type: [CellType],
      complexity: { multiplier: 8 },
      description: 'One a segment of the other scheme, in their order.',
      resolve: ({ crosswalk, at }) => crosswalk.columns.map((_, column) => ({ crosswalk, row: at, column })),
    }),
  }),
})

const ColumnType = builder.objectRef<Line>('CrosswalkColumn').implement({
  fields: (t) => ({
    key: t.id({ nullable: true, description: 'Key of the segment; null for other.', resolve: ({ key }) => key }),
    clients: t.field({
      type: NoisySizeType,
      description: 'The sum of its cells.',
      resolve: ({ crosswalk, at }) => known(crosswalk.columns[at]),
    }),
  }),
})

interface Shown {
  readonly sides: Sides
  readonly state: CrosswalkState
}

const linesOf = ({ state }: Shown, { version }: Sides['from']): readonly Line[] =>
  state.kind === 'crosswalk'
    ? [...storedContent(version.content).segments.map(({ key }) => key), null].map((key, at) => ({ crosswalk: state.crosswalk, at, key }))
    : []

const CrosswalkType = builder.objectRef<Shown>('SchemeCrosswalk').implement({
  description: 'Clients by the segments of two schemes; the sums are of its cells, and wider than the sizes of one scheme alone.',
  fields: (t) => ({
    state: t.field({ type: StateEnum, resolve: ({ state }) => STATES[state.kind] }),
    rows: t.field({
      type: [RowType],
      complexity: { multiplier: 8 },
      description: 'Segments of the first scheme, other last; empty unless state is CROSSWALK.',
      resolve: (shown) => [...linesOf(shown, shown.sides.from)],
    }),
    columns: t.field({
      type: [ColumnType],
      complexity: { multiplier: 8 },
      description: 'Segments of the second scheme, other last; empty unless state is CROSSWALK.',
      resolve: (shown) => [...linesOf(shown, shown.sides.to)],
    }),
  }),
})

interface Asked {
  readonly fromDraft: string
  readonly fromVersion?: string | null | undefined
  readonly toDraft: string
  readonly toVersion?: string | null | undefined
}

async function sidesOf(context: RequestContext, { fromDraft, fromVersion, toDraft, toVersion }: Asked): Promise<Sides> {
  const side = async (id: string, number: string | null | undefined) => {
    const draft = await findDraft(context, id)
    return { draft, version: await findVersion(context, draft.id, number ? versionNumber(number) : null) }
  }
  return { from: await side(fromDraft, fromVersion), to: await side(toDraft, toVersion) }
}

builder.queryField('schemeCrosswalk', (t) =>
  t.field({
    type: CrosswalkType,
    description:
      'How the segments of two schemes of one age group meet, as the vault answered for the current release; newest versions where absent.',
    args: {
      fromDraft: t.arg.id({ required: true }),
      fromVersion: t.arg.id(),
      toDraft: t.arg.id({ required: true }),
      toVersion: t.arg.id(),
    },
    complexity: { field: 20, multiplier: 1 },
    resolve: async (_, asked, context) => {
      const sides = await sidesOf(context, asked)
      return { sides, state: await crosswalkOf(context, sides) }
    },
  }),
)

builder.mutationField('evaluateCrosswalk', (t) =>
  t.field({
    type: CrosswalkType,
    description: 'Asks the vault how two schemes meet; spends one evaluation unless the two were crossed before, in whichever order.',
    args: {
      fromDraft: t.arg.id({ required: true }),
      fromVersion: t.arg.id({ required: true }),
      toDraft: t.arg.id({ required: true }),
      toVersion: t.arg.id({ required: true }),
      as: t.arg.string({ description: 'In the demo, where nobody signs in: who does it. Refused elsewhere.' }),
    },
    complexity: { field: 100, multiplier: 1 },
    resolve: async (_, { as, ...asked }, context) => {
      const sides = await sidesOf(context, asked)
      await askCrosswalk(context, sides, as)
      return { sides, state: await crosswalkOf(context, sides) }
    },
  }),
)

function known<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('a crosswalk has another shape than its schemes')
  return one
}

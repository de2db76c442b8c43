/** The usage matrix: rows of numbers, not an object for a cell. */
import { needOf } from '../release/coverage.ts'
import { type Matrix, matrixOf } from '../release/matrix.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import { MatrixOrderEnum } from './enums.ts'
import { admitted } from './errors.ts'
import { CoverageType, coverageFor, FigureType, type ViewAnswer } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput, SelectionValueType } from './selection.ts'

interface MatrixAnswer extends ViewAnswer {
  readonly matrix: Matrix
}

const UsageMatrixType = builder.objectRef<MatrixAnswer>('UsageMatrix').implement({
  description:
    "Row-major, square, symmetric (rowShares: row's clients who use the column), in the order of services; the diagonal is the service's clients.",
  fields: (t) => {
    const codes = (answer: MatrixAnswer, positions: readonly number[]) =>
      positions.flatMap((position) => answer.reader.layout.services[position] ?? [])
    return {
      selection: t.field({ type: SelectionValueType, resolve: (answer) => answer.selection }),
      clients: t.field({ type: FigureType, resolve: (answer) => answer.matrix.clients }),
      services: t.field({ type: [ServiceType], resolve: (answer) => [...answer.reader.services] }),
      counts: t.field({
        type: [t.listRef('Count', { nullable: true })],
        complexity: { field: 10, multiplier: 1 },
        resolve: (answer) => answer.matrix.counts,
      }),
      atLeast: t.field({
        type: [t.listRef('Boolean')],
        complexity: { field: 10, multiplier: 1 },
        resolve: (answer) => answer.matrix.atLeast,
      }),
      lifts: t.field({
        type: [t.listRef('Lift', { nullable: true })],
        description: 'Null on the diagonal.',
        complexity: { field: 10, multiplier: 1 },
        resolve: (answer) => answer.matrix.lifts(),
      }),
      rowShares: t.field({
        type: [t.listRef('Share', { nullable: true })],
        complexity: { field: 10, multiplier: 1 },
        resolve: (answer) => answer.matrix.rowShares(),
      }),
      order: t.idList({
        args: { by: t.arg({ type: MatrixOrderEnum, required: true }) },
        resolve: (answer, { by }) => codes(answer, orderOf(answer.matrix, by)),
      }),
      blocks: t.field({
        type: [t.listRef('ID')],
        description: 'Blocks of similar services (order SIMILARITY): codes in that order, one list a block of at least two.',
        resolve: (answer) => answer.matrix.similarity().blocks.map((block) => codes(answer, block)),
      }),
      coverage: t.field({ type: CoverageType, resolve: coverageFor }),
    }
  },
})

builder.queryField('usageMatrix', (t) =>
  t.field({
    type: UsageMatrixType,
    args: { selection: t.arg({ type: SelectionInput }), release: t.arg.id() },
    complexity: { field: VIEW_POINTS.heavy, multiplier: 1 },
    resolve: async (_, { selection: asked, release }, context) => {
      const reader = await context.reader(release)
      const view = { kind: 'usageMatrix' } as const
      const selection = admitted(reader.admit(asked, needOf(view)))
      return { reader, selection, view, matrix: matrixOf(reader, selection) }
    },
  }),
)

function orderOf(matrix: Matrix, by: typeof MatrixOrderEnum.$inferType): readonly number[] {
  switch (by) {
    case 'SECTOR':
      return matrix.bySector()
    case 'SIZE':
      return matrix.bySize()
    case 'SIMILARITY':
      return matrix.similarity().order
    default: {
      const never: never = by
      throw new Error(`unknown order ${String(never)}`)
    }
  }
}

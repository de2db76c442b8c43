/** Figures that leave the portal: written down before a file is made. */
import { actorOf } from '../access/sign-in.ts'
import { builder } from './builder.ts'
import { NotGranted } from './context.ts'
import { lookAt } from './look-at.ts'
import { SelectionInput } from './selection.ts'
import { mayExport } from './viewer.ts'

const FormatEnum = builder.enumType('ExportFormat', { values: ['XLSX', 'CSV', 'JSON', 'PNG', 'SVG', 'TEXT', 'PRINT'] as const })
const ExportedViewEnum = builder.enumType('ExportedView', {
  description: 'The page whose figures are taken out.',
  values: [
    'OVERVIEW',
    'COUNTS',
    'SERVICE',
    'MATRIX',
    'COMBINATIONS',
    'COMPARE',
    'LEADERSHIP',
    'FOLLOWING',
    'REPORT',
    'MINUTES',
    'SEGMENTS',
    'OTHER',
  ] as const,
})

builder.mutationField('recordExport', (t) =>
  t.boolean({
    description: 'Asks leave to take figures of a release out, and writes it down; true once that is done. Errors: NOT_GRANTED.',
    args: {
      view: t.arg({ type: ExportedViewEnum, required: true }),
      format: t.arg({ type: FormatEnum, required: true }),
      selection: t.arg({ type: SelectionInput }),
      release: t.arg.id(),
    },
    resolve: async (_, { view, format, selection, release }, context) => {
      const { audit, viewer } = context
      const { release: about } = await context.release(release)
      const permitted = mayExport(context, about.id)
      const { selections } = lookAt('recordExport', selection ? { selection } : {}, null, context)
      await audit.record({
        ...{ kind: 'EXPORT', actor: actorOf(viewer), outcome: permitted ? 'DONE' : 'REFUSED', subject: view, release: about.id },
        detail: { format, selections: selections.map((one) => ({ ...one })) },
      })
      if (!permitted) throw new NotGranted()
      return true
    },
  }),
)

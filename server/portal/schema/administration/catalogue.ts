/** The county's catalogue for whoever edits it: tables, changes of rows, and who made them. */

import { nullable } from '../../../json.ts'
import {
  CATALOGUE_FILES,
  type CatalogueFile,
  type CatalogueTable,
  isCatalogueFile,
  isKeyColumn,
  keyOf,
  parseRow,
  type Row,
  rowOf,
  sameRow,
  unfitColumn,
  withChanges,
} from '../../../orders/catalogue-tables.ts'
import { placeOrder, seenDesk } from '../../administration/place-order.ts'
import { cleanText } from '../../audit/clean.ts'
import type { CatalogueChange } from '../../generated/prisma/client.ts'
import { builder } from '../builder.ts'
import type { RequestContext } from '../context.ts'
import { PortalError } from '../errors.ts'
import { FEW } from '../limits.ts'

interface ColumnValue {
  readonly column: string
  readonly value: string
}

const ValueType = builder.objectRef<ColumnValue>('ColumnValue').implement({
  fields: (t) => ({ column: t.exposeString('column'), value: t.exposeString('value') }),
})
const ValueInput = builder.inputType('ColumnValueInput', {
  fields: (t) => ({ column: t.string({ required: true }), value: t.string({ required: true }) }),
})

interface TableRow {
  readonly key: string
  readonly values: readonly string[]
  readonly changed: boolean
}
const RowType = builder.objectRef<TableRow>('CatalogueRow').implement({
  fields: (t) => ({
    key: t.exposeString('key'),
    values: t.stringList({ description: 'In the order of the columns.', resolve: ({ values }) => [...values] }),
    changed: t.exposeBoolean('changed', { description: 'In the web, against the county’s file.' }),
  }),
})

interface Edited {
  readonly table: CatalogueTable
  readonly base: CatalogueTable
}
const TableType = builder.objectRef<Edited>('CatalogueTable').implement({
  fields: (t) => ({
    file: t.string({ resolve: ({ table }) => table.file }),
    columns: t.stringList({ resolve: ({ table }) => [...table.columns] }),
    keyColumns: t.stringList({
      description: 'They name a row and are not changed.',
      resolve: ({ table }) => table.columns.filter((column) => isKeyColumn(table.file, column)),
    }),
    rows: t.field({ type: [RowType], complexity: FEW, resolve: rowsOf }),
  }),
})

const rowsOf = ({ table, base }: Edited): TableRow[] => {
  const known = new Map(base.rows.map((row) => [keyOf(base.file, row), row]))
  return table.rows.map((row) => {
    const key = keyOf(table.file, row)
    return { key, values: table.columns.map((column) => row[column] ?? ''), changed: !sameRow(known.get(key) ?? null, row) }
  })
}

const ChangeType = builder.objectRef<CatalogueChange>('CatalogueChange').implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => String(id) }),
    file: t.exposeString('file'),
    key: t.exposeString('key'),
    before: t.field({ type: [ValueType], complexity: FEW, nullable: true, resolve: ({ before }) => valuesOf(nullable(before, parseRow)) }),
    after: t.field({ type: [ValueType], complexity: FEW, nullable: true, resolve: ({ after }) => valuesOf(nullable(after, parseRow)) }),
    at: t.expose('at', { type: 'DateTime' }),
    by: t.exposeString('byName'),
  }),
})

const valuesOf = (row: Row | null): ColumnValue[] | null => (row ? Object.entries(row).map(([column, value]) => ({ column, value })) : null)

builder.queryFields((t) => ({
  catalogueTables: t.field({
    type: [TableType],
    complexity: FEW,
    description: 'As the next import will read them: the county’s files with the changes over them. Empty before a worker was there.',
    resolve: async (_, __, context) => editedTables(context),
  }),
  catalogueChanges: t.field({
    type: [ChangeType],
    complexity: FEW,
    description: 'The newest first; at most 100.',
    args: { file: t.arg.string(), key: t.arg.string() },
    resolve: (_, { file, key }, { prisma }) =>
      prisma.catalogueChange.findMany({
        where: { ...(file ? { file } : {}), ...(key ? { key } : {}) },
        orderBy: { id: 'desc' },
        take: 100,
      }),
  }),
}))

builder.mutationFields((t) => ({
  orderCatalogueChange: t.id({
    description:
      'Of one row, for the next import. The vault loads the whole catalogue with it, and accepts or says what is wrong. The order’s id.',
    args: {
      file: t.arg.string({ required: true }),
      before: t.arg({ type: [ValueInput], description: 'The row as it was seen; null: there was none.' }),
      after: t.arg({ type: [ValueInput], description: 'Null: the row is taken out.' }),
    },
    resolve: async (_, { file, before, after }, context) => {
      if (!isCatalogueFile(file)) throw new PortalError('UNKNOWN_CODE', 'The catalogue has no such file.')
      const edited = (await editedTables(context)).find(({ table }) => table.file === file)
      if (!edited) throw new PortalError('BAD_USER_INPUT', 'The catalogue is not known yet: no worker was there.')
      const change = { file, before: rowFrom(edited.table, before), after: rowFrom(edited.table, after) }
      const row = change.after ?? change.before
      if (row === null) throw new PortalError('BAD_USER_INPUT', 'A change is of a row.')
      const key = keyOf(file, row)
      if (key.trim() === '') throw new PortalError('BAD_USER_INPUT', 'A row has a name.')
      if (change.before && change.after && keyOf(file, change.before) !== key)
        throw new PortalError('BAD_USER_INPUT', 'What names a row is not changed: take the row out and add another.')
      if (!sameRow(rowOf(edited.table, key), change.before))
        throw new PortalError('VERSION_CONFLICT', 'Somebody changed the row meanwhile.')
      if (sameRow(change.before, change.after)) throw new PortalError('BAD_USER_INPUT', 'Nothing was changed.')
      const { id } = await placeOrder(context, { kind: 'CATALOGUE', change }, { file, key: codeOf(key), took: change.after === null })
      return id
    },
  }),
}))

/** A typed name of a new row is no code yet. */
const codeOf = (key: string): string => (/^[\w .-]{1,60}$/.test(key) ? key : '?')

function rowFrom(table: CatalogueTable, values: readonly ColumnValue[] | null | undefined): Row | null {
  if (!values) return null
  const row = Object.fromEntries(table.columns.map((column) => [column, values.find((one) => one.column === column)?.value.trim() ?? '']))
  const asked = Object.fromEntries(values.map(({ column, value }) => [column, value]))
  const unfit = unfitColumn(table, asked)
  if (unfit !== null || Object.values(row).some((value) => cleanText(value) !== value))
    throw new PortalError('BAD_USER_INPUT', 'A value has at most 200 characters on one line, and no personal identity code.')
  return row
}

async function editedTables(context: RequestContext): Promise<Edited[]> {
  const seen = await seenDesk(context)
  if (!seen) return []
  const changes = await context.prisma.catalogueChange.findMany({ orderBy: { id: 'asc' }, select: { file: true, key: true, after: true } })
  const known = changes.flatMap(({ file, key, after }) => (isCatalogueFile(file) ? [{ file, key, after: nullable(after, parseRow) }] : []))
  const base = new Map<CatalogueFile, CatalogueTable>(seen.desk.catalogue.map((table) => [table.file, table]))
  return withChanges([...base.values()], known)
    .toSorted((a, b) => CATALOGUE_FILES.indexOf(a.file) - CATALOGUE_FILES.indexOf(b.file))
    .map((table) => ({ table, base: base.get(table.file) ?? table }))
}

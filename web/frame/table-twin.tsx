import { PHONE, useMedia } from '../controls/use-media.ts'
import type { ExportColumn, ExportTable, ExportValue } from '../export/exportable.ts'
import { type Formats, useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'

const OPEN = oneOf(['closed', 'open'])
/** A phone leaves attributes out: its room belongs to the figures. */
const CLASSES: Readonly<Record<ExportColumn['kind'], string | undefined>> = { dimension: undefined, attribute: 'attribute', measure: 'num' }

/** The figures of a chart as tables, folded away until asked for; what is exported is the same. */
export function TableTwin({ tables }: { readonly tables: readonly ExportTable[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [state, setState] = useViewParam('table', OPEN)
  const open = state === 'open'
  const { catalogue } = useCatalogueState()
  const phone = useMedia(PHONE)
  const head = (column: ExportColumn, value: ExportValue) =>
    (phone && column.id === 'service' && catalogue?.service(bare(value))?.shortName) || written(column, value, formats)
  return (
    <section className="twin">
      <button type="button" className="linkb" aria-expanded={open} onClick={() => setState(open ? 'closed' : 'open')}>
        {t(open ? 'twin.hide' : 'twin.show')}
      </button>
      {open &&
        tables.map((table) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too
          <section className="twin-table" key={table.name} tabIndex={0} aria-label={table.name}>
            <table>
              <caption>{table.name}</caption>
              <thead>
                <tr>
                  {table.columns.map((column) => (
                    <th key={column.id} scope="col" className={CLASSES[column.kind]}>
                      {column.label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map((row) => (
                  <tr key={rowKey(table.columns, row)}>
                    {table.columns.map((column, at) =>
                      at === 0 ? (
                        <th key={column.id} scope="row">
                          {head(column, row[at])}
                        </th>
                      ) : (
                        <td key={column.id} className={CLASSES[column.kind]}>
                          {written(column, row[at], formats)}
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
    </section>
  )
}

const rowKey = (columns: readonly ExportColumn[], row: readonly ExportValue[]) =>
  columns.flatMap((column, at) => (column.kind === 'dimension' ? [bare(row[at])] : [])).join('|')

const bare = (value: ExportValue): string =>
  typeof value === 'object' && value !== null ? ('code' in value ? value.code : '') : String(value ?? '')

/** A value as the reader reads it; undefined does not apply and is empty, null is withheld. */
function written(column: ExportColumn, value: ExportValue, formats: Formats): string {
  if (value === undefined) return ''
  if (column.kind !== 'measure') {
    const text = typeof value === 'object' && value !== null ? ('label' in value ? value.label : '') : String(value ?? '')
    return column.dates && text !== '' ? formats.date(text) : text
  }
  if (value !== null && typeof value === 'object') return 'atLeast' in value ? formats.figure(value) : ''
  const number = typeof value === 'number' ? value : null
  switch (column.unit) {
    case 'clients':
      return formats.count(number)
    case 'percent':
      return formats.share(number)
    case 'finePercent':
      return formats.finePercent(number)
    case 'points':
      return formats.shareDifference(number)
    case 'change':
      return formats.countDifference(number)
    case 'lift':
    case 'rate':
      return formats.lift(number)
  }
}

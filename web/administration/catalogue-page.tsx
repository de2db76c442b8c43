import { useQuery } from '@apollo/client/react'
import { useCallback, useState } from 'react'
import { OfficeFrame, OfficeProblem, OfficeSection } from '../access/office-page.tsx'
import { SearchField } from '../controls/search-field.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { CATALOGUE_TABLES, type Table } from './administration-query.ts'
import { CatalogueHistory } from './catalogue-history.tsx'
import { columnWords } from './column-words.ts'
import { RowForm } from './row-form.tsx'
import { useOrders } from './use-orders.ts'
import { WorkerLine } from './worker-line.tsx'
import './administration.css'

/** What is counted, and under which names? Rows of the county's catalogue, and who changed them. */
export function CataloguePage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(CATALOGUE_TABLES, { fetchPolicy: 'network-only' })
  const again = useCallback(() => void refetch().catch(() => undefined), [refetch])
  const { list, desk, refetch: lookAtOrders } = useOrders(again)
  const tables = data?.catalogueTables ?? []
  const [file, setFile] = useState('services.csv')
  const table = tables.find((one) => one.file === file) ?? tables[0]
  return (
    <OfficeFrame title={t('administration.catalogue.title')} lede={t('administration.catalogue.lede')} aside={<WorkerLine desk={desk} />}>
      {error && <OfficeProblem retry={again} />}
      {data && !table && <p className="office-empty">{t('administration.catalogue.unknown')}</p>}
      {table && (
        <Rows key={table.file} table={table} tables={tables} choose={setFile} orders={list ?? []} ordered={() => void lookAtOrders()} />
      )}
      {data && <CatalogueHistory changes={data.catalogueChanges} />}
    </OfficeFrame>
  )
}

interface RowsProps {
  readonly table: Table
  readonly tables: readonly Table[]
  readonly choose: (file: string) => void
  readonly orders: Parameters<typeof RowForm>[0]['orders']
  readonly ordered: () => void
}

const nameOf = (file: string): string => file.replace('.csv', '')

function Rows({ table, tables, choose, orders, ordered }: RowsProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  /** Key of the row in the form; '' is a new one. */
  const [edited, edit] = useState<string | null>(null)
  const sought = search.trim().toLocaleLowerCase()
  const rows = table.rows.filter(({ values }) => values.some((value) => value.toLocaleLowerCase().includes(sought)))
  const row = table.rows.find(({ key }) => key === edited) ?? null
  return (
    <OfficeSection title={t(`administration.catalogue.tables.${nameOf(table.file)}`)}>
      <div className="catalogue-tools">
        <label>
          <span>{t('administration.catalogue.table')}</span>
          <select className="field" value={table.file} onChange={({ target }) => choose(target.value)}>
            {tables.map((one) => (
              <option key={one.file} value={one.file}>
                {t(`administration.catalogue.tables.${nameOf(one.file)}`)}
              </option>
            ))}
          </select>
        </label>
        <SearchField label={t('administration.catalogue.search')} placeholder="" value={search} onChange={setSearch} />
        <span className="muted" role="status">
          {t('administration.catalogue.rows', { count: rows.length })}
        </span>
        <button type="button" className="btn" onClick={() => edit('')}>
          {t('administration.catalogue.add')}
        </button>
      </div>
      {edited !== null && <RowForm key={edited} table={table} row={row} orders={orders} ordered={ordered} close={() => edit(null)} />}
      <section
        className="office-scroll catalogue-rows"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table larger than its frame must scroll by keyboard too
        tabIndex={0}
        aria-label={t(`administration.catalogue.tables.${nameOf(table.file)}`)}
      >
        <table className="office-table">
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col" title={column}>
                  {columnWords(t, column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, values, changed }) => (
              <tr key={key} className={changed ? 'changed' : undefined}>
                {values.map((value, i) => (
                  <td key={table.columns[i]}>
                    {i === 0 ? (
                      <button
                        type="button"
                        className="linkb"
                        aria-label={t('administration.catalogue.editOf', { key })}
                        onClick={() => edit(key)}
                      >
                        {value}
                      </button>
                    ) : (
                      value
                    )}
                    {i === 0 && changed && <div className="muted small">{t('administration.catalogue.changed')}</div>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </OfficeSection>
  )
}

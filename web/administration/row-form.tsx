import { useMutation } from '@apollo/client/react'
import { type FormEvent, useId, useState } from 'react'
import { refusal } from '../access/refusal.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CHANGE_ROW, type Table } from './administration-query.ts'
import { choicesOf } from './column-choices.ts'
import { columnWords } from './column-words.ts'
import { problemWords } from './problem-words.ts'
import { isOpen, type VaultOrder } from './use-orders.ts'

interface RowFormProps {
  readonly table: Table
  /** Null: a new row. */
  readonly row: Table['rows'][number] | null
  readonly orders: readonly VaultOrder[]
  readonly ordered: () => void
  readonly close: () => void
}

/** One row of the catalogue. The vault checks the whole catalogue with it, and accepts it or says what is wrong. */
export function RowForm({ table, row, orders, ordered, close }: RowFormProps) {
  const { t } = useTranslation()
  const [change] = useMutation(CHANGE_ROW)
  const [values, setValues] = useState<readonly string[]>(() => row?.values ?? table.columns.map(() => ''))
  /** The row as it was seen when the form was opened. */
  const [seen] = useState(row)
  const [id, setId] = useState<string | null>(null)
  const [wrong, setWrong] = useState('')
  const list = useId()
  const order = orders.find((one) => one.id === id)
  const pending = id !== null && (!order || isOpen(order))
  const send = async (after: readonly string[] | null) => {
    setWrong('')
    setId(null)
    const named = (of: readonly string[]) => table.columns.map((column, i) => ({ column, value: of[i] ?? '' }))
    try {
      const { data } = await change({
        variables: { file: table.file, before: seen ? named(seen.values) : null, after: after ? named(after) : null },
      })
      setId(data?.orderCatalogueChange ?? null)
      ordered()
    } catch (cause) {
      const words = refusal(cause)
      setWrong(words?.startsWith('Somebody changed') ? t('administration.catalogue.conflict') : (words ?? t('access.failed')))
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(values)
  }
  const title = row ? t('administration.catalogue.editing', { key: row.key }) : t('administration.catalogue.adding')
  return (
    <form className="row-form" aria-label={title} onSubmit={submit}>
      <h3>{title}</h3>
      {table.columns.map((column, i) => (
        <label key={column}>
          <span title={column}>{columnWords(t, column)}</span>
          <input
            className="field"
            maxLength={200}
            autoComplete="off"
            readOnly={row !== null && table.keyColumns.includes(column)}
            list={choicesOf(column).length > 0 ? `${list}-${column}` : undefined}
            value={values[i] ?? ''}
            onChange={({ target }) => setValues(values.map((value, at) => (at === i ? target.value : value)))}
          />
          {choicesOf(column).length > 0 && (
            <datalist id={`${list}-${column}`}>
              {choicesOf(column).map((choice) => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          )}
        </label>
      ))}
      <div className="office-said" role="status">
        {pending && t('administration.catalogue.saving')}
        {order?.state === 'DONE' && t('administration.catalogue.saved')}
      </div>
      {(wrong || order?.refusal || order?.state === 'FAILED') && (
        <div className="office-said row-wrong" role="alert">
          {wrong || t(order?.refusal ? `administration.refusal.${order.refusal}` : 'administration.state.FAILED')}
          <ul>
            {order?.problems.map(({ file, line, reason }) => (
              <li key={`${file} ${line} ${reason}`}>
                {file === table.file ? '' : `${file}: `}
                {problemWords(t, reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="row-acts">
        {order?.state !== 'DONE' && (
          <button type="submit" className="btn primary" disabled={pending}>
            {t('administration.catalogue.save')}
          </button>
        )}
        <button type="button" className="linkb" onClick={close}>
          {t('administration.catalogue.close')}
        </button>
        {row && order?.state !== 'DONE' && (
          <button type="button" className="linkb away" disabled={pending} onClick={() => void send(null)}>
            {t('administration.catalogue.remove')}
          </button>
        )}
      </div>
    </form>
  )
}

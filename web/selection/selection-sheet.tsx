import { useState } from 'react'
import { useGrantedFields } from '../access/granted-fields.ts'
import { MenuButton } from '../controls/menu-button.tsx'
import { afterPaint } from '../controls/use-pressed.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { FieldForm } from './field-forms.tsx'
import { isChanged, valueWords } from './field-words.ts'
import { EVERYONE, type Selection } from './selection.ts'

interface SheetProps {
  readonly selection: Selection
  readonly update: (change: Partial<Selection>) => void
}

/** The selection on a phone: one line that sums it up and opens all fields as a full-screen sheet. */
export function SelectionSheet({ selection, update }: SheetProps) {
  const { t } = useTranslation()
  const source = useCatalogueState()
  const fields = useGrantedFields()
  const words = fields
    .filter((field) => field === 'age' || field === 'release' || isChanged(selection, field))
    .map((field) => (field === 'age' && !isChanged(selection, 'age') ? t('who.everyone') : valueWords(t, selection, field, source)))
  return (
    <MenuButton
      kind="sheet"
      label={t('selection.label')}
      button="selection-summary"
      words={
        <>
          <span>
            <b>{words[0]}</b>
            {words.slice(1).map((word) => `, ${word}`)}
          </span>
          <span className="linkb">{t('selection.change')}</span>
        </>
      }
    >
      {(close) => <SheetForm selection={selection} update={update} close={close} />}
    </MenuButton>
  )
}

function SheetForm({ selection, update, close }: SheetProps & { readonly close: () => void }) {
  const { t } = useTranslation()
  const source = useCatalogueState()
  const { catalogue } = source
  const [draft, setDraft] = useState(selection)
  const fields = useGrantedFields()
  if (!catalogue) return <p className="muted">{t('state.loading')}</p>
  return (
    <form
      className="sheet-form"
      onSubmit={(event) => {
        event.preventDefault()
        close()
        afterPaint(() => update(draft))
      }}
    >
      <div className="sheet-head">
        <h2>{t('selection.label')}</h2>
        <button type="button" className="linkb" onClick={close}>
          {t('selection.cancel')}
        </button>
      </div>
      <div className="sheet-body">
        {fields.map((field) => (
          <details key={field} className="sheet-field">
            <summary>
              <span className="selection-key">{t(`field.${field}`)}</span>
              <span className={isChanged(draft, field) ? 'selection-value on' : 'selection-value'}>
                {valueWords(t, draft, field, source)}
              </span>
            </summary>
            <FieldForm field={field} draft={draft} change={(change) => setDraft({ ...draft, ...change })} catalogue={catalogue} />
          </details>
        ))}
      </div>
      <p className="sheet-foot">
        <button type="submit" className="btn primary">
          {t('selection.show')}
        </button>
        <button type="button" className="linkb" onClick={() => setDraft(EVERYONE)}>
          {t('selection.clear')}
        </button>
      </p>
    </form>
  )
}

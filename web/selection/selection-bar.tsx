import { useState } from 'react'
import { GrantedExport } from '../access/granted-export.tsx'
import { useDiffers, useGrantedFields } from '../access/granted-fields.ts'
import { leavesIn } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { MenuButton } from '../controls/menu-button.tsx'
import { afterPaint, usePressed } from '../controls/use-pressed.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { FieldForm } from './field-forms.tsx'
import { type BarField, RESET, valueWords } from './field-words.ts'
import { type AgeGroup, EVERYONE, type Selection } from './selection.ts'
import { SelectionSheet } from './selection-sheet.tsx'
import { useCopyLink } from './use-copy-link.ts'
import { useSelection } from './use-selection.ts'
import './selection-bar.css'

const PRESETS: readonly (AgeGroup | null)[] = ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS', null]

/** The selection, on every view: presets, fields with their own reset, clear, link, export. */
export function SelectionBar() {
  const { t } = useTranslation()
  const [selection, update] = useSelection()
  const [copied, copy] = useCopyLink()
  const fields = useGrantedFields()
  const differs = useDiffers()
  const changed = fields.some((field) => differs(selection, field))
  return (
    <section className="selection" aria-label={t('selection.label')}>
      <div className="wrap">
        <Presets selection={selection} update={update} />
        <div className="selection-fields">
          {fields.map((field) => (
            <BarFieldMenu key={field} field={field} selection={selection} update={update} />
          ))}
        </div>
        <SelectionSheet selection={selection} update={update} />
        <div className="selection-tools">
          {changed && (
            <button type="button" onClick={() => update({ ...EVERYONE })}>
              {t('selection.clear')}
            </button>
          )}
          <button type="button" className="selection-copy" onClick={copy}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <path
                d={
                  copied
                    ? 'M2.5 8.5l3.5 3.5l7.5 -8'
                    : 'M6.5 9.5l3 -3M7 4.5l1.8 -1.8a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.8 1.8a3.2 3.2 0 0 1 -4.5 -4.5L4.5 7'
                }
              />
            </svg>
            <span>{t(copied ? 'selection.copied' : 'selection.copy')}</span>
          </button>
          <span className="vh" role="status">
            {copied ? t('selection.copied') : ''}
          </span>
          <GrantedExport release={selection.release} />
        </div>
      </div>
    </section>
  )
}

interface SelectionProps {
  readonly selection: Selection
  readonly update: (change: Partial<Selection>) => void
}

/** The four reports a county asks for most, one press each; other fields stay. */
function Presets({ selection, update }: SelectionProps) {
  const { t } = useTranslation()
  const { ages } = useSight()
  const { ageGroups } = selection
  const chosen = ageGroups.length === 0 ? null : ageGroups.length === 1 ? ageGroups[0] : undefined
  const [pressed, press] = usePressed<AgeGroup | null | undefined>(chosen, (age) => update({ ageGroups: age ? [age] : [] }))
  const presets = PRESETS.filter((age) => leavesIn<AgeGroup | null>(ages, age))
  return (
    <fieldset className="segments selection-presets" aria-label={t('selection.presets')}>
      {presets.map((age) => (
        <button key={age ?? 'all'} type="button" aria-pressed={pressed === age} onClick={() => press(age)}>
          {age ? t(`age.${age}`) : t('field.all')}
        </button>
      ))}
    </fieldset>
  )
}

function BarFieldMenu({ field, selection, update }: SelectionProps & { readonly field: BarField }) {
  const { t } = useTranslation()
  const source = useCatalogueState()
  const on = useDiffers()(selection, field)
  return (
    <div className={on ? 'selection-field on' : 'selection-field'} data-field={field}>
      <MenuButton
        kind="menu"
        label={t(`field.${field}`)}
        button="selection-open"
        className="selection-menu"
        words={
          <>
            <span className="selection-key">{t(`field.${field}`)}</span>
            <span className="selection-value">{valueWords(t, selection, field, source)}</span>
          </>
        }
      >
        {(close) => <FieldDraft field={field} selection={selection} update={update} close={close} />}
      </MenuButton>
      {on && (
        <button
          type="button"
          className="selection-reset"
          aria-label={t('selection.reset', { field: t(`field.${field}`) })}
          onClick={() => update(RESET[field])}
        >
          <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
            <path d="M1 1l8 8M9 1l-8 8" />
          </svg>
        </button>
      )}
    </div>
  )
}

function FieldDraft({ field, selection, update, close }: SelectionProps & { readonly field: BarField; readonly close: () => void }) {
  const { t } = useTranslation()
  const { catalogue } = useCatalogueState()
  const [draft, setDraft] = useState(selection)
  if (!catalogue) return <p className="muted">{t('state.loading')}</p>
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        close()
        afterPaint(() => update(draft))
      }}
    >
      <p className="selection-menu-title">{t(`field.${field}`)}</p>
      <FieldForm field={field} draft={draft} change={(change) => setDraft({ ...draft, ...change })} catalogue={catalogue} />
      <p className="actions">
        <button type="submit" className="btn primary">
          {t('selection.show')}
        </button>
        <button type="button" className="linkb" onClick={close}>
          {t('selection.cancel')}
        </button>
      </p>
    </form>
  )
}

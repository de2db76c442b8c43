import { useDiffers, useGrantedFields } from '../access/granted-fields.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { RESET } from '../selection/field-words.ts'
import { useSelection } from '../selection/use-selection.ts'

/** One button for each restriction of the selection that takes it away; the release stays. */
export function ResetButtons() {
  const { t } = useTranslation()
  const [selection, update] = useSelection()
  const differs = useDiffers()
  return useGrantedFields()
    .filter((field) => field !== 'release' && differs(selection, field))
    .map((field) => (
      <button key={field} type="button" className="btn" onClick={() => update(RESET[field])}>
        {t('selection.reset', { field: t(`field.${field}`) })}
      </button>
    ))
}

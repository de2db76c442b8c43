import { ResetButtons } from '../../frame/reset-buttons.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'

interface NoCombinationsProps {
  /** Shows those of two services; null where two are what is asked, or the selection has two already. */
  readonly onTwo: (() => void) | null
}

/** No combination of the selection is shown: why, and what shows some. */
export function NoCombinations({ onTwo }: NoCombinationsProps) {
  const { t } = useTranslation()
  return (
    <div className="message">
      <h2>{t('combinations.none')}</h2>
      <p>{t('figure.why')}</p>
      <p>{t(onTwo ? 'combinations.tryTwo' : 'combinations.tryWider')}</p>
      <p className="actions">
        {onTwo && (
          <button type="button" className="btn primary" onClick={onTwo}>
            {t('combinations.seeTwo')}
          </button>
        )}
        <ResetButtons />
      </p>
    </div>
  )
}

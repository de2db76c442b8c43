import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { asChange, type DescribedSelection, wideningWords } from '../selection/describe.ts'
import { EVERYONE } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import type { Coverage } from './coverage-line.tsx'
import { ResetButtons } from './reset-buttons.tsx'

interface EmptyMessageProps {
  readonly coverage: Coverage | null
  /** As `CoverageLine` takes it. */
  readonly answered: DescribedSelection | undefined
}

/** Nothing of this selection may be shown: why, and the smallest step out of it; where no single step shows more, every restriction with its own. */
export function EmptyMessage({ coverage, answered }: EmptyMessageProps) {
  const { t } = useTranslation()
  const [selection, update] = useSelection()
  const { catalogue } = useCatalogueState()
  const widening = coverage?.widening
  return (
    <div className="message">
      <h2>{t('state.empty.title')}</h2>
      <p>{t(widening ? 'state.empty.text' : 'state.empty.textFar')}</p>
      <p className="actions">
        {widening && catalogue ? (
          <button type="button" className="btn" onClick={() => update(asChange(widening.selection))}>
            {t('state.empty.widen', { widening: wideningWords(t, answered ?? selection, widening.selection, catalogue) })}
          </button>
        ) : (
          <ResetButtons />
        )}
        <button type="button" className="linkb" onClick={() => update({ ...EVERYONE, release: selection.release })}>
          {t('selection.clear')}
        </button>
      </p>
    </div>
  )
}

import { WithheldMark } from '../controls/withheld.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import './folded-services.css'

/** Services of which nothing is shown, as one line that names how many they are and opens into their names. */
export function FoldedServices({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <details className="adopted-folded small muted">
      <summary>
        <WithheldMark /> {t('adopted.folded', { count: names.length })}
      </summary>
      <p>{names.join(' · ')}</p>
    </details>
  )
}

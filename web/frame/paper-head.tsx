import { useLocation } from 'react-router'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { useLink } from '../selection/use-copy-link.ts'

/** On paper alone, above every page: whose figures, whether they are an example, and the address that opens them. */
export function PaperHead() {
  const { t } = useTranslation()
  // the address is read while this is drawn: drawn again with every change of it
  useLocation()
  const release = useCatalogueState().catalogue?.release
  const link = useLink()
  if (!release) return null
  return (
    <p className="paper-head wrap">
      <b>{release.name}</b>
      {release.demo && <span className="top-demo">{t('app.demo')}</span>}
      <span className="paper-link">{link()}</span>
    </p>
  )
}

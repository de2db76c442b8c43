import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useVisit } from './viewer-context.tsx'

/** On every page where nobody signs in: what that means. */
export function ModeBanner() {
  const { t } = useTranslation()
  const visit = useVisit()
  if (visit.kind !== 'in' || visit.viewer.mode === 'SIGN_IN') return null
  return (
    <section className="mode-banner" aria-label={t('access.banner.label')}>
      <p className="wrap">
        <Rich text={t(visit.viewer.mode === 'DEMO' ? 'access.banner.demo' : 'access.banner.local')} />
      </p>
    </section>
  )
}

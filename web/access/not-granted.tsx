import { Link } from 'react-router'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useGrantedViews } from './granted-views.ts'
import { useLanguageSearch } from './language-search.ts'
import { OFFICE_PAGES } from './office-pages.ts'
import { useSight, useVisit } from './viewer-context.tsx'
import './office-page.css'

/** In place of a page that is not theirs: what is, or whom to ask. */
export function NotGranted() {
  const { t } = useTranslation()
  const { may } = useSight()
  const views = useGrantedViews()
  const visit = useVisit()
  const search = useLanguageSearch()
  const roleless = visit.kind === 'in' && visit.viewer.grants.length === 0
  const title = t(roleless ? 'access.roleless.title' : 'access.notGranted.title')
  usePageTitle(title)
  const pages = [
    ...views.map(({ id, path }) => ({ path, words: t(`nav.${id}`) })),
    ...OFFICE_PAGES.filter(({ needs }) => needs.some(may)).map(({ id, path }) => ({ path, words: t(`access.office.${id}`) })),
  ]
  return (
    <div className="wrap sign-in">
      <h1 id="view-title" tabIndex={-1}>
        {title}
      </h1>
      <p className="view-sentence">{t(roleless ? 'access.roleless.text' : 'access.notGranted.text')}</p>
      {roleless && visit.kind === 'in' && (
        <p className="muted">
          {t('access.roleless.id')} <span className="rights-code">{visit.viewer.id}</span>
        </p>
      )}
      <ul className="granted-pages">
        {pages.map(({ path, words }) => (
          <li key={path}>
            <Link to={{ pathname: path, search }}>{words}</Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

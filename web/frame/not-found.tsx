import { Link, useLocation } from 'react-router'
import { useTranslation } from '../i18n/use-translation.ts'
import { carried } from '../selection/carried.ts'
import { usePageTitle } from './use-page-title.ts'

/** An address that no view has. */
export function NotFound() {
  const { t } = useTranslation()
  const { search } = useLocation()
  const title = t('notFound.title')
  usePageTitle(title)
  return (
    <div className="view wrap">
      <div className="view-head">
        <div>
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          <p className="view-sentence">
            <Link to={{ pathname: '/', search: carried(search) }}>{t('notFound.back')}</Link>
          </p>
        </div>
      </div>
    </div>
  )
}

import { Link, useLocation } from 'react-router'
import { useSight } from '../access/viewer-context.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { carried } from '../selection/carried.ts'

/** What holds for every figure, and where to read more. */
export function Footer() {
  const { t } = useTranslation()
  const search = carried(useLocation().search)
  const { may } = useSight()
  return (
    <footer className="foot">
      <div className="wrap">
        <p>{t('foot.promise')}</p>
        {may('Query.release') && (
          <>
            <Link to={{ pathname: '/about', search, hash: '#disclosure' }}>{t('foot.rules')}</Link>
            <Link to={{ pathname: '/about', search, hash: '#accessibility' }}>{t('foot.accessibility')}</Link>
          </>
        )}
      </div>
    </footer>
  )
}

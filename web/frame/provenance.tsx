import { Link, useLocation } from 'react-router'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { isAudited } from '../release/catalogue.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { carried } from '../selection/carried.ts'

/** Where the figures come from: data, release, certificate, limit. */
export function Provenance() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { search } = useLocation()
  const { catalogue } = useCatalogueState()
  const release = catalogue?.release
  return (
    <dl className="provenance" aria-label={t('provenance.label')}>
      {release && (
        <>
          <div>
            <dt>{t('provenance.data')}</dt>
            <dd>{formats.dateRange(release.windowFrom, release.dataDate)}</dd>
          </div>
          <div>
            <dt>{t('provenance.release')}</dt>
            <dd>
              {catalogue.label(release)}, {formats.day(release.publishedAt)}
            </dd>
          </div>
          <div>
            <dt>{t('provenance.certificate')}</dt>
            <dd>
              <Link to={{ pathname: '/about', search: carried(search), hash: '#certificate' }}>
                {isAudited(release)
                  ? t('provenance.certificateOf', { hash: `${release.contentHash.slice(0, 4)}\u00a0${release.contentHash.slice(4, 8)}` })
                  : t('provenance.unaudited')}
              </Link>
            </dd>
          </div>
          <div>
            <dt>{t('provenance.limit')}</dt>
            <dd>{t('provenance.limitOf', { count: release.policy.threshold })}</dd>
          </div>
        </>
      )}
    </dl>
  )
}

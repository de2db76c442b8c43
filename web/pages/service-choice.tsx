import { useEffect } from 'react'
import { Link, useLocation } from 'react-router'
import { useSight } from '../access/viewer-context.tsx'
import { SectorMark } from '../controls/sector-mark.tsx'
import { SECTORS } from '../controls/sector-shape.ts'
import { ServicePicker } from '../controls/service-picker.tsx'
import { Provenance } from '../frame/provenance.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { carried } from '../selection/carried.ts'
import { text, useViewParam } from '../selection/use-view-param.ts'

/** Before a service is chosen: all of them, by sector. */
export function ServiceChoice() {
  const { t } = useTranslation()
  const search = carried(useLocation().search)
  const { catalogue } = useCatalogueState()
  const [, setService] = useViewParam('service', text)
  const granted = useSight().services
  const title = t('service.title')
  useEffect(() => {
    document.title = `${title} \u2013 ${t('app.name')}`
  }, [title, t])
  return (
    <div className="view wrap">
      <div className="view-head">
        <div>
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          <p className="view-sentence">{t('service.choose')}</p>
        </div>
        <Provenance />
      </div>
      {catalogue && (
        <>
          <div className="view-controls">
            <ServicePicker label={t('column.service')} catalogue={catalogue} value={null} onChange={(code) => setService(code, 'step')} />
          </div>
          <div className="service-choice">
            {SECTORS.map((sector) => (
              <section key={sector}>
                <h2 className="sector-head">
                  <SectorMark sector={sector} />
                  {t(`sector.${sector}`)}
                </h2>
                <ul>
                  {catalogue.services
                    .filter((service) => service.sector === sector && (granted === null || granted.includes(service.code)))
                    .map((service) => (
                      <li key={service.code}>
                        <Link to={{ pathname: '/service', search: `${search || '?'}${search ? '&' : ''}service=${service.code}` }}>
                          {service.name}
                        </Link>
                      </li>
                    ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
    </div>
  )
}

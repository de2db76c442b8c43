import { Link, Navigate, useLocation, useNavigate } from 'react-router'
import { useLanguageSearch } from '../access/language-search.ts'
import { offeredTo } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { SectorMark } from '../controls/sector-mark.tsx'
import { ServicePicker } from '../controls/service-picker.tsx'
import { Provenance } from '../frame/provenance.tsx'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { carried } from '../selection/carried.ts'
import { text, useViewParam } from '../selection/use-view-param.ts'

interface ServiceChoiceProps {
  /** The code of the address, where the release has no such service. */
  readonly unknown?: string
}

/** Before a service is chosen, or where there is none of its code: all of them, by sector. Who has but one is shown that. */
export function ServiceChoice({ unknown }: ServiceChoiceProps) {
  const { t } = useTranslation()
  const { search } = useLocation()
  const navigate = useNavigate()
  const language = useLanguageSearch()
  const { catalogue } = useCatalogueState()
  const [, setService] = useViewParam('service', text)
  const sight = useSight()
  const offered = catalogue ? offeredTo(sight, catalogue).services : []
  const title = t('service.title')
  usePageTitle(title)
  const addressOf = (service: string) => ({ pathname: '/service', search: carried(search, { service }) })
  const [only] = offered
  if (sight.services?.length === 1 && only) return <Navigate replace to={addressOf(only.code)} />
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
          {unknown && (
            <div className="message warn" role="alert">
              <h2>{t('state.unknown.title')}</h2>
              <p>{t('service.unknown', { code: unknown, release: catalogue.label(catalogue.release) })}</p>
              <p className="actions">
                <button type="button" className="btn" onClick={() => navigate({ search: language }, { preventScrollReset: true })}>
                  {t('state.unknown.reset')}
                </button>
              </p>
            </div>
          )}
          <div className="view-controls">
            <ServicePicker label={t('column.service')} catalogue={catalogue} value={null} onChange={(code) => setService(code, 'step')} />
          </div>
          <div className="service-choice">
            {catalogue.sectors
              .filter((sector) => offered.some((service) => service.sector === sector))
              .map((sector) => (
                <section key={sector}>
                  <h2 className="sector-head">
                    <SectorMark sector={sector} />
                    {t(`sector.${sector}`)}
                  </h2>
                  <ul>
                    {offered
                      .filter((service) => service.sector === sector)
                      .map((service) => (
                        <li key={service.code}>
                          <Link to={addressOf(service.code)}>{service.name}</Link>
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

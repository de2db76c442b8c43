import { Link, useLocation } from 'react-router'
import { ViewPage } from '../../frame/view-page.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useCatalogueState } from '../../release/catalogue-context.tsx'
import { carried } from '../../selection/carried.ts'
import { useSelection } from '../../selection/use-selection.ts'

/** Instead of the matrix, where the selection names two services: why there is none, and the ways on. */
export function TwoServices() {
  const { t } = useTranslation()
  const { search } = useLocation()
  const [{ services }, update] = useSelection()
  const { catalogue, retry } = useCatalogueState()
  if (!catalogue) return <ViewPage title={t('matrix.title')} view={{ kind: 'loading' }} skeleton={null} />
  return (
    <ViewPage
      wide
      title={t('matrix.title')}
      view={{ kind: 'shown', data: null, catalogue, fresh: true, problem: null, retry }}
      skeleton={null}
    >
      <div className="message warn">
        <h2>{t('matrix.two.title')}</h2>
        <p>{t('matrix.two.text')}</p>
        <p className="actions">
          <Link className="btn" to={{ pathname: '/combinations', search: carried(search) }}>
            {t('matrix.two.link')}
          </Link>
          {services.map((code) => (
            <button key={code} type="button" className="linkb" onClick={() => update({ services: [code] })}>
              {t('matrix.two.keep', { name: catalogue.serviceName(code) })}
            </button>
          ))}
        </p>
      </div>
    </ViewPage>
  )
}

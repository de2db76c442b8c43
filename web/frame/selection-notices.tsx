import { useLocation, useSearchParams } from 'react-router'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { withdrawnOn } from '../release/withdrawn.ts'
import { SELECTION_PARAMS, selectionConflicts } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'

/** What the address asks for and cannot have, and a newer release than the one on screen: said, with the way out. `failed`: what it asks for instead has not come either. */
export function SelectionNotices({ failed }: { readonly failed: boolean }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const [selection, update] = useSelection()
  const { pathname } = useLocation()
  const { catalogue, meant, newer } = useCatalogueState()
  const conflicts = failed ? [] : selectionConflicts(params)
  const change = () => {
    if (selection.release !== null && (meant === null || meant === newer?.id)) update({ release: null })
    else openAnew()
  }
  return (
    <>
      {conflicts.map((conflict) =>
        conflict.kind === 'place' ? (
          <div className="message warn" key="place">
            <h2>{t('conflict.place.title')}</h2>
            <p>{t('conflict.place.text')}</p>
            <p className="actions">
              <button type="button" className="btn" onClick={() => update({ municipalities: [], centres: conflict.centres })}>
                {t('conflict.place.useCentre')}
              </button>
              <button type="button" className="linkb" onClick={() => update({})}>
                {t('conflict.place.keep')}
              </button>
            </p>
          </div>
        ) : (
          <div className="message warn" key="services">
            <h2>{t('conflict.services.title')}</h2>
            <p>{t('conflict.services.text')}</p>
            <p className="actions">
              <button type="button" className="linkb" onClick={() => update({})}>
                {t('conflict.services.keep')}
              </button>
            </p>
          </div>
        ),
      )}
      {catalogue && withdrawnOn === pathname && (
        <div className="message" role="status">
          <h2>{t('withdrawn.title')}</h2>
          <p>{t('withdrawn.text', { release: catalogue.label(catalogue.release) })}</p>
        </div>
      )}
      {newer && (
        <div className="message">
          <h2>{t('newRelease.title', { release: newer.label })}</h2>
          <p>{t('newRelease.text', { release: newer.shownLabel })}</p>
          <p className="actions">
            <button type="button" className="btn" onClick={change}>
              {t('newRelease.change', { release: newer.label })}
            </button>
          </p>
        </div>
      )}
    </>
  )
}

/** What an address without a release means stays as it is while the page is open: the newest comes with another. */
function openAnew(): void {
  const url = new URL(window.location.href)
  url.searchParams.delete(SELECTION_PARAMS.release)
  window.history.replaceState(null, '', url)
  window.location.reload()
}

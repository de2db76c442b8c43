import { useSearchParams } from 'react-router'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { selectionConflicts } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'

/** What the address asks for and cannot have, and a newer release than the one on screen: said, with the way out. */
export function SelectionNotices() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const [selection, update] = useSelection()
  const { catalogue } = useCatalogueState()
  const conflicts = selectionConflicts(params)
  const newest = catalogue?.releases.find((release) => release.current)
  const older = catalogue && newest && !catalogue.release.current && selection.release !== null
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
      {older && (
        <div className="message">
          <h2>{t('newRelease.title', { release: catalogue.label(newest) })}</h2>
          <p>{t('newRelease.text', { release: catalogue.label(catalogue.release) })}</p>
          <p className="actions">
            <button type="button" className="btn" onClick={() => update({ release: null })}>
              {t('newRelease.change', { release: catalogue.label(newest) })}
            </button>
          </p>
        </div>
      )}
    </>
  )
}

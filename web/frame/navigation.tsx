import { Link, useLocation } from 'react-router'
import { useGrantedViews } from '../access/granted-views.ts'
import { MenuButton } from '../controls/menu-button.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { carried } from '../selection/carried.ts'
import type { ViewRoute } from './views.ts'

/** The views that the reader may see; on a phone the current one, and the others on a sheet. */
export function Navigation() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const views = useGrantedViews()
  const current = views.find(({ path }) => isWithin(path, pathname))
  return (
    <nav className="views" aria-label={t('nav.label')}>
      <div className="wrap">
        <div className="views-list">
          {views.map((view) => (
            <ViewLink key={view.id} view={view} />
          ))}
        </div>
        <MenuButton
          kind="sheet"
          label={t('nav.label')}
          button="views-phone"
          words={
            <>
              <span>{current ? t(`nav.${current.id}`) : t('app.name')}</span>
              <span className="linkb">{t('nav.label')}</span>
            </>
          }
        >
          {(close) => (
            <>
              <div className="sheet-head">
                <h2>{t('nav.label')}</h2>
                <button type="button" className="linkb" onClick={close}>
                  {t('nav.close')}
                </button>
              </div>
              <div className="sheet-body sheet-views">
                {views.map((view) => (
                  <ViewLink key={view.id} view={view} onOpen={close} />
                ))}
              </div>
            </>
          )}
        </MenuButton>
      </div>
    </nav>
  )
}

/** Whether a page is the view, or lies below it. */
const isWithin = (view: string, page: string): boolean => page === view || (view !== '/' && page.startsWith(`${view}/`))

function ViewLink({ view, onOpen }: { readonly view: ViewRoute; readonly onOpen?: () => void }) {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const words = t(`nav.${view.id}`)
  return (
    <Link
      to={{ pathname: view.path, search: carried(search) }}
      data-words={words}
      aria-current={pathname === view.path ? 'page' : isWithin(view.path, pathname) ? 'true' : undefined}
      onPointerEnter={() => void view.load().catch(() => undefined)}
      onClick={onOpen}
    >
      {words}
    </Link>
  )
}

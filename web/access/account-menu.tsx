import { useState } from 'react'
import { Link } from 'react-router'
import { MenuButton } from '../controls/menu-button.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLanguageSearch } from './language-search.ts'
import { OFFICE_PAGES } from './office-pages.ts'
import { signOut } from './sign-out.ts'
import { useSight, useVisit, type Viewer } from './viewer-context.tsx'
import './account-menu.css'

/** Who is here, the pages about the portal itself, and the way out. */
export function AccountMenu() {
  const visit = useVisit()
  return visit.kind === 'in' ? <Menu viewer={visit.viewer} /> : null
}

function Menu({ viewer }: { readonly viewer: Viewer }) {
  const { t } = useTranslation()
  const { may } = useSight()
  const search = useLanguageSearch()
  const [failed, setFailed] = useState(false)
  const person = viewer.kind === 'PERSON'
  const name = person ? viewer.name : t(viewer.mode === 'DEMO' ? 'access.demoUser' : 'access.localUser')
  const roles = [...new Set(viewer.grants.map(({ role }) => role))]
  return (
    <MenuButton
      kind="menu"
      label={t('access.menu')}
      button="top-action account-open"
      className="account-menu"
      placement="bottom end"
      words={
        <>
          <span className="account-initials" aria-hidden="true">
            {initials(name)}
          </span>
          <span className="account-name">{name}</span>
        </>
      }
    >
      {(close) => (
        <>
          <p className="account-who">
            <b>{name}</b>
            <span className="muted">
              {person
                ? roles.length > 0
                  ? roles.map((role) => t(`access.roles.${role}`)).join(', ')
                  : t('access.noRole')
                : t('access.demoNote')}
            </span>
          </p>
          <ul className="account-pages">
            {OFFICE_PAGES.filter(({ id, needs }) => needs.some(may) && (person || id !== 'account')).map(({ id, path }) => (
              <li key={id}>
                <Link to={{ pathname: path, search }} onClick={close}>
                  {t(`access.office.${id}`)}
                </Link>
              </li>
            ))}
          </ul>
          {person && (
            <p className="account-out">
              <button type="button" className="btn" onClick={() => void signOut().catch(() => setFailed(true))}>
                {t('access.signOut')}
              </button>
              {failed && <span role="alert">{t('access.signOutFailed')}</span>}
            </p>
          )}
        </>
      )}
    </MenuButton>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .filter(Boolean)
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase()

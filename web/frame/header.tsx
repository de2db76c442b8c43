import { useLayoutEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { AccountMenu } from '../access/account-menu.tsx'
import { useSight } from '../access/viewer-context.tsx'
import { MenuButton } from '../controls/menu-button.tsx'
import { Segments } from '../controls/segments.tsx'
import { changeLocale, useLocale } from '../i18n/index.ts'
import { LOCALES, type Locale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { carried } from '../selection/carried.ts'
import { applyScheme, SCHEMES, storedScheme } from '../theme/scheme.ts'
import { useWorkshop } from '../workshop/workshop-context.tsx'
import { useAttempt } from './failure.tsx'
import './header.css'

/** Name, county, demo mark, workshop mode, settings, language. */
export function Header() {
  const { t } = useTranslation()
  const { search } = useLocation()
  const release = useCatalogueState().catalogue?.release
  const { start } = useWorkshop()
  const figures = useSight().may('Query.overview')
  return (
    <header className="top">
      <div className="wrap">
        <Link to={{ pathname: '/', search: carried(search) }} className="brand">
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <rect x="1" y="1" width="13" height="13" className="brand-edge" />
            <rect x="8" y="8" width="13" height="13" className="brand-edge" />
            <rect x="8" y="8" width="6" height="6" className="brand-core" />
          </svg>
          {t('app.name')}
        </Link>
        {release && <span className="top-county">{release.name}</span>}
        {release?.demo && <span className="top-demo">{t('app.demo')}</span>}
        <span className="top-space" />
        {figures && (
          <button type="button" className="top-action top-workshop" onClick={start}>
            {t('workshop.name')}
          </button>
        )}
        <AccountMenu />
        <Settings />
        <Languages />
      </div>
    </header>
  )
}

function Settings() {
  const { t } = useTranslation()
  const [scheme, setScheme] = useState(storedScheme)
  return (
    <MenuButton
      kind="menu"
      label={t('settings.name')}
      button="top-action"
      className="settings"
      placement="bottom end"
      words={t('settings.name')}
    >
      {() => (
        <Segments
          label={t('settings.scheme')}
          options={SCHEMES.map((value) => ({ value, label: t(`settings.schemes.${value}`) }))}
          value={scheme}
          onChange={(value) => {
            applyScheme(value)
            setScheme(value)
          }}
        />
      )}
    </MenuButton>
  )
}

function Languages() {
  const { t } = useTranslation()
  const locale = useLocale()
  const [, setParams] = useSearchParams()
  const attempt = useAttempt()
  // The words may be on their way for long: the address is then another, and the router's setter with it.
  const latest = useRef(setParams)
  useLayoutEffect(() => {
    latest.current = setParams
  })
  const choose = async (next: Locale) => {
    if (!(await changeLocale(next))) return
    latest.current(
      (now) => {
        const params = new URLSearchParams(now)
        if (next === 'fi') params.delete('lang')
        else params.set('lang', next)
        return params
      },
      { replace: true, preventScrollReset: true },
    )
  }
  return (
    <nav className="languages" aria-label={t('settings.language')}>
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-current={each === locale ? 'true' : undefined}
          onClick={() => attempt(() => choose(each))}
        >
          <span aria-hidden="true">{each.toUpperCase()}</span>
          <span className="vh">{t(`settings.languages.${each}`)}</span>
        </button>
      ))}
    </nav>
  )
}

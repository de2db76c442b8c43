import type { ReactNode } from 'react'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import './office-page.css'

interface OfficePageProps {
  readonly title: string
  readonly lede: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** The scaffold of a page about the portal itself: title, what it is for, its parts. */
export function OfficeFrame({ title, lede, aside, children }: OfficePageProps) {
  usePageTitle(title)
  return (
    <div className="view wrap office">
      <div className="office-head">
        <div>
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          <p className="view-sentence">{lede}</p>
        </div>
        {aside}
      </div>
      {children}
    </div>
  )
}

/** A part of such a page. */
export function OfficeSection({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className="office-section">
      <h2>{title}</h2>
      {note && <p className="office-note muted">{note}</p>}
      {children}
    </section>
  )
}

/** A table that scrolls by itself where the screen is narrow. */
export function OfficeTable({
  label,
  head,
  actions = false,
  children,
}: {
  readonly label: string
  readonly head: readonly string[]
  /** The last column holds what can be done with a row. */
  readonly actions?: boolean
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too
    <section className="office-scroll" tabIndex={0} aria-label={label}>
      <table className="office-table">
        <thead>
          <tr>
            {head.map((words) => (
              <th key={words} scope="col">
                {words}
              </th>
            ))}
            {actions && <td />}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

/** Why something could not be fetched or done. */
export function OfficeProblem({ retry }: { readonly retry?: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="message failed" role="alert">
      <h2>{t('state.failed.title')}</h2>
      <p>{t('access.failed')}</p>
      {retry && (
        <p className="actions">
          <button type="button" className="btn primary" onClick={retry}>
            {t('state.failed.retry')}
          </button>
        </p>
      )}
    </div>
  )
}

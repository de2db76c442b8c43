import { Component, type ReactNode } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'

interface BoundaryProps {
  readonly children: ReactNode
}

/** A bug or a page that could not be fetched takes one view down, not the frame. */
export class PageBoundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useTranslation()
  return (
    <div className="wrap">
      <div className="message failed" role="alert">
        <h2>{t('state.broken.title')}</h2>
        <p>{t('state.broken.text')}</p>
        <p className="actions">
          <button type="button" className="btn primary" onClick={() => window.location.reload()}>
            {t('state.broken.reload')}
          </button>
        </p>
      </div>
    </div>
  )
}

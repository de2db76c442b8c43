import { useNavigate } from 'react-router'
import { useLanguageSearch } from '../access/language-search.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import type { Problem } from '../release/problem.ts'
import { EVERYONE } from '../selection/selection.ts'
import { unknownWords } from '../selection/unknown-codes.ts'
import { useSelection } from '../selection/use-selection.ts'
import { ResetButtons } from './reset-buttons.tsx'

/** Signs in and comes back to this address. */
const signInHere = () =>
  `/auth/sign-in?${new URLSearchParams({ to: `${window.location.pathname}${window.location.search}${window.location.hash}` })}`

interface ProblemMessageProps {
  readonly problem: Problem
  readonly retry: () => void
  /** Earlier figures are still on screen. */
  readonly kept: boolean
}

/** Why figures did not come and what to do next. */
export function ProblemMessage({ problem, retry, kept }: ProblemMessageProps) {
  const { t } = useTranslation()
  const [selection, update] = useSelection()
  const { catalogue } = useCatalogueState()
  const unknown = unknownWords(t, selection, catalogue)
  const release = catalogue?.label(catalogue.release)
  const address = catalogue?.release.feedbackEmail
  // What the view is asked for goes too: its own codes may be what nobody knows.
  const navigate = useNavigate()
  const language = useLanguageSearch()
  const showAll = () => navigate({ search: language }, { preventScrollReset: true })
  switch (problem.kind) {
    case 'offline':
      return (
        <div className="message offline" role="alert">
          <h2>{t('state.offline.title')}</h2>
          <p>{kept && release ? t('state.offline.kept', { release }) : t('state.offline.text')}</p>
          <p className="muted">{t('state.offline.retry')}</p>
        </div>
      )
    case 'preparing':
      return (
        <div className="message" role="status">
          <h2>{t('state.preparing.title')}</h2>
          <p>{t('state.preparing.text')}</p>
        </div>
      )
    case 'failed':
      return (
        <div className="message failed" role="alert">
          <h2>{t('state.failed.title')}</h2>
          <p>{t(kept ? 'state.failed.kept' : 'state.failed.text')}</p>
          <p className="actions">
            <button type="button" className="btn primary" onClick={retry}>
              {t('state.failed.retry')}
            </button>
            {address && <a href={`mailto:${address}`}>{t('state.failed.report')}</a>}
          </p>
        </div>
      )
    case 'not-published':
      return (
        <div className="message warn" role="alert">
          <h2>{t('state.notPublished.title')}</h2>
          <p>{t('state.notPublished.text')}</p>
          <p className="actions">
            <ResetButtons />
            <button type="button" className="linkb" onClick={() => update({ ...EVERYONE, release: selection.release })}>
              {t('selection.clear')}
            </button>
          </p>
        </div>
      )
    case 'not-granted':
      return (
        <div className="message warn" role="alert">
          <h2>{t('access.notGranted.title')}</h2>
          <p>{t('access.notGranted.figures')}</p>
          <p className="actions">
            <button type="button" className="btn" onClick={showAll}>
              {t('state.unknown.reset')}
            </button>
          </p>
        </div>
      )
    case 'signed-out':
      return (
        <div className="message warn" role="alert">
          <h2>{t('access.ended.title')}</h2>
          <p>{t('access.ended.text')}</p>
          <p className="actions">
            <a className="btn primary" href={signInHere()}>
              {t('access.in.button')}
            </a>
          </p>
        </div>
      )
    case 'unknown-code':
      return (
        <div className="message warn" role="alert">
          <h2>{t('state.unknown.title')}</h2>
          <p>{unknown ? t('state.unknown.named', { parts: unknown }) : t('state.unknown.text')}</p>
          <p className="actions">
            <button type="button" className="btn" onClick={showAll}>
              {t('state.unknown.reset')}
            </button>
          </p>
        </div>
      )
  }
}

import { useLocation, useSearchParams } from 'react-router'
import { usePageTitle } from '../frame/use-page-title.ts'
import { useTranslation } from '../i18n/use-translation.ts'

const PROBLEMS = ['refused', 'overage', 'expired', 'provider'] as const

/** The way in, for whoever is not signed in, at any address; it leads back there. */
export function SignInPage() {
  const { t } = useTranslation()
  const { pathname, search, hash } = useLocation()
  const [params] = useSearchParams()
  const left = pathname === '/signed-out'
  const problem = PROBLEMS.find((one) => one === params.get('problem'))
  const asked = pathname === '/sign-in' ? (params.get('to') ?? '/') : left ? '/' : `${pathname}${search}${hash}`
  const title = t(left ? 'access.out.title' : 'access.in.title')
  usePageTitle(title)
  return (
    <div className="wrap sign-in">
      {problem && (
        <div className="message failed" role="alert">
          <h2>{t(`access.problem.${problem}.title`)}</h2>
          <p>{t(`access.problem.${problem}.text`)}</p>
        </div>
      )}
      <h1 id="view-title" tabIndex={-1}>
        {title}
      </h1>
      <p className="view-sentence">{t(left ? 'access.out.text' : 'access.in.text')}</p>
      <p className="actions">
        <a className="btn primary" href={`/auth/sign-in?${new URLSearchParams({ to: asked })}`}>
          {t(left ? 'access.out.again' : 'access.in.button')}
        </a>
      </p>
    </div>
  )
}

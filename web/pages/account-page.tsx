import { useMutation, useQuery } from '@apollo/client/react'
import { browserName } from '../access/browser-name.ts'
import { limitWords } from '../access/grant-words.ts'
import { useInstant } from '../access/instant.ts'
import { OfficeFrame, OfficeProblem, OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { useVisit, type Viewer } from '../access/viewer-context.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { END_MY_SESSION, MY_SESSIONS } from './account-query.ts'

/** Who am I here: name, rights, sign-ins. */
export function AccountPage() {
  const { t } = useTranslation()
  const visit = useVisit()
  return (
    <OfficeFrame title={t('access.account.title')} lede={t('access.account.lede')}>
      {visit.kind === 'in' && <Rights viewer={visit.viewer} />}
      <MySessions />
    </OfficeFrame>
  )
}

function Rights({ viewer }: { readonly viewer: Viewer }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue } = useCatalogueState()
  return (
    <OfficeSection title={viewer.name}>
      <p className="office-note muted rights-code">{viewer.id}</p>
      {viewer.grants.length === 0 && <p className="office-empty">{t('access.noRole')}</p>}
      <ul className="office-grants">
        {viewer.grants.map((grant) => (
          <li key={JSON.stringify(grant)}>
            <b>{t(`access.roles.${grant.role}`)}</b> <span className="muted">{limitWords(t, formats, grant, catalogue)}</span>
            <div className="muted">{t(`access.roleMeans.${grant.role}`)}</div>
          </li>
        ))}
      </ul>
    </OfficeSection>
  )
}

function MySessions() {
  const { t } = useTranslation()
  const instant = useInstant()
  const { data, error, refetch } = useQuery(MY_SESSIONS, { fetchPolicy: 'network-only' })
  const [end, ending] = useMutation(END_MY_SESSION)
  const close = (id: string) =>
    void end({ variables: { id } }).then(
      () => refetch(),
      () => undefined,
    )
  return (
    <OfficeSection title={t('access.sessions.mine')} note={t('access.sessions.note')}>
      {(error || ending.error) && <OfficeProblem retry={() => void refetch().catch(() => undefined)} />}
      {data?.mySessions.length === 0 && <p className="office-empty">{t('access.sessions.none')}</p>}
      {data && data.mySessions.length > 0 && (
        <OfficeTable
          label={t('access.sessions.mine')}
          head={[t('access.sessions.browser'), t('access.sessions.began'), t('access.sessions.used'), t('access.sessions.ends')]}
          actions
        >
          {data.mySessions.map((session) => (
            <tr key={session.id}>
              <td>
                {browserName(session.agent)}
                {session.current && <b> · {t('access.sessions.this')}</b>}
              </td>
              <td className="when">{instant(session.createdAt)}</td>
              <td className="when">{instant(session.usedAt)}</td>
              <td className="when">{instant(session.expiresAt)}</td>
              <td className="act">
                {!session.current && (
                  <button
                    type="button"
                    className="linkb"
                    onClick={() => close(session.id)}
                    aria-label={t('access.sessions.endOf', { what: browserName(session.agent) })}
                  >
                    {t('access.sessions.end')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </OfficeTable>
      )}
    </OfficeSection>
  )
}

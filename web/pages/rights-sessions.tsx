import { browserName } from '../access/browser-name.ts'
import { useInstant } from '../access/instant.ts'
import { OfficeSection, OfficeTable } from '../access/office-page.tsx'
import type { RightsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'

interface SessionsProps {
  readonly sessions: RightsQuery['sessions']
  readonly end: (id: string) => void
}

/** Everybody who is signed in now. */
export function RightsSessions({ sessions, end }: SessionsProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  return (
    <OfficeSection title={t('access.sessions.all')} note={t('access.sessions.allNote')}>
      {sessions.length === 0 ? (
        <p className="office-empty">{t('access.sessions.none')}</p>
      ) : (
        <OfficeTable
          label={t('access.sessions.all')}
          head={[t('access.sessions.who'), t('access.sessions.browser'), t('access.sessions.began'), t('access.sessions.used')]}
          actions
        >
          {sessions.map((session) => (
            <tr key={session.id}>
              <td>
                <b>{session.name}</b>
                {session.current && ` · ${t('access.sessions.this')}`}
              </td>
              <td>{browserName(session.agent)}</td>
              <td className="when">{instant(session.createdAt)}</td>
              <td className="when">{instant(session.usedAt)}</td>
              <td className="act">
                {!session.current && (
                  <button
                    type="button"
                    className="linkb"
                    aria-label={t('access.sessions.endOf', { what: session.name })}
                    onClick={() => end(session.id)}
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

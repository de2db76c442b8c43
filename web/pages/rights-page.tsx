import { useMutation, useQuery } from '@apollo/client/react'
import { useState } from 'react'
import { OfficeFrame, OfficeProblem } from '../access/office-page.tsx'
import { refusal } from '../access/refusal.ts'
import { useVisit } from '../access/viewer-context.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { RightsGrants } from './rights-grants.tsx'
import { RightsMapping } from './rights-mapping.tsx'
import { END_GRANT, END_SESSION, END_TOKEN, RIGHTS } from './rights-query.ts'
import { RightsSessions } from './rights-sessions.tsx'
import { RightsTokens } from './rights-tokens.tsx'

/** Who may see what, and who is here: grants, sessions, tokens. */
export function RightsPage() {
  const { t } = useTranslation()
  const visit = useVisit()
  const { data, error, refetch } = useQuery(RIGHTS, { fetchPolicy: 'network-only' })
  const [endSession] = useMutation(END_SESSION)
  const [endGrant] = useMutation(END_GRANT)
  const [endToken] = useMutation(END_TOKEN)
  const [said, say] = useState('')
  const done = async (doing: Promise<unknown>, words: string): Promise<void> => {
    try {
      await doing
      say(words)
      await refetch()
    } catch (cause) {
      say(refusal(cause) ?? t('access.failed'))
    }
  }
  const signedIn = visit.kind === 'in' && visit.viewer.mode === 'SIGN_IN'
  return (
    <OfficeFrame title={t('access.rights.title')} lede={t(signedIn ? 'access.rights.lede' : 'access.rights.demo')}>
      {error && <OfficeProblem retry={() => void refetch().catch(() => undefined)} />}
      <p className="office-said" role="status">
        {said}
      </p>
      {data && (
        <>
          {data.roleMapping.claim != null && <RightsMapping claim={data.roleMapping.claim} grants={data.roleMapping.grants} />}
          <RightsGrants
            grants={data.grants}
            accounts={data.accounts}
            end={(id) => void done(endGrant({ variables: { id } }), t('access.grants.ended'))}
            given={() => void done(Promise.resolve(), t('access.grants.given'))}
          />
          <RightsSessions sessions={data.sessions} end={(id) => void done(endSession({ variables: { id } }), t('access.sessions.ended'))} />
          <RightsTokens
            tokens={data.apiTokens}
            end={(id) => void done(endToken({ variables: { id } }), t('access.tokens.ended'))}
            created={() => void refetch()}
          />
        </>
      )}
    </OfficeFrame>
  )
}

import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'
import { limitWords } from '../access/grant-words.ts'
import { useInstant } from '../access/instant.ts'
import { OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { refusal } from '../access/refusal.ts'
import { copyText } from '../controls/copy-text.ts'
import { useFormats } from '../format.ts'
import { useAttempt } from '../frame/failure.tsx'
import type { RightsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { CREATE_TOKEN } from './rights-query.ts'
import { NEW_ROLE, RoleFields, roleInput } from './role-fields.tsx'

const MACHINE_ROLES = ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER', 'AUDITOR'] as const

interface TokensProps {
  readonly tokens: RightsQuery['apiTokens']
  readonly end: (id: string) => void
  readonly created: () => void
}

/** Tokens of machine clients; a new one is shown once. */
export function RightsTokens({ tokens, end, created }: TokensProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const instant = useInstant()
  const { catalogue } = useCatalogueState()
  return (
    <OfficeSection title={t('access.tokens.title')} note={t('access.tokens.note')}>
      {tokens.length === 0 ? (
        <p className="office-empty">{t('access.tokens.none')}</p>
      ) : (
        <OfficeTable
          label={t('access.tokens.title')}
          head={[t('access.tokens.name'), t('access.tokens.may'), t('access.tokens.used'), t('access.tokens.expires')]}
          actions
        >
          {tokens.map((token) => {
            const over = token.endedAt !== null || new Date(token.expiresAt) <= new Date()
            return (
              <tr key={token.id} className={over ? 'ended' : undefined}>
                <td>
                  <b>{token.name}</b>
                </td>
                <td>
                  {token.grants.map((grant) => (
                    <div key={JSON.stringify(grant)}>
                      {t(`access.roles.${grant.role}`)}: {limitWords(t, formats, { ...grant, until: null }, catalogue)}
                    </div>
                  ))}
                </td>
                <td className="when">{token.usedAt ? instant(token.usedAt) : t('access.tokens.never')}</td>
                <td className="when">{formats.day(token.expiresAt)}</td>
                <td className="act">
                  {over ? (
                    t('access.tokens.over')
                  ) : (
                    <button
                      type="button"
                      className="linkb"
                      aria-label={t('access.tokens.endOf', { name: token.name })}
                      onClick={() => end(token.id)}
                    >
                      {t('access.tokens.end')}
                    </button>
                  )}
                </td>
              </tr>
            )
          })}
        </OfficeTable>
      )}
      <CreateForm created={created} />
    </OfficeSection>
  )
}

function CreateForm({ created }: Pick<TokensProps, 'created'>) {
  const { t } = useTranslation()
  const [create, { loading }] = useMutation(CREATE_TOKEN)
  const [name, setName] = useState('')
  const [expires, setExpires] = useState('')
  const [draft, setDraft] = useState(NEW_ROLE)
  const [once, setOnce] = useState('')
  const [wrong, setWrong] = useState('')
  const attempt = useAttempt()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setWrong('')
    try {
      const { data } = await create({
        variables: { name, grants: [roleInput(draft)], expiresAt: new Date(`${expires}T23:59:59`).toISOString() },
        fetchPolicy: 'no-cache',
      })
      setOnce(data?.createApiToken.text ?? '')
      setName('')
      created()
    } catch (cause) {
      setWrong(refusal(cause) ?? t('access.failed'))
    }
  }
  return (
    <>
      {once && (
        <div className="token-once" role="status">
          <b>{t('access.tokens.once')}</b>
          <code>{once}</code>
          <p className="actions">
            <button type="button" className="btn" onClick={() => attempt(() => copyText(once))}>
              {t('access.tokens.copy')}
            </button>{' '}
            <button type="button" className="linkb" onClick={() => setOnce('')}>
              {t('access.tokens.hide')}
            </button>
          </p>
        </div>
      )}
      <form className="office-form grid" aria-label={t('access.tokens.create')} onSubmit={(event) => void submit(event)}>
        <label>
          <span>{t('access.tokens.name')}</span>
          <input className="field" required maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />
        </label>
        <RoleFields draft={draft} roles={MACHINE_ROLES} change={setDraft} />
        <label>
          <span>{t('access.tokens.expires')}</span>
          <input className="field" type="date" required value={expires} onChange={({ target }) => setExpires(target.value)} />
        </label>
        <button type="submit" className="btn primary" disabled={loading}>
          {t('access.tokens.create')}
        </button>
        {wrong && (
          <p className="office-said" role="alert">
            {wrong}
          </p>
        )}
      </form>
    </>
  )
}

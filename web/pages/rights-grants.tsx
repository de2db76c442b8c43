import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'
import { limitWords } from '../access/grant-words.ts'
import { OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { refusal } from '../access/refusal.ts'
import { useVisit } from '../access/viewer-context.tsx'
import { useFormats } from '../format.ts'
import type { RightsQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { GIVE_GRANT } from './rights-query.ts'
import { NEW_ROLE, RoleFields, roleInput } from './role-fields.tsx'

const ROLES = ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER', 'ADMIN', 'AUDITOR'] as const

interface GrantsProps {
  readonly grants: RightsQuery['grants']
  readonly accounts: RightsQuery['accounts']
  readonly end: (id: string) => void
  readonly given: () => void
}

/** Roles that administrators gave, and the form to give one. */
export function RightsGrants({ grants, accounts, end, given }: GrantsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { catalogue } = useCatalogueState()
  const name = (id: string) => accounts.find((account) => account.id === id)?.name ?? id
  return (
    <OfficeSection title={t('access.grants.title')} note={t('access.grants.note')}>
      {grants.length === 0 ? (
        <p className="office-empty">{t('access.grants.none')}</p>
      ) : (
        <OfficeTable
          label={t('access.grants.title')}
          head={[t('access.grants.to'), t('access.grants.role'), t('access.grants.limits'), t('access.grants.by')]}
          actions
        >
          {grants.map(({ id, subjectKind, subject, grant, givenBy, givenAt, endedAt }) => (
            <tr key={id} className={endedAt ? 'ended' : undefined}>
              <td>{subjectKind === 'ACCOUNT' ? name(subject) : t('access.grants.claim', { value: subject })}</td>
              <td>{t(`access.roles.${grant.role}`)}</td>
              <td>{limitWords(t, formats, grant, catalogue)}</td>
              <td>
                {name(givenBy)}, {formats.day(givenAt)}
              </td>
              <td className="act">
                {endedAt ? (
                  t('access.grants.endedAt', { date: formats.day(endedAt) })
                ) : (
                  <button
                    type="button"
                    className="linkb"
                    aria-label={t('access.grants.endOf', { role: t(`access.roles.${grant.role}`), who: name(subject) })}
                    onClick={() => end(id)}
                  >
                    {t('access.grants.end')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </OfficeTable>
      )}
      <GiveForm accounts={accounts} given={given} />
    </OfficeSection>
  )
}

function GiveForm({ accounts, given }: Pick<GrantsProps, 'accounts' | 'given'>) {
  const { t } = useTranslation()
  const visit = useVisit()
  const [give, { loading }] = useMutation(GIVE_GRANT)
  const [to, setTo] = useState('')
  const [claim, setClaim] = useState('')
  const [until, setUntil] = useState('')
  const [draft, setDraft] = useState(NEW_ROLE)
  const [wrong, setWrong] = useState('')
  const own = visit.kind === 'in' ? visit.viewer.id : ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setWrong('')
    try {
      await give({
        variables: {
          ...(to === '' ? { subjectKind: 'CLAIM', subject: claim } : { subjectKind: 'ACCOUNT', subject: to }),
          grant: roleInput(draft),
          until: until === '' ? null : new Date(`${until}T23:59:59`).toISOString(),
        },
      })
      setDraft(NEW_ROLE)
      setClaim('')
      given()
    } catch (cause) {
      setWrong(refusal(cause) ?? t('access.failed'))
    }
  }
  return (
    <form className="office-form grid" aria-label={t('access.grants.give')} onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t('access.grants.to')}</span>
        <select className="field" value={to} onChange={({ target }) => setTo(target.value)}>
          <option value="">{t('access.grants.toClaim')}</option>
          {accounts
            .filter(({ id }) => id !== own)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </label>
      {to === '' && (
        <label>
          <span>{t('access.grants.claimValue')}</span>
          <input className="field" required maxLength={200} value={claim} onChange={({ target }) => setClaim(target.value)} />
        </label>
      )}
      <RoleFields draft={draft} roles={ROLES} change={setDraft} />
      <label>
        <span>{t('access.grants.until')}</span>
        <input className="field" type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
      </label>
      <button type="submit" className="btn primary" disabled={loading}>
        {t('access.grants.give')}
      </button>
      {wrong && (
        <p className="office-said" role="alert">
          {wrong}
        </p>
      )}
    </form>
  )
}

import { Tick } from '../controls/tick.tsx'
import type { Role } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import type { AgeGroup } from '../selection/selection.ts'

export interface RoleDraft {
  readonly role: Role
  readonly ages: readonly AgeGroup[]
  readonly municipalities: readonly string[]
  readonly services: readonly string[]
}

export const NEW_ROLE: RoleDraft = { role: 'EXPERT', ages: [], municipalities: [], services: [] }

const AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'] as const satisfies readonly AgeGroup[]

/** As the server takes it: an empty list is no limit. */
export function roleInput({ role, ages, municipalities, services }: RoleDraft) {
  return {
    role,
    ...(ages.length > 0 ? { ages } : {}),
    ...(municipalities.length > 0 ? { municipalities } : {}),
    ...(services.length > 0 ? { services } : {}),
  }
}

interface RoleFieldsProps {
  readonly draft: RoleDraft
  readonly roles: readonly Role[]
  readonly change: (draft: RoleDraft) => void
}

/** A role and its limits, as far as the role has any. */
export function RoleFields({ draft, roles, change }: RoleFieldsProps) {
  const { t } = useTranslation()
  const { catalogue } = useCatalogueState()
  const limited = draft.role !== 'ADMIN' && draft.role !== 'AUDITOR'
  const several = (event: React.ChangeEvent<HTMLSelectElement>) => [...event.target.selectedOptions].map((option) => option.value)
  return (
    <>
      <label>
        <span>{t('access.grants.role')}</span>
        <select
          className="field"
          value={draft.role}
          onChange={(event) => {
            const role = roles.find((one) => one === event.target.value)
            if (role) change({ ...NEW_ROLE, role })
          }}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`access.roles.${role}`)}
            </option>
          ))}
        </select>
      </label>
      {limited && (
        <fieldset>
          <legend>{t('field.age')}</legend>
          {AGES.map((age) => (
            <Tick
              key={age}
              type="checkbox"
              checked={draft.ages.includes(age)}
              set={(on) => change({ ...draft, ages: AGES.filter((one) => (one === age ? on : draft.ages.includes(one))) })}
            >
              {t(`age.${age}`)}
            </Tick>
          ))}
        </fieldset>
      )}
      {limited && draft.role !== 'SERVICE_OWNER' && (
        <label className="wide">
          <span>{t('access.grants.municipalities')}</span>
          <select
            className="field role-list"
            multiple
            size={4}
            value={[...draft.municipalities]}
            onChange={(event) => change({ ...draft, municipalities: several(event) })}
          >
            {catalogue?.release.municipalities.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {limited && (
        <label className="wide">
          <span>{t(draft.role === 'SERVICE_OWNER' ? 'access.grants.ownServices' : 'access.grants.services')}</span>
          <select
            className="field role-list"
            multiple
            size={4}
            value={[...draft.services]}
            onChange={(event) => change({ ...draft, services: several(event) })}
          >
            {catalogue?.services.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  )
}

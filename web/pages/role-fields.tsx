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
        <Codes
          legend={t('access.grants.municipalities')}
          options={catalogue?.release.municipalities ?? []}
          chosen={draft.municipalities}
          choose={(municipalities) => change({ ...draft, municipalities })}
        />
      )}
      {limited && (
        <Codes
          legend={t(draft.role === 'SERVICE_OWNER' ? 'access.grants.ownServices' : 'access.grants.services')}
          options={catalogue?.services ?? []}
          chosen={draft.services}
          choose={(services) => change({ ...draft, services })}
        />
      )}
    </>
  )
}

interface CodesProps {
  readonly legend: string
  readonly options: readonly { readonly code: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly choose: (codes: readonly string[]) => void
}

/** Several of a list that scrolls by itself, in its own order. */
function Codes({ legend, options, chosen, choose }: CodesProps) {
  const codes = options.map(({ code }) => code)
  return (
    <fieldset className="wide">
      <legend>{legend}</legend>
      <div className="role-list">
        {options.map(({ code, name }) => (
          <Tick
            key={code}
            type="checkbox"
            checked={chosen.includes(code)}
            set={(on) => choose(codes.filter((one) => (one === code ? on : chosen.includes(one))))}
          >
            {name}
          </Tick>
        ))}
      </div>
    </fieldset>
  )
}

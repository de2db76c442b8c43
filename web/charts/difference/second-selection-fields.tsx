import type { ReactNode } from 'react'
import { useGrantedFields } from '../../access/granted-fields.ts'
import { grantedSelection } from '../../access/granted-selection.ts'
import { leavesIn, offeredTo } from '../../access/offered.ts'
import { useSight } from '../../access/viewer-context.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
import { sexWords } from '../../selection/describe.ts'
import { AGE_GROUPS, EVERYONE, SEXES, type Selection } from '../../selection/selection.ts'

interface SecondSelectionProps {
  readonly selection: Selection
  readonly catalogue: Catalogue
  readonly onChange: (selection: Selection) => void
}

/** The second selection: one value a field that the viewer may choose, as plain lists of the browser. The first one is the bar's. */
export function SecondSelection({ selection, catalogue, onChange }: SecondSelectionProps) {
  const { t } = useTranslation()
  const change = (part: Partial<Selection>) => onChange({ ...selection, ...part })
  const places = [...selection.municipalities, ...selection.centres]
  const sight = useSight()
  const fields = useGrantedFields()
  // Who sees one age or place alone has no 'all' to go back to.
  const widest = grantedSelection(EVERYONE, sight)
  const ages = AGE_GROUPS.filter((age) => leavesIn(sight.ages, age))
  const { services, municipalities, centres } = offeredTo(sight, catalogue)
  const choosePlace = (code: string) =>
    change({
      municipalities: municipalities.some((one) => one.code === code) ? [code] : [],
      centres: centres.some((one) => one.code === code) ? [code] : [],
    })
  return (
    <fieldset className="compare-second" data-export="omit">
      <legend>
        <span className="compare-letter">B</span> {t('compare.second')}
      </legend>
      <Field
        label={t('field.age')}
        value={oneOrSeveral(selection.ageGroups)}
        onChange={(code) => change({ ageGroups: ages.filter((age) => age === code) })}
      >
        <Several names={selection.ageGroups.map((age) => t(`age.${age}`))} />
        {widest.ageGroups.length !== 1 && <option value="">{t('field.all')}</option>}
        {ages.map((age) => (
          <option key={age} value={age}>
            {t(`age.${age}`)}
          </option>
        ))}
      </Field>
      <Field
        label={t('field.sex')}
        value={selection.sexes[0] ?? ''}
        onChange={(code) => change({ sexes: SEXES.filter((sex) => sex === code) })}
      >
        <option value="">{t('field.all')}</option>
        {SEXES.map((sex) => (
          <option key={sex} value={sex}>
            {sexWords(t, sex, selection.ageGroups)}
          </option>
        ))}
      </Field>
      {fields.includes('place') && (
        <Field label={t('field.place')} value={oneOrSeveral(places)} onChange={choosePlace}>
          <Several names={places.map(catalogue.placeName)} />
          {widest.municipalities.length !== 1 && <option value="">{t('field.everywhere')}</option>}
          <optgroup label={t('field.municipalityList')}>
            {municipalities.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </optgroup>
          {centres.length > 0 && (
            <optgroup label={t('field.centreList')}>
              {centres.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </Field>
      )}
      <Field label={t('field.cohort')} value={selection.cohort} onChange={(code) => change({ cohort: code === 'HEAVY' ? 'HEAVY' : 'ALL' })}>
        {(['ALL', 'HEAVY'] as const).map((cohort) => (
          <option key={cohort} value={cohort}>
            {t(`cohort.${cohort}`)}
          </option>
        ))}
      </Field>
      <Field
        label={t('field.services')}
        value={oneOrSeveral(selection.services)}
        onChange={(code) => change({ services: code ? [code] : [] })}
      >
        <Several names={selection.services.map(catalogue.serviceName)} />
        <option value="">{t('field.anyService')}</option>
        {services.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Field>
      {catalogue.releases.length > 1 && (
        <Field label={t('field.release')} value={selection.release ?? ''} onChange={(id) => change({ release: id || null })}>
          <option value="">{t('compare.sameRelease')}</option>
          {catalogue.releases.map((release) => (
            <option key={release.id} value={release.id}>
              {catalogue.label(release)}
            </option>
          ))}
        </Field>
      )}
    </fieldset>
  )
}

const SEVERAL = 'several'
const oneOrSeveral = (values: readonly string[]) => (values.length > 1 ? SEVERAL : (values[0] ?? ''))

/** Several values that came from the bar: kept until one is chosen. */
function Several({ names }: { readonly names: readonly string[] }) {
  return (
    names.length > 1 && (
      <option value={SEVERAL} disabled>
        {names.join(', ')}
      </option>
    )
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly children: ReactNode
}

function Field({ label, value, onChange, children }: FieldProps) {
  return (
    <label>
      <span className="control-label">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  )
}

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { leavesIn, offeredTo } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { SectorMark } from '../controls/sector-mark.tsx'
import { SECTORS } from '../controls/sector-shape.ts'
import { Tick } from '../controls/tick.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { heavyWords } from '../release/heavy-rules.ts'
import { sexWords } from './describe.ts'
import type { BarField } from './field-words.ts'
import { type AgeGroup, type Cohort, MAX_SERVICES, normalise, type Selection, type Sex } from './selection.ts'

export interface FieldFormProps {
  readonly draft: Selection
  readonly change: (change: Partial<Selection>) => void
  readonly catalogue: Catalogue
}

/** The choices of one field of the bar; nothing is fetched before the draft is taken. */
export function FieldForm({ field, ...props }: FieldFormProps & { readonly field: BarField }) {
  switch (field) {
    case 'age':
      return <AgeForm {...props} />
    case 'sex':
      return <SexForm {...props} />
    case 'place':
      return <PlaceForm {...props} />
    case 'cohort':
      return <CohortForm {...props} />
    case 'services':
      return <ServicesForm {...props} />
    case 'release':
      return <ReleaseForm {...props} />
  }
}

const AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const satisfies readonly AgeGroup[]

function AgeForm({ draft, change }: FieldFormProps) {
  const { t } = useTranslation()
  const { ages } = useSight()
  const chosen = new Set<AgeGroup>(
    draft.ageGroups.flatMap((age) => (age === 'AGE_65_PLUS' ? (['AGE_65_79', 'AGE_80_PLUS'] as const) : [age])),
  )
  const toggle = (age: AgeGroup, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(age)
    else next.delete(age)
    change({ ageGroups: normalise({ ...draft, ageGroups: [...next] }).ageGroups })
  }
  return (
    <>
      {AGES.filter((age) => leavesIn(ages, age)).map((age) => (
        <Tick key={age} type="checkbox" checked={chosen.has(age)} set={(on) => toggle(age, on)}>
          {t(`who.age.${age}`)}
        </Tick>
      ))}
      <p className="field-note">{t('field.sumNote')}</p>
    </>
  )
}

function SexForm({ draft, change }: FieldFormProps) {
  const { t } = useTranslation()
  const options: readonly (Sex | null)[] = [null, 'FEMALE', 'MALE']
  return options.map((sex) => (
    <Tick key={sex ?? 'all'} type="radio" checked={(draft.sexes[0] ?? null) === sex} set={() => change({ sexes: sex ? [sex] : [] })}>
      {sex ? sexWords(t, sex, draft.ageGroups) : t('field.all')}
    </Tick>
  ))
}

function CohortForm({ draft, change, catalogue }: FieldFormProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const options: readonly Cohort[] = ['ALL', 'HEAVY']
  return (
    <>
      {options.map((cohort) => (
        <Tick key={cohort} type="radio" checked={draft.cohort === cohort} set={() => change({ cohort })}>
          {t(`cohort.long.${cohort}`)}
        </Tick>
      ))}
      <p className="field-note">{heavyWords(t, formats, catalogue)}</p>
    </>
  )
}

function PlaceForm({ draft, change, catalogue }: FieldFormProps) {
  const { t } = useTranslation()
  const [swapped, setSwapped] = useState(false)
  const sight = useSight()
  const { municipalities, centres } = offeredTo(sight, catalogue)
  const toggle = (kind: 'municipalities' | 'centres', code: string, on: boolean) => {
    const other = kind === 'municipalities' ? draft.centres : draft.municipalities
    setSwapped(on && other.length > 0)
    const next = on ? [...draft[kind], code] : draft[kind].filter((chosen) => chosen !== code)
    change(kind === 'municipalities' ? { municipalities: next, centres: [] } : { municipalities: [], centres: next })
  }
  return (
    <>
      {sight.municipalities === null && (
        <Tick
          type="checkbox"
          checked={draft.municipalities.length + draft.centres.length === 0}
          set={() => {
            setSwapped(false)
            change({ municipalities: [], centres: [] })
          }}
        >
          {t('field.everywhere')}
        </Tick>
      )}
      <p className="field-explain" role="status">
        {swapped ? t('field.placeSwapped') : ''}
      </p>
      <div className="field-scroll">
        <Group label={t('field.municipalityList')}>
          {municipalities.map(({ code, name }) => (
            <Tick key={code} type="checkbox" checked={draft.municipalities.includes(code)} set={(on) => toggle('municipalities', code, on)}>
              {name}
            </Tick>
          ))}
        </Group>
        {centres.length > 0 && (
          <Group label={t('field.centreList')}>
            {centres.map(({ code, name }) => (
              <Tick key={code} type="checkbox" checked={draft.centres.includes(code)} set={(on) => toggle('centres', code, on)}>
                {name}
              </Tick>
            ))}
          </Group>
        )}
      </div>
      <p className="field-note">{t('field.placeNote')}</p>
    </>
  )
}

function ServicesForm({ draft, change, catalogue }: FieldFormProps) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [full, setFull] = useState(false)
  const id = useId()
  const find = useRef<HTMLInputElement>(null)
  // Who opens the menu types at once; in a closed part of the sheet the field cannot take the focus.
  useEffect(() => find.current?.focus({ preventScroll: true }), [])
  const wanted = query.trim().toLocaleLowerCase()
  const found = offeredTo(useSight(), catalogue).services.filter(
    (service) => service.name.toLocaleLowerCase().includes(wanted) || draft.services.includes(service.code),
  )
  const toggle = (code: string, on: boolean) => {
    const refused = on && draft.services.length >= MAX_SERVICES
    setFull(refused)
    if (!refused) change({ services: on ? [...draft.services, code] : draft.services.filter((chosen) => chosen !== code) })
  }
  return (
    <>
      <label className="vh" htmlFor={id}>
        {t('field.findService')}
      </label>
      <input
        ref={find}
        id={id}
        className="field field-find"
        type="search"
        placeholder={t('field.findService')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <p className="field-explain" role="status">
        {full ? t('field.twoServices') : ''}
      </p>
      <div className="field-scroll">
        {SECTORS.map((sector) => {
          const services = found.filter((service) => service.sector === sector)
          return (
            services.length > 0 && (
              <Group
                key={sector}
                label={
                  <>
                    <SectorMark sector={sector} /> {t(`sector.${sector}`)}
                  </>
                }
              >
                {services.map(({ code, name }) => (
                  <Tick key={code} type="checkbox" checked={draft.services.includes(code)} set={(on) => toggle(code, on)}>
                    {name}
                  </Tick>
                ))}
              </Group>
            )
          )
        })}
        {found.length === 0 && <p className="muted">{t('field.noneFound')}</p>}
      </div>
      <p className="field-note">{t('field.servicesNote')}</p>
    </>
  )
}

function ReleaseForm({ draft, change, catalogue }: FieldFormProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const unnamed = useCatalogueState().meant ?? catalogue.releases.find((release) => release.current)?.id
  const chosen = draft.release ?? unnamed
  return (
    <>
      {catalogue.releases.map((release) => (
        <Tick
          key={release.id}
          type="radio"
          checked={chosen === release.id}
          set={() => change({ release: release.id === unnamed ? null : release.id })}
        >
          {t(release.current ? 'field.releaseCurrent' : 'field.releaseOf', {
            id: catalogue.label(release),
            date: formats.date(release.dataDate),
          })}
        </Tick>
      ))}
      <p className="field-note">{t('field.releaseNote')}</p>
    </>
  )
}

function Group({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <fieldset className="field-group">
      <legend>{label}</legend>
      {children}
    </fieldset>
  )
}

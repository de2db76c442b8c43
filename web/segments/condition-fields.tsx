import { Button, Checkbox, CheckboxGroup, Group, Input, Label, NumberField, Tag, TagGroup, TagList } from 'react-aria-components'
import { AriaLocale } from '../controls/aria-locale.tsx'
import { ServicePicker } from '../controls/service-picker.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { Choice } from './choice.tsx'
import { type Condition, emptyCondition } from './draft-model.ts'

const KINDS = ['USES_ANY', 'USES_ALL', 'SERVICES', 'TASKS', 'HEAVY_IN', 'HEAVY_USER', 'AGE', 'SEX'] as const
const COUNTED = ['ALL', 'HEALTH', 'SOCIAL'] as const
const AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const
const SEXES = ['MALE', 'FEMALE'] as const

interface ConditionFieldsProps {
  readonly condition: Condition
  readonly catalogue: Catalogue
  readonly onChange: (condition: Condition) => void
}

/** One condition: its kind, and what that kind needs. */
export function ConditionFields({ condition, catalogue, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation()
  return (
    <div className="condition-fields">
      <Choice
        label={t('segments.conditionKind')}
        quiet
        options={KINDS.map((value) => ({ value, label: t(`segments.kind.${value}`) }))}
        value={condition.kind}
        onChange={(kind) =>
          onChange({ ...emptyCondition(kind), services: kind.startsWith('USES') || kind === 'HEAVY_IN' ? condition.services : [] })
        }
      />
      <KindFields condition={condition} catalogue={catalogue} onChange={onChange} />
    </div>
  )
}

function KindFields({ condition, catalogue, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation()
  switch (condition.kind) {
    case 'USES_ALL':
    case 'USES_ANY':
    case 'HEAVY_IN':
      return <ServicesField condition={condition} catalogue={catalogue} onChange={onChange} />
    case 'SERVICES':
      return (
        <>
          <Choice
            label={t('segments.counted.label')}
            quiet
            options={COUNTED.map((value) => ({ value, label: t(`segments.counted.${value}`) }))}
            value={condition.of ?? 'ALL'}
            onChange={(of) => onChange({ ...condition, of })}
          />
          <LimitField label={t('segments.least')} value={condition.least} onChange={(least) => onChange({ ...condition, least })} />
          <LimitField label={t('segments.most')} value={condition.most} onChange={(most) => onChange({ ...condition, most })} />
        </>
      )
    case 'TASKS':
      return <LimitField label={t('segments.least')} value={condition.least} onChange={(least) => onChange({ ...condition, least })} />
    case 'HEAVY_USER':
      return null
    case 'AGE':
      return (
        <Choices
          label={t('segments.ages.label')}
          options={AGES.map((value) => ({ value, label: t(`segments.ages.${value}`) }))}
          value={condition.ages}
          onChange={(values) => onChange({ ...condition, ages: AGES.filter((age) => values.includes(age)) })}
        />
      )
    case 'SEX':
      return (
        <Choices
          label={t('segments.sexes.label')}
          options={SEXES.map((value) => ({ value, label: t(`segments.sexes.${value}`) }))}
          value={condition.sexes}
          onChange={(values) => onChange({ ...condition, sexes: SEXES.filter((sex) => values.includes(sex)) })}
        />
      )
    default:
      return condition.kind satisfies never
  }
}

function ServicesField({ condition, catalogue, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation()
  return (
    <div className="condition-services">
      {condition.services.length > 0 && (
        <TagGroup
          aria-label={t('segments.services')}
          onRemove={(keys) => onChange({ ...condition, services: condition.services.filter((code) => !keys.has(code)) })}
        >
          <TagList className="tags">
            {condition.services.map((code) => (
              <Tag key={code} id={code} textValue={catalogue.serviceName(code)} className="tag">
                {catalogue.serviceName(code)}
                <Button
                  slot="remove"
                  className="tag-remove"
                  aria-label={t('segments.removeService', { service: catalogue.serviceName(code) })}
                >
                  ×
                </Button>
              </Tag>
            ))}
          </TagList>
        </TagGroup>
      )}
      <ServicePicker
        key={condition.services.length}
        label={t('segments.addService')}
        catalogue={catalogue}
        value={null}
        onChange={(code) => !condition.services.includes(code) && onChange({ ...condition, services: [...condition.services, code] })}
      />
    </div>
  )
}

function LimitField({ label, value, onChange }: { label: string; value: number | null; onChange: (value: number | null) => void }) {
  const { t } = useTranslation()
  return (
    <AriaLocale>
      <NumberField
        className="limit"
        minValue={0}
        maxValue={60}
        value={value ?? Number.NaN}
        onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      >
        <Label className="limit-label">{label}</Label>
        <Group className="limit-group">
          <Button slot="decrement" className="limit-step" aria-label={t('segments.less')}>
            −
          </Button>
          <Input className="field limit-input" />
          <Button slot="increment" className="limit-step" aria-label={t('segments.more')}>
            +
          </Button>
        </Group>
      </NumberField>
    </AriaLocale>
  )
}

interface ChoicesProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Several of a short list. */
export function Choices({ label, options, value, onChange }: ChoicesProps) {
  return (
    <CheckboxGroup className="choices" value={[...value]} onChange={onChange} aria-label={label}>
      {options.map((option) => (
        <Checkbox key={option.value} value={option.value} className="choices-item">
          <span className="choices-box" aria-hidden="true" />
          {option.label}
        </Checkbox>
      ))}
    </CheckboxGroup>
  )
}

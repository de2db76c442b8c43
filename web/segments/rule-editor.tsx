import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { ConditionFields } from './condition-fields.tsx'
import { emptyCondition, replaced, type Segment, without } from './draft-model.ts'

const MOST = { alternatives: 3, conditions: 6 }

interface RuleEditorProps {
  readonly rule: Segment['rule']
  readonly catalogue: Catalogue
  readonly onChange: (rule: Segment['rule']) => void
}

/** A rule: alternatives of which one holds, each of conditions that all hold. */
export function RuleEditor({ rule, catalogue, onChange }: RuleEditorProps) {
  const { t } = useTranslation()
  const change = (at: number, conditions: Segment['rule'][number]) =>
    onChange(conditions.length > 0 ? replaced(rule, at, conditions) : rule.length > 1 ? without(rule, at) : rule)
  return (
    <div className="rule">
      {rule.map((conditions, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no identity but their place
        <fieldset className="alternative" key={at}>
          <legend className={rule.length > 1 ? 'alternative-name' : 'vh'}>
            {at > 0 ? t('segments.or') : t('segments.alternative', { n: at + 1 })}
          </legend>
          {conditions.map((condition, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
            <div className="condition" key={place}>
              <ConditionFields
                condition={condition}
                catalogue={catalogue}
                onChange={(next) => change(at, replaced(conditions, place, next))}
              />
              {(conditions.length > 1 || rule.length > 1) && (
                <button type="button" className="condition-remove linkb" onClick={() => change(at, without(conditions, place))}>
                  {t('segments.removeCondition')}
                </button>
              )}
            </div>
          ))}
          {conditions.length < MOST.conditions && (
            <button type="button" className="linkb small" onClick={() => change(at, [...conditions, emptyCondition('SERVICES')])}>
              {t('segments.addCondition')}
            </button>
          )}
        </fieldset>
      ))}
      {rule.length < MOST.alternatives && (
        <button type="button" className="linkb small" onClick={() => onChange([...rule, [emptyCondition('SERVICES')]])}>
          {t('segments.addAlternative')}
        </button>
      )}
    </div>
  )
}

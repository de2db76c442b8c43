import { useFocusNext } from '../controls/use-focus-next.ts'
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
  const [editor, focusNext] = useFocusNext<HTMLDivElement>()
  const place = (at: number, condition: number) => `fieldset:nth-of-type(${at + 1}) .condition:nth-of-type(${condition + 1})`
  const kindOf = (at: number, condition: number) => `${place(at, condition)} .choice-button`
  const add = (at: number, conditions: Segment['rule'][number]) => {
    focusNext(kindOf(at, conditions.length))
    const longer = [...conditions, emptyCondition('SERVICES')]
    onChange(at < rule.length ? replaced(rule, at, longer) : [...rule, longer])
  }
  const change = (at: number, conditions: Segment['rule'][number]) =>
    onChange(conditions.length > 0 ? replaced(rule, at, conditions) : rule.length > 1 ? without(rule, at) : rule)
  const remove = (at: number, condition: number) => {
    const conditions = rule[at] ?? []
    const [near, beside] = conditions.length > 1 ? [at, Math.max(0, condition - 1)] : [Math.max(0, at - 1), 0]
    focusNext(`${place(near, beside)} .condition-remove`, kindOf(near, beside))
    change(at, without(conditions, condition))
  }
  return (
    <div className="rule" ref={editor}>
      {rule.map((conditions, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no identity but their place
        <fieldset className="alternative" key={at}>
          <legend className={rule.length > 1 ? 'alternative-name' : 'vh'}>
            {at > 0 ? t('segments.or') : t('segments.alternative', { n: at + 1 })}
          </legend>
          {conditions.map((condition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
            <div className="condition" key={index}>
              <ConditionFields
                condition={condition}
                catalogue={catalogue}
                onChange={(next) => change(at, replaced(conditions, index, next))}
              />
              {(conditions.length > 1 || rule.length > 1) && (
                <button type="button" className="condition-remove linkb" onClick={() => remove(at, index)}>
                  {t('segments.removeCondition')}
                </button>
              )}
            </div>
          ))}
          {conditions.length < MOST.conditions && (
            <button type="button" className="linkb small" onClick={() => add(at, conditions)}>
              {t('segments.addCondition')}
            </button>
          )}
        </fieldset>
      ))}
      {rule.length < MOST.alternatives && (
        <button type="button" className="linkb small" onClick={() => add(rule.length, [])}>
          {t('segments.addAlternative')}
        </button>
      )}
    </div>
  )
}

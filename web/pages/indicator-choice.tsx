import { useId } from 'react'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { listed } from '../selection/describe.ts'
import { indicatorShort } from './indicator-words.ts'

type Indicator = LeadershipQuery['indicators'][number]

interface IndicatorChoiceProps {
  readonly indicators: readonly Indicator[]
  readonly indicator: Indicator
  readonly catalogue: Catalogue
  readonly onChange: (key: string) => void
}

/** Which number is followed, as a plain list of the browser, and which topics of the minimum data it tells of. */
export function IndicatorChoice({ indicators, indicator, catalogue, onChange }: IndicatorChoiceProps) {
  const { t } = useTranslation()
  const id = useId()
  const others = indicators.some(({ key }) => key === indicator.key) ? [] : [indicator]
  const topics = listed(
    t,
    indicator.topics.map((topic) => t(`topic.${topic}`)),
  )
  return (
    <div className="indicator-choice" data-export="omit">
      <label className="control-label" htmlFor={id}>
        {t('lead.choose')}
      </label>
      <select id={id} value={indicator.key} onChange={(event) => onChange(event.target.value)}>
        {[...indicators, ...others].map(({ key }) => (
          <option key={key} value={key}>
            {indicatorShort(t, key, catalogue)}
          </option>
        ))}
      </select>
      {topics && (
        <span className="muted small">
          {t('topic.label')}: {topics}
        </span>
      )}
    </div>
  )
}

import type { ReactNode } from 'react'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { Choice } from '../segments/choice.tsx'
import { text, useViewParam } from '../selection/use-view-param.ts'
import { keyOf, type Part, partName, type Segmentation } from './adopted-words.ts'

/** A part of the scheme that the address names; `otherwise` where it names none. */
export function usePart({ segments }: Segmentation, param: string, otherwise: number): readonly [Part | null, (key: string) => void] {
  const [asked, choose] = useViewParam(param, text)
  return [segments.find((part) => keyOf(part) === asked) ?? segments[otherwise] ?? segments[0] ?? null, choose]
}

interface PartChoiceProps {
  readonly segmentation: Segmentation
  readonly label: string
  readonly part: Part
  readonly onChange: (key: string) => void
}

/** One segment of the scheme. */
export function PartChoice({ segmentation, label, part, onChange }: PartChoiceProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const options = segmentation.segments.map((one) => ({ value: keyOf(one), label: partName(segmentation, one.key, t, locale) }))
  return <Choice label={label} options={options} value={keyOf(part)} onChange={onChange} />
}

interface ChosenPartProps {
  readonly segmentation: Segmentation
  readonly children: (part: Part) => ReactNode
}

/** One segment after the other: the choice, and what the page says of the chosen one. */
export function ChosenPart({ segmentation, children }: ChosenPartProps) {
  const { t } = useTranslation()
  const [part, choose] = usePart(segmentation, 'segment', 0)
  if (!part) return null
  return (
    <>
      <div className="view-controls">
        <PartChoice {...{ segmentation, part }} label={t('adopted.segment')} onChange={choose} />
      </div>
      {children(part)}
    </>
  )
}

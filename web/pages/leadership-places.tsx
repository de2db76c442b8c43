import { Segments } from '../controls/segments.tsx'
import { useFormats } from '../format.ts'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { PartLine } from './part-line.tsx'
import { placeSentences } from './place-words.ts'
import { commonScale, figureOf, type Point, type Unit, written } from './series-values.ts'

type Part = LeadershipQuery['series']['municipalities'][number]

const KIND = oneOf(['municipality', 'centre'])

interface PlacesProps {
  readonly municipalities: readonly Part[]
  readonly centres: readonly Part[]
  /** The whole selection: a dashed line in every picture. */
  readonly whole: readonly Point[]
  readonly catalogue: Catalogue
}

/** Where the number grows: places by name on one scale, and in words which of them grew. */
export function LeadershipPlaces({ municipalities, centres, whole, catalogue }: PlacesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [kind, setKind] = useViewParam('by', KIND)
  const parts = byName(kind === 'municipality' ? municipalities : centres, catalogue)
  const unit: Unit = parts.some(({ points }) => points.some(({ perThousand }) => perThousand != null)) ? 'rate' : 'share'
  const scale = commonScale([...parts.map(({ points }) => points), whole], unit)
  const wholeLast = whole.at(-1)
  const wholeValue = wholeLast ? figureOf(wholeLast, unit) : null
  /** Of one release nothing grows. */
  const several = whole.length > 1
  const [bare, share, rate] = several
    ? (['lead.placesBare', 'lead.placesShare', 'lead.placesRate'] as const)
    : (['lead.placesBareOne', 'lead.placesShareOne', 'lead.placesRateOne'] as const)
  const scaleWords = wholeValue === null ? t(bare) : t(unit === 'share' ? share : rate, { whole: written(formats, wholeValue, unit) })
  return (
    <section className="lead-section">
      <div className="lead-heading">
        <div>
          <h2>{t(several ? 'lead.placesTitle' : 'lead.placesTitleOne')}</h2>
          {several && <p>{placeSentences(parts, whole, catalogue, t, formats)}</p>}
          <p className="muted small">{scaleWords}</p>
        </div>
        <Segments
          quiet
          label={t('lead.by')}
          options={[
            { value: 'municipality', label: t('lead.byMunicipality') },
            { value: 'centre', label: t('lead.byCentre') },
          ]}
          value={kind}
          onChange={setKind}
        />
      </div>
      <ul className="multiples">
        {parts.map(({ code, points }) => (
          <PartLine key={code} name={catalogue.placeName(code)} points={points} unit={unit} scale={scale} whole={wholeValue} />
        ))}
      </ul>
      <p className="muted small lead-note">
        {t('lead.placesOrder')} {several && t('lead.placesSwing')}
      </p>
    </section>
  )
}

/** Areas are listed by name, never ranked. */
export const byName = <P extends { readonly code: string }>(parts: readonly P[], catalogue: Catalogue): readonly P[] =>
  [...parts].sort((a, b) => catalogue.placeName(a.code).localeCompare(catalogue.placeName(b.code), 'fi'))

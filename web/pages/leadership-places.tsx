import { Segments } from '../controls/segments.tsx'
import { useFormats } from '../format.ts'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { listed } from '../selection/describe.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { PartLine } from './part-line.tsx'
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
  return (
    <section className="lead-section">
      <div className="lead-heading">
        <div>
          <h2>{t('lead.placesTitle')}</h2>
          {whole.length > 1 && <p>{placeSentences(parts)}</p>}
          <p className="muted small">
            {wholeValue === null
              ? t('lead.placesBare')
              : t(unit === 'share' ? 'lead.placesShare' : 'lead.placesRate', { whole: written(formats, wholeValue, unit) })}
          </p>
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
      <p className="muted small lead-note">{t('lead.placesNote')}</p>
    </section>
  )

  /** Places by the sign of the server's difference, in alphabetical order. */
  function placeSentences(shown: readonly Part[]): string {
    const named = (test: (change: number | null) => boolean, withChange: boolean) =>
      shown
        .filter(({ points }) => test(points.at(-1)?.sinceYear ?? null))
        .map(({ code, points }) => {
          const change = points.at(-1)?.sinceYear ?? null
          const name = catalogue.placeName(code)
          return withChange && change !== null ? t('lead.place', { name, change: formats.countDifference(change) }) : name
        })
    const groups = [
      ['lead.grew', named((change) => change !== null && change > 0, true)],
      ['lead.fell', named((change) => change !== null && change < 0, true)],
      ['lead.level', named((change) => change === 0, false)],
      ['lead.untold', named((change) => change === null, false)],
    ] as const
    return groups.flatMap(([key, places]) => (places.length > 0 ? [t(key, { places: listed(t, places) })] : [])).join(' ')
  }
}

/** Areas are listed by name, never ranked. */
export const byName = <P extends { readonly code: string }>(parts: readonly P[], catalogue: Catalogue): readonly P[] =>
  [...parts].sort((a, b) => catalogue.placeName(a.code).localeCompare(catalogue.placeName(b.code), 'fi'))

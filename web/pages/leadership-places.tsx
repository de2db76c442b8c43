import { SmallLine } from '../charts/series/small-line.tsx'
import { Segments } from '../controls/segments.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import type { LeadershipQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { listed } from '../selection/describe.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import { commonScale, figureOf, lineValues, type Point, type Unit } from './series-values.ts'

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
  const write = (value: number | null) => (unit === 'share' ? formats.share(value) : formats.lift(value))
  return (
    <section className="lead-section">
      <div className="lead-heading">
        <div>
          <h2>{t('lead.placesTitle')}</h2>
          {whole.length > 1 && <p>{placeSentences(parts)}</p>}
          <p className="muted small">
            {wholeValue === null
              ? t('lead.placesBare')
              : t(unit === 'share' ? 'lead.placesShare' : 'lead.placesRate', { whole: write(wholeValue) })}
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
        {parts.map(({ code, points }) => {
          const last = points.at(-1)
          const value = last ? figureOf(last, unit) : null
          return (
            <li className="multiple" key={code}>
              <h3>{catalogue.placeName(code)}</h3>
              <p className="small muted n">
                {last?.clients.count == null ? (
                  <WithheldFigure />
                ) : (
                  t('figure.clients', {
                    count: last.clients.count,
                    figure: formats.figure({ count: last.clients.count, atLeast: last.clients.atLeast }),
                  })
                )}
                {last?.sinceYear == null ? '' : `, ${t('lead.sinceYear', { change: formats.countDifference(last.sinceYear) })}`}
              </p>
              <SmallLine values={lineValues(points, unit)} scale={scale} whole={wholeValue} last={value === null ? '' : write(value)} />
            </li>
          )
        })}
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

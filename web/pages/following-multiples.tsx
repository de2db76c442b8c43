import type { LineScale } from '../charts/series/line-layout.ts'
import { useFormats } from '../format.ts'
import type { FollowedQuery, SeriesQuery } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { sourceIn } from '../release/source-in.ts'
import type { DescribedSelection } from '../selection/describe.ts'
import { partName } from './following-table.ts'
import { isFor } from './leadership-trend.tsx'
import { PartLine } from './part-line.tsx'
import { commonScale, figureOf, TARGET_UNITS, type Unit, written, writtenTop } from './series-values.ts'
import './leadership.css'
import './following.css'

interface MultiplesProps {
  readonly parts: SeriesQuery['series']['parts']
  readonly whole: SeriesQuery['series']['points']
  readonly by: Parameters<typeof partName>[1]
  readonly unit: Unit
  readonly catalogue: Catalogue
  readonly targets: FollowedQuery['targets']
}

/** One line a part, all on one scale. */
export function FollowingMultiples({ parts, whole, by, unit, catalogue, targets }: MultiplesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const none = parts.every(({ points }) => points.every((point) => figureOf(point, unit) === null))
  if (none) return <p className="muted">{t(unit === 'rate' ? 'following.noResidents' : 'figure.why')}</p>
  // Numbers of clients of a part and of the whole do not share a scale.
  const compared = unit === 'clients' ? [] : [whole]
  const lines = commonScale([...parts.map(({ points }) => points), ...compared], unit)
  const scale: LineScale = { ...lines, top: Math.max(lines.top, ...targets.map(({ value }) => value)) }
  const wholeLast = whole.at(-1)
  const wholeValue = unit === 'clients' || !wholeLast ? null : figureOf(wholeLast, unit)
  const source = wholeLast?.residents
  return (
    <>
      <p className="muted small following-scale">
        {t(`following.scale.${unit}`, { top: writtenTop(formats, scale.top, unit) })}{' '}
        {wholeValue === null ? '' : t('following.whole', { whole: written(formats, wholeValue, unit) })}{' '}
        {targets.length > 0 ? t('following.partTargets') : ''}{' '}
        {unit === 'rate' && source
          ? t('following.residents', { source: sourceIn(source.source, locale), date: formats.date(source.on) })
          : ''}
      </p>
      <ul className="multiples">
        {parts.map(({ code, points }) => (
          <PartLine
            key={code}
            name={partName(t, by, code, catalogue)}
            points={points}
            unit={unit}
            scale={scale}
            whole={wholeValue}
            targets={targets.filter(({ municipality }) => municipality === code).map((target) => target.value)}
          />
        ))}
      </ul>
    </>
  )
}

/** Targets of municipalities in the unit of the lines, about whom the selection is of. */
export const targetsOfPlaces = (targets: FollowedQuery['targets'], unit: Unit, selection: DescribedSelection): FollowedQuery['targets'] =>
  targets.filter(
    (target) =>
      target.municipality != null &&
      TARGET_UNITS[target.unit] === unit &&
      isFor(target, { ...selection, municipalities: [target.municipality] }),
  )

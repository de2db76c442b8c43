import type { LineScale } from '../charts/series/line-layout.ts'
import { SmallLine } from '../charts/series/small-line.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { figureOf, lineValues, type Point, type Unit, written } from './series-values.ts'
import './leadership.css'

interface PartLineProps {
  readonly name: string
  readonly points: readonly Point[]
  readonly unit: Unit
  /** The same for all parts of a page. */
  readonly scale: LineScale
  /** The last value of the whole selection, in the unit. */
  readonly whole: number | null
  readonly targets?: readonly number[]
}

/** A part of the selection among others: its name, its last number of clients, its line. */
export function PartLine({ name, points, unit, scale, whole, targets = [] }: PartLineProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const last = points.at(-1)
  const value = last ? figureOf(last, unit) : null
  return (
    <li className="multiple">
      <h3>{name}</h3>
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
      <SmallLine
        values={lineValues(points, unit)}
        scale={scale}
        whole={whole}
        targets={targets}
        last={value === null ? '' : written(formats, value, unit)}
      />
    </li>
  )
}

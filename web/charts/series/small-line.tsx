import { type LineScale, type LineValue, lineLayout } from './line-layout.ts'
import { BreakMarks, Gaps, SmallTargets } from './line-parts.tsx'
import './series.css'

interface SmallLineProps {
  readonly values: readonly LineValue[]
  /** The same for all of a page: they compare. */
  readonly scale: LineScale
  /** The last value of the whole selection: a dashed line in each. */
  readonly whole: number | null
  /** In the unit of the values. */
  readonly targets?: readonly number[]
  /** The last value in words, beside the last point. */
  readonly last: string
}

const [WIDTH, HEIGHT, RIGHT] = [164, 66, 52]

/** A line among others on a common scale; its words stand beside it. */
export function SmallLine({ values, scale, whole, targets = [], last }: SmallLineProps) {
  const layout = lineLayout(values, scale, WIDTH, HEIGHT)
  const place = layout.points.at(-1)
  return (
    <svg className="small-line" viewBox={`-4 -10 ${WIDTH + RIGHT + 4} ${HEIGHT + 15}`} width="100%" aria-hidden="true">
      <Gaps gaps={layout.gaps} height={HEIGHT} />
      <line className="line-base" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {whole !== null && <line className="line-whole" x2={WIDTH} y1={layout.y(whole)} y2={layout.y(whole)} />}
      <SmallTargets {...{ targets, layout }} width={WIDTH} />
      <BreakMarks breaks={layout.breaks} height={HEIGHT} />
      {layout.paths.map((path) => (
        <path key={path} className="line-path small" d={path} />
      ))}
      {layout.points.map((point, at) => {
        const alone = point && !layout.points[at - 1] && !layout.points[at + 1] && at < layout.points.length - 1
        return alone ? <circle key={values[at]?.date} className="line-dot" cx={point.x} cy={point.y} r="2.5" /> : null
      })}
      {place && (
        <>
          <circle className="line-dot" cx={place.x} cy={place.y} r="4" />
          <text className="small-last" x={place.x + 9} y={place.y + 5}>
            {last}
          </text>
        </>
      )}
    </svg>
  )
}

import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type MatrixLayout, placeAt } from './matrix-layout.ts'
import type { SmallBox } from './sector-rails.tsx'
import './matrix-map.css'

interface MatrixMapProps {
  readonly services: readonly { readonly name: string }[]
  readonly layout: MatrixLayout
  readonly box: SmallBox
  /** Service index whose row and column are framed. */
  readonly chosen: number
  readonly onChoose: (index: number) => void
  /** The picture, in the same box. */
  readonly children: ReactNode
  /** What the picture's signs mean, and how the map is used. */
  readonly legend: ReactNode
}

/** A small matrix as the map of a phone: a tap or the list of names chooses a service. */
export function MatrixMap({ services, layout, box, chosen, onChoose, children, legend }: MatrixMapProps) {
  const { t } = useTranslation()
  const at = layout.offsetOf[chosen] ?? 0
  const side = layout.extent + 1
  const tap = (event: MouseEvent<SVGSVGElement>) => {
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const place = placeAt(layout, ((event.clientY - top) / height) * box.side - box.before)
    const index = place === null ? undefined : layout.order[place]
    if (index !== undefined) onChoose(index)
  }
  return (
    <>
      <div className="matrix-map">
        {children}
        <svg viewBox={box.viewBox} aria-hidden="true" onClick={tap}>
          <rect x={-1} y={at - 0.5} width={side + 2} height={layout.pitch + 1} />
          <rect x={at - 0.5} y={-1} width={layout.pitch + 1} height={side + 2} />
        </svg>
      </div>
      {legend}
      <label className="matrix-map-choice">
        <span className="control-label">{t('matrix.phone.service')}</span>
        <select className="field" value={chosen} onChange={(event) => onChoose(Number(event.target.value))}>
          {layout.order.map((index) => (
            <option key={index} value={index}>
              {services[index]?.name}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

import { useMemo, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { MatrixCells } from '../matrix/matrix-cells.tsx'
import type { MatrixFigures } from '../matrix/matrix-figures.ts'
import { matrixLayout } from '../matrix/matrix-layout.ts'
import { MatrixMap } from '../matrix/matrix-map.tsx'
import { SectorRails, smallBox } from '../matrix/sector-rails.tsx'
import { classifyDifference, type DifferenceMatrix } from './difference-cells.ts'
import { DifferenceKey } from './difference-key.tsx'
import { DifferenceList } from './difference-list.tsx'
import { differenceGroups, rowsBeside } from './difference-rows.ts'

interface DifferencePhoneProps {
  readonly a: MatrixFigures
  readonly b: MatrixFigures
  readonly points: DifferenceMatrix
  readonly order: readonly string[]
  /** Pixels that there are for the map. */
  readonly width: number
}

/** Pixels a unit of the rails, and between two sectors. */
const UNIT = 2.5
const CHANNEL = 8
/** Largest pitch of a county with few services. */
const LARGEST = 36
const FEW = 10

/** The difference on a phone: its squares as a map, and the row of one service as a list, the largest difference first. */
export function DifferencePhone({ a, b, points, order, width }: DifferencePhoneProps) {
  const { t } = useTranslation()
  const [asked, choose] = useState<number | null>(null)
  const [all, setAll] = useState(false)
  const layout = useMemo(() => {
    const room = Math.floor((width - 8 * UNIT - 2 * CHANNEL) / Math.max(1, a.services.length))
    const pitch = Math.min(LARGEST, Math.max(3, room))
    return matrixLayout({ services: a.services, order, grouped: true, pitch, channel: CHANNEL, gap: 0 })
  }, [a.services, order, width])
  const cells = useMemo(() => classifyDifference(a, points, layout.order), [a, points, layout.order])
  const none = useMemo(() => a.services.map(() => null), [a.services])
  const chosen = asked !== null && asked < a.services.length ? asked : (layout.order[0] ?? 0)
  const groups = useMemo(() => differenceGroups(rowsBeside(a, b, points, chosen), 'gap'), [a, b, points, chosen])
  const box = smallBox(layout, UNIT)
  const [group] = groups
  if (!group) return null
  const rows = all ? group.rows : group.rows.slice(0, FEW)
  return (
    <div className="difference-phone">
      <MatrixMap
        services={a.services}
        layout={layout}
        box={box}
        chosen={chosen}
        onChoose={choose}
        legend={
          <>
            <p className="small muted">{t('compare.matrix.tap')}</p>
            <DifferenceKey />
          </>
        }
      >
        <svg viewBox={box.viewBox} width="100%" aria-hidden="true">
          <MatrixCells ref={null} cells={cells} clients={none} layout={layout} keep={null} />
          <SectorRails layout={layout} unit={UNIT} />
        </svg>
      </MatrixMap>
      <DifferenceList groups={[{ ...group, rows }]} />
      {group.rows.length > FEW && (
        <button type="button" className="linkb difference-all" onClick={() => setAll(!all)}>
          {all ? t('matrix.phone.fewer') : t('matrix.phone.all', { count: group.rows.length })}
        </button>
      )}
    </div>
  )
}

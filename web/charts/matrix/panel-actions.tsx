import { Link, useLocation } from 'react-router'
import { leavesIn } from '../../access/offered.ts'
import { useSight } from '../../access/viewer-context.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { carried } from '../../selection/carried.ts'
import { writeSelection } from '../../selection/selection.ts'
import { useSelection } from '../../selection/use-selection.ts'
import type { MatrixService } from './matrix-figures.ts'

interface PanelActionsProps {
  /** The one or two services of the chosen cell. */
  readonly services: readonly MatrixService[]
  readonly onPin: () => void
}

/** What to do with a chosen cell: pin it, open its services, look at its clients in the overview (a matrix of a pair is not published). */
export function PanelActions({ services, onPin }: PanelActionsProps) {
  const { t } = useTranslation()
  const { search } = useLocation()
  const [selection] = useSelection()
  const granted = useSight().services
  const carriedParams = new URLSearchParams(carried(search))
  const choosable = services.length === 2 && selection.services.length === 0 && services.some(({ code }) => leavesIn(granted, code))
  return (
    <>
      <button type="button" className="linkb" onClick={onPin}>
        {t(services.length === 1 ? 'matrix.pin.service' : 'matrix.pin.pair')}
      </button>
      {services
        .filter(({ code }) => leavesIn(granted, code))
        .map((service) => (
          <Link key={service.code} to={{ pathname: '/service', search: carried(search, { service: service.code }) }}>
            {t('matrix.panel.open', { name: service.shortName })}
          </Link>
        ))}
      {choosable && (
        <Link
          to={{ pathname: '/', search: `?${writeSelection({ ...selection, services: services.map(({ code }) => code) }, carriedParams)}` }}
        >
          {t('matrix.panel.choose')}
        </Link>
      )}
    </>
  )
}

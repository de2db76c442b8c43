import { memo } from 'react'
import { SectorMark } from '../../controls/sector-mark.tsx'
import { ServicePicker } from '../../controls/service-picker.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Catalogue } from '../../release/catalogue.ts'
import type { MatrixService } from './matrix-figures.ts'
import './matrix-pins.css'

interface PinControlsProps {
  readonly services: readonly MatrixService[]
  readonly catalogue: Catalogue
  readonly pins: readonly string[]
  readonly onPins: (pins: readonly string[]) => void
}

/** Pins by name, and what is pinned. */
export const PinControls = memo(function PinControls({ services, catalogue, pins, onPins }: PinControlsProps) {
  const { t } = useTranslation()
  const pinned = pins.flatMap((code) => services.find((service) => service.code === code) ?? [])
  return (
    <>
      <div className="matrix-find">
        <ServicePicker
          // a new field after each pin: it is empty again
          key={pins.join()}
          label={t('matrix.pin.label')}
          catalogue={catalogue}
          value={null}
          onChange={(code) => onPins([...new Set([...pins, code])])}
        />
      </div>
      {pinned.length > 0 && (
        <div>
          <span className="control-label">{t('matrix.pin.pinned')}</span>
          <ul className="matrix-pins">
            {pinned.map((service) => (
              <li key={service.code}>
                <button
                  type="button"
                  className="matrix-chip"
                  aria-label={t('matrix.pin.remove', { name: service.name })}
                  onClick={() => onPins(pins.filter((code) => code !== service.code))}
                >
                  <SectorMark sector={service.sector} />
                  {service.shortName}
                  <svg width="8" height="8" viewBox="0 0 10 10" aria-hidden="true">
                    <path d="M1 1l8 8M9 1l-8 8" />
                  </svg>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
})

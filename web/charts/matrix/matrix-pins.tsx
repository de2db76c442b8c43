import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SectorMark } from '../../controls/sector-mark.tsx'
import type { MatrixService } from './matrix-figures.ts'

interface PinControlsProps {
  readonly services: readonly MatrixService[]
  readonly pins: readonly string[]
  readonly onPins: (pins: readonly string[]) => void
}

/** Pins by name, and what is pinned. The list of names is the browser's own. */
export function PinControls({ services, pins, onPins }: PinControlsProps) {
  const { t } = useTranslation()
  const id = useId()
  const [words, setWords] = useState('')
  const pinned = pins.flatMap((code) => services.find((service) => service.code === code) ?? [])
  const choose = (typed: string) => {
    const match = services.find(({ name, shortName }) =>
      [name, shortName].some((word) => word.toLocaleLowerCase() === typed.trim().toLocaleLowerCase()),
    )
    if (!match) return setWords(typed)
    setWords('')
    if (!pins.includes(match.code)) onPins([...pins, match.code])
  }
  return (
    <>
      <div>
        <label className="control-label" htmlFor={id}>
          {t('matrix.pin.label')}
        </label>
        <input
          id={id}
          className="field matrix-find"
          list={`${id}-list`}
          placeholder={t('matrix.pin.placeholder')}
          autoComplete="off"
          value={words}
          onChange={(event) => choose(event.target.value)}
        />
        <datalist id={`${id}-list`}>
          {services.map((service) => (
            <option key={service.code} value={service.name} />
          ))}
        </datalist>
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
}

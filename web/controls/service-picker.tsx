import { useId, useRef, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { ServiceComboBox, ServicePickerProps } from './service-combo-box.tsx'
import './service-picker.css'

type Box = typeof ServiceComboBox
let loaded: Box | null = null
const load = async (): Promise<Box> => {
  loaded = (await import('./service-combo-box.tsx')).ServiceComboBox
  return loaded
}

/** Fetches the list and its machinery beforehand, where a form is sure to need them. */
export const fetchServiceList = (): void => void load().catch(() => undefined)

/** One service, found by typing a part of its name. The list and its machinery are fetched when the field is first pointed at or focused. */
export function ServicePicker(props: ServicePickerProps) {
  const { label, catalogue, value } = props
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  // Whether the field had the focus when its list came: who has gone on is not called back.
  const [box, setBox] = useState(() => loaded && { Box: loaded, focused: false })
  const fetchBox = () => {
    void load()
      .then((Box) => setBox((now) => now ?? { Box, focused: document.activeElement === input.current }))
      .catch(() => undefined)
  }
  if (box) return <box.Box {...props} typed={typed} focused={box.focused} />
  return (
    <div className="picker">
      <label className="control-label" htmlFor={id}>
        {label}
      </label>
      <div className="picker-field">
        <input
          ref={input}
          id={id}
          className="field picker-input"
          role="combobox"
          aria-expanded={false}
          aria-haspopup="listbox"
          autoComplete="off"
          placeholder={t('field.findService')}
          value={typed ?? (value === null ? '' : catalogue.serviceName(value))}
          onPointerEnter={fetchServiceList}
          onFocus={fetchBox}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="picker-open">
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 4l4 4 4-4" />
          </svg>
        </span>
      </div>
    </div>
  )
}

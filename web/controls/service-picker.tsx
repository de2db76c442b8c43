import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { ServicePickerProps } from './service-combo-box.tsx'
import './service-picker.css'

const load = async () => ({ default: (await import('./service-combo-box.tsx')).ServiceComboBox })
const ServiceComboBox = lazy(load)

/** One service, found by typing a part of its name. The list and its machinery are fetched when the field is first pointed at or focused. */
export function ServicePicker(props: ServicePickerProps) {
  const { label, catalogue, value } = props
  const { t } = useTranslation()
  const id = useId()
  const [asked, setAsked] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const warm = () => void load().catch(() => undefined)
  const standIn = (
    <div className="picker">
      <label className="control-label" htmlFor={id}>
        {label}
      </label>
      <div className="picker-field">
        <input
          id={id}
          className="field picker-input"
          role="combobox"
          aria-expanded={false}
          aria-haspopup="listbox"
          autoComplete="off"
          placeholder={t('field.findService')}
          value={typed ?? (value === null ? '' : catalogue.serviceName(value))}
          onPointerEnter={warm}
          onFocus={() => setAsked(true)}
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
  if (!asked) return standIn
  return (
    <Suspense fallback={standIn}>
      <ServiceComboBox {...props} typed={typed} />
    </Suspense>
  )
}

import { useEffect, useRef } from 'react'
import { Button, ComboBox, Header, Input, Label, ListBox, ListBoxItem, ListBoxSection, Popover } from 'react-aria-components'
import { offeredTo } from '../access/offered.ts'
import { useSight } from '../access/viewer-context.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { AriaLocale } from './aria-locale.tsx'
import { SectorMark } from './sector-mark.tsx'
import { SECTORS } from './sector-shape.ts'

export interface ServicePickerProps {
  readonly label: string
  readonly catalogue: Catalogue
  /** Code of the chosen service, or null. */
  readonly value: string | null
  readonly onChange: (code: string) => void
}

interface ServiceComboBoxProps extends ServicePickerProps {
  /** What was typed into the field that stood here while this came; null is nothing. */
  readonly typed: string | null
  /** That field had the focus: this one takes it over. */
  readonly focused: boolean
}

/** The field of `ServicePicker` with its list. */
export function ServiceComboBox({ label, catalogue, value, onChange, typed, focused }: ServiceComboBoxProps) {
  const { t } = useTranslation()
  const { services } = offeredTo(useSight(), catalogue)
  const place = useRef<HTMLDivElement>(null)
  const before = useRef({ typed, focused })
  useEffect(() => {
    const input = place.current?.querySelector('input')
    const { typed, focused } = before.current
    before.current = { typed: null, focused: false }
    if (!input || !focused) return
    input.focus()
    if (typed === null) return
    // As if it were typed now: the box filters by what it hears, not by what it finds.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, typed)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.setSelectionRange(typed.length, typed.length)
  }, [])
  return (
    <AriaLocale>
      <ComboBox
        ref={place}
        className="picker"
        selectedKey={value}
        onSelectionChange={(key) => typeof key === 'string' && key !== value && onChange(key)}
        menuTrigger="focus"
        allowsEmptyCollection
      >
        <Label className="control-label">{label}</Label>
        <div className="picker-field">
          <Input className="field picker-input" placeholder={t('field.findService')} onFocus={(event) => event.currentTarget.select()} />
          <Button className="picker-open" aria-label={t('field.findService')}>
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              <path d="M2 4l4 4 4-4" />
            </svg>
          </Button>
        </div>
        <Popover className="surface picker-menu" placement="bottom start" shouldFlip={false}>
          <ListBox renderEmptyState={() => <p className="picker-empty">{t('field.noneFound')}</p>}>
            {SECTORS.map((sector) => (
              <ListBoxSection key={sector} id={sector}>
                <Header className="picker-sector">
                  <SectorMark sector={sector} /> {t(`sector.${sector}`)}
                </Header>
                {services
                  .filter((service) => service.sector === sector)
                  .map((service) => (
                    <ListBoxItem key={service.code} id={service.code} textValue={service.name} className="picker-item">
                      {service.name}
                    </ListBoxItem>
                  ))}
              </ListBoxSection>
            ))}
          </ListBox>
        </Popover>
      </ComboBox>
    </AriaLocale>
  )
}

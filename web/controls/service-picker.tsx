import { Button, ComboBox, Header, Input, Label, ListBox, ListBoxItem, ListBoxSection, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useSight } from '../access/viewer-context.tsx'
import type { Catalogue } from '../release/catalogue.ts'
import { AriaLocale } from './aria-locale.tsx'
import { SectorMark } from './sector-mark.tsx'
import { SECTORS } from './sector-shape.ts'
import './service-picker.css'

interface ServicePickerProps {
  readonly label: string
  readonly catalogue: Catalogue
  /** Code of the chosen service, or null. */
  readonly value: string | null
  readonly onChange: (code: string) => void
}

/** One service, found by typing a part of its name. */
export function ServicePicker({ label, catalogue, value, onChange }: ServicePickerProps) {
  const { t } = useTranslation()
  const granted = useSight().services
  const services = catalogue.services.filter(({ code }) => granted === null || granted.includes(code))
  return (
    <AriaLocale>
      <ComboBox
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

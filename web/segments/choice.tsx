import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import { AriaLocale } from '../controls/aria-locale.tsx'
import '../controls/service-picker.css'

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly quiet?: boolean
}

/** One of a short list, by a button that opens it. */
export function Choice<T extends string>({ label, options, value, onChange, quiet = false }: ChoiceProps<T>) {
  return (
    <AriaLocale>
      <Select
        className="choice"
        selectedKey={value}
        onSelectionChange={(key) => {
          const chosen = options.find((option) => option.value === key)
          if (chosen) onChange(chosen.value)
        }}
      >
        <Label className={quiet ? 'vh' : 'control-label'}>{label}</Label>
        <Button className="field choice-button">
          <SelectValue />
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M2 4l4 4 4-4" />
          </svg>
        </Button>
        <Popover className="surface picker-menu choice-menu" placement="bottom start">
          <ListBox>
            {options.map((option) => (
              <ListBoxItem key={option.value} id={option.value} textValue={option.label} className="picker-item">
                {option.label}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
    </AriaLocale>
  )
}

import { Input, Label, TextArea, TextField } from 'react-aria-components'

interface WordsFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly long?: boolean
  readonly quiet?: boolean
  readonly placeholder?: string
}

/** A field of words: one line, or several. */
export function WordsField({ label, value, onChange, long = false, quiet = false, placeholder = '' }: WordsFieldProps) {
  return (
    <TextField className="words" value={value} onChange={onChange}>
      <Label className={quiet ? 'vh' : 'control-label'}>{label}</Label>
      {long ? (
        <TextArea className="field words-long" rows={3} placeholder={placeholder} />
      ) : (
        <Input className="field words-input" placeholder={placeholder} />
      )}
    </TextField>
  )
}

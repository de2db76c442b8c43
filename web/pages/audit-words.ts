import type { TFunction } from 'i18next'

/** What an event was about: the view, the format, the pattern; its kind where it is about nothing more. */
export function subjectWords(t: TFunction, kind: string, subject: string | null): string {
  const words = subject === null ? '' : t(`audit.subject.${subject}`, { defaultValue: subject })
  const of = t(`audit.kind.${kind}`)
  return words === '' ? of : kind === 'QUERY' ? words : `${of}: ${words}`
}

/** The selection of an event in short: codes as they stand in the log. */
export function selectionWords(t: TFunction, detail: string): string {
  const parsed: unknown = JSON.parse(detail)
  if (typeof parsed !== 'object' || parsed === null) return ''
  const fields = new Map<string, unknown>(Object.entries(parsed))
  const selections = fields.get('selections')
  const parts = (Array.isArray(selections) ? selections : []).map((selection: unknown) =>
    Object.entries(typeof selection === 'object' && selection !== null ? selection : {})
      .flatMap(([, value]): unknown[] => (Array.isArray(value) ? value : value === 'HEAVY' ? [value] : []))
      .map((code) => t([`age.${String(code)}`, `sex.${String(code)}`, `cohort.long.${String(code)}`], { defaultValue: String(code) }))
      .join(', '),
  )
  const service = fields.get('service')
  const words = parts.map((part) => part || t('who.everyone')).join(' / ')
  const others = [...fields]
    .filter(([name]) => !['selections', 'service', 'shown', 'withheld', 'times', 'code'].includes(name))
    .map(([name, value]) =>
      name === 'roles' ? listed(value, (role) => t(`access.roles.${role}`)) : `${name}: ${listed(value, (one) => one)}`,
    )
  return [typeof service === 'string' ? service : '', words, ...others].filter(Boolean).join(' · ')
}

/** A value of a detail on one line. */
function listed(value: unknown, words: (one: string) => string): string {
  if (Array.isArray(value)) return value.map((one: unknown) => listed(one, words)).join(', ')
  return typeof value === 'string' ? words(value) : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** How often the same look was taken within a moment; 1 where that is not said. */
export function timesOf(detail: string): number {
  const parsed: { times?: unknown } | null = JSON.parse(detail)
  return typeof parsed?.times === 'number' ? parsed.times : 1
}

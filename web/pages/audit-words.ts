import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import { detailWords, fieldsOf, type Names } from './audit-detail.ts'

/** What an event was about: the view, the format, the pattern; its kind where it is about nothing more. */
export function subjectWords(t: TFunction, kind: string, subject: string | null): string {
  const words = subject === null ? '' : t(`audit.subject.${subject}`, { defaultValue: subject })
  const of = t(`audit.kind.${kind}`)
  return words === '' ? of : kind === 'QUERY' ? words : `${of}: ${words}`
}

/** The selections of an event and all else that was written down of it, on one line; codes by the names that the reader sees elsewhere. */
export function selectionWords(t: TFunction, formats: Formats, detail: string, names: Names | null): string {
  const fields = fieldsOf(detail)
  const { selections, service, ...others } = fields
  const codeWords = (code: unknown, field: string): string =>
    typeof code !== 'string'
      ? ''
      : field === 'services'
        ? (names?.serviceName(code) ?? code)
        : field === 'municipalities' || field === 'centres'
          ? (names?.placeName(code) ?? code)
          : t([`age.${code}`, `sex.${code}`, `cohort.long.${code}`], { defaultValue: code })
  const parts = (Array.isArray(selections) ? selections : []).map((selection: unknown) =>
    Object.entries(typeof selection === 'object' && selection !== null ? selection : {})
      .flatMap(([field, value]) => (Array.isArray(value) ? value : value === 'HEAVY' ? [value] : []).map((code) => codeWords(code, field)))
      .filter(Boolean)
      .join(', '),
  )
  const words = parts.map((part) => part || t('who.everyone')).join(' / ')
  return [codeWords(service, 'services'), words, ...detailWords(others, { t, formats, names })].filter(Boolean).join(' · ')
}

const NOBODY = ['system', 'command', 'stranger']

/** Who did it: a person's name, or what the program calls those that are no people. */
export const actorWords = (t: TFunction, id: string, name: string): string => (NOBODY.includes(id) ? t(`audit.actor.${id}`) : name)

/** How often the same look was taken within a moment; 1 where that is not said. */
export function timesOf(detail: string): number {
  const { times } = fieldsOf(detail)
  return typeof times === 'number' ? times : 1
}

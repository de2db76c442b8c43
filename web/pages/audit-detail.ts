/** What the log keeps beside the selection, in words: one for each name that the server writes. */
import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { Catalogue } from '../release/catalogue.ts'

export type Names = Pick<Catalogue, 'serviceName' | 'placeName'>

interface Words {
  readonly t: TFunction
  readonly formats: Formats
  readonly names: Names | null
}

type Fields = Readonly<Record<string, unknown>>

/** The fields of a detail; none where it is no object. */
export function fieldsOf(detail: string): Fields {
  const parsed: unknown = JSON.parse(detail)
  return fieldsIn(parsed)
}

const fieldsIn = (value: unknown): Fields => (typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {})

/** One phrase a field; empty where there is nothing to say. Identifiers tell a reader nothing: they stand in the file. */
export const detailWords = (fields: Fields, words: Words): readonly string[] =>
  Object.entries(fields).map(([name, value]) => (value === null ? '' : (WORDS[name] ?? unknownWords(name))(value, words, fields)))

type FieldWords = (value: unknown, words: Words, fields: Fields) => string

const nothing: FieldWords = () => ''
const bare: FieldWords = (value) => String(value)
/** A thing that is said where it is so. */
const said =
  (key: string): FieldWords =>
  (value, { t }) =>
    value === true ? t(`audit.detail.${key}`) : ''
const one =
  (write: (code: string, words: Words) => string): FieldWords =>
  (value, words) =>
    write(String(value), words)
const list =
  (write: (code: string, words: Words) => string): FieldWords =>
  (value, words) =>
    (Array.isArray(value) ? value : []).map((code) => write(String(code), words)).join(', ')
const roleWords = (role: string, { t }: Words) => t(`access.roles.${role}`, { defaultValue: role })
const until = one((instant, { t, formats }) => t('access.until', { date: formats.day(instant) }))

const WORDS: Readonly<Record<string, FieldWords>> = {
  // The table has columns of these.
  ...{ shown: nothing, withheld: nothing, times: nothing },
  // Identifiers of the program's own.
  ...{ id: nothing, order: nothing, upload: nothing, draft: nothing, against: nothing, tableHash: nothing },
  ...{ ended: nothing, actor: nothing, last: nothing },
  code: one((code, { t }) => t(`audit.code.${code}`, { defaultValue: '' })),
  roles: list(roleWords),
  role: one(roleWords),
  ages: list((age, { t }) => t(`age.${age}`, { defaultValue: age })),
  municipalities: list((code, { names }) => names?.placeName(code) ?? code),
  services: list((code, { names }) => names?.serviceName(code) ?? code),
  ...{ until, expiresAt: until },
  subjectKind: nothing,
  subject: (value, { t }, { subjectKind }) =>
    subjectKind === 'CLAIM' ? t('access.grants.claim', { value: String(value) }) : String(value),
  ...{ name: bare, actorName: bare },
  grants: (value, words) =>
    (Array.isArray(value) ? value : []).map((grant) => detailWords(fieldsIn(grant), words).filter(Boolean).join(', ')).join('; '),
  dataDate: one((date, { t, formats }) => t('administration.imports.until', { date: formats.date(date) })),
  from: one((way, { t }) => t(`audit.detail.from.${way}`, { defaultValue: way })),
  demo: said('demo'),
  stage: one((stage, { t }) => t(`about.certificate.stages.${stage.toLowerCase()}`, { defaultValue: stage })),
  policy: one((policy, { t }) => t(`audit.detail.policy.${policy.toLowerCase()}`, { defaultValue: policy })),
  ...{ sooner: said('sooner'), twoPersons: said('twoPersons'), proven: said('proven'), reasonNeeded: said('reasonNeeded') },
  file: one((file, { t }) => t(`administration.catalogue.tables.${file.replace('.csv', '')}`, { defaultValue: file })),
  key: one((key, { t }) => t('audit.detail.key', { key })),
  took: said('took'),
  scope: one((scope, { t }) => t(`segments.scope.${scope}`, { defaultValue: scope })),
  version: one((version, { t }) => t('audit.detail.version', { version })),
  againstVersion: one((version, { t }) => t('audit.detail.againstVersion', { version })),
  days: one((days, { t }) => t('audit.detail.days', { days })),
  events: one((events, { t }) => t('audit.detail.events', { events })),
  limit: (limit, { t }, { minutes }) => t('audit.detail.limit', { limit: String(limit), minutes: String(minutes) }),
  minutes: nothing,
  format: one((format, { t }) => t(`audit.detail.format.${format}`, { defaultValue: format })),
}

/** A name of a later version: as it stands in the log. */
const unknownWords =
  (name: string): FieldWords =>
  (value) =>
    `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`

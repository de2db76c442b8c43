import type { AuditEventsQuery } from '../generated/graphql.ts'

type Event = AuditEventsQuery['auditEvents']['events'][number]

const COLUMNS = [
  'seq',
  'at',
  'kind',
  'actorKind',
  'actorId',
  'actorName',
  'outcome',
  'subject',
  'release',
  'shown',
  'withheld',
  'detail',
] as const

/** The events on screen as a file, as they stand in the log. The whole log with its hashes is `kooste audit export`. */
export const csvOfEvents = (events: readonly Event[]): Blob =>
  new Blob(
    [`\ufeff${[COLUMNS.join(';'), ...events.map((event) => COLUMNS.map((name) => quoted(event[name])).join(';'))].join('\r\n')}\r\n`],
    {
      type: 'text/csv;charset=utf-8',
    },
  )

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
const quoted = (value: string | number | null | undefined): string => {
  const text = String(value ?? '')
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${plain.replaceAll('"', '""')}"`
}

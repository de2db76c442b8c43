/** What the command line does to data, as events of the portal's audit log. */
import { type AuditEvent, COMMAND_LINE, EVENT_KINDS } from '../portal/audit/event.ts'
import type { PublicDraft } from '../vault/release.ts'

/** A release that was published, or built for somebody to publish. */
export const releaseEvent = ({ id, dataDate, certificate, demo }: PublicDraft, subject: 'PUBLISH' | 'BUILD' = 'PUBLISH'): AuditEvent => ({
  ...{ kind: 'RELEASE', actor: COMMAND_LINE, outcome: 'DONE', subject, release: id },
  detail: { dataDate, policy: certificate.policy.kind, stage: certificate.stage, tableHash: certificate.tableHash, demo },
})

/** An event that a command left as a file; throws where it is none. */
export function parseEvent(text: string): AuditEvent {
  const json: Partial<Record<'kind' | 'outcome' | 'subject' | 'detail' | 'at', unknown>> | null = JSON.parse(text)
  const kind = EVENT_KINDS.find((one) => one === json?.kind)
  const at = new Date(String(json?.at))
  if (kind !== 'IMPORT' || json?.outcome !== 'DONE' || Number.isNaN(at.getTime())) throw new Error('no audit event')
  const detail = typeof json.detail === 'object' && json.detail !== null ? Object.entries(json.detail) : []
  const plain = detail.filter((one): one is [string, string | boolean] => typeof one[1] === 'string' || typeof one[1] === 'boolean')
  return { kind, actor: COMMAND_LINE, outcome: 'DONE', subject: 'IMPORT', detail: Object.fromEntries(plain), at }
}

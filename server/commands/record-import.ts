import type { Config } from '../config.ts'
import { FolderInUse } from '../database/folder-lock.ts'
import { openDatabase } from '../database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../migrations.ts'
import { appendEvents } from '../portal/audit/append.ts'
import { type AuditEvent, COMMAND_LINE } from '../portal/audit/event.ts'
import type { Console } from './command.ts'
import { failureText } from './failure-text.ts'
import { leaveEvent } from './inbox.ts'

/** Writes an import down where the portal's database can be reached; else says that it could not. */
export async function recordImport(
  config: Config,
  console: Console,
  { dataDate, demo }: { readonly dataDate: string; readonly demo: boolean },
): Promise<void> {
  const event: AuditEvent = { kind: 'IMPORT', actor: COMMAND_LINE, outcome: 'DONE', subject: 'IMPORT', detail: { dataDate, demo } }
  try {
    const portal = await openDatabase(config.portal, PORTAL_MIGRATIONS)
    try {
      await appendEvents(portal.pool, [{ ...event, at: new Date() }])
    } finally {
      await portal.close()
    }
  } catch (cause) {
    if (cause instanceof FolderInUse) await leaveEvent(config.dataFolder, event)
    else console.log(`The import stands, but the audit log could not be written: ${failureText(cause)}`)
  }
}

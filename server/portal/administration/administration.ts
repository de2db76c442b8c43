/** What the portal is told about its administration, and whom it tells that something was ordered. */
import { type AdministrationSettings, NO_ADMINISTRATION } from '../../orders/settings.ts'

export interface Administration {
  readonly settings: AdministrationSettings
  /** Somebody opened the administration: something may be ordered soon. */
  readonly opened?: () => void
  /** An order waits. */
  readonly ordered?: () => void
}

export const WITHOUT: Administration = { settings: NO_ADMINISTRATION }

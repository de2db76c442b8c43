import type { Catalogue } from '../release/catalogue.ts'
import type { Sight } from './viewer-context.tsx'

/** Whether a limit of what somebody sees leaves one in; null is no limit. */
export const leavesIn = <T>(limit: readonly T[] | null, one: T): boolean => limit === null || limit.includes(one)

/** What of a catalogue somebody may choose: their services, their municipalities and the centres of those. */
export function offeredTo(sight: Sight, catalogue: Catalogue) {
  const { release } = catalogue
  return {
    services: catalogue.services.filter(({ code }) => leavesIn(sight.services, code)),
    municipalities: release.municipalities.filter(({ code }) => leavesIn(sight.municipalities, code)),
    centres: release.centres.filter(({ municipality }) => leavesIn(sight.municipalities, municipality.code)),
  }
}

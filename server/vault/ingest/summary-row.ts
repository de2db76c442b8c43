import type { ClientSummary } from '../summary/client-summary.ts'

/** A summary as the vault stores it: one row a client and import. */
export interface SummaryRow extends ClientSummary {
  readonly pseudonym: Uint8Array
  readonly sex: number
  readonly ageGroup: number
  readonly municipality: number
  readonly centre: number
  readonly recordKey: number
}

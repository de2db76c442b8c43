/** One order as it is handed to the process that carries it out, and what that process says. */
import type { Change } from '../../orders/catalogue-tables.ts'
import type { Order, Outcome, Step } from '../../orders/order.ts'
import type { Builder } from '../publication.ts'

export interface Task {
  readonly id: string
  readonly order: Order
  readonly by: Builder
  /** Accepted changes of the catalogue, oldest first. */
  readonly changes: readonly Change[]
}

/** Share of the step, 0 to 1. */
export type OnStep = (step: Step, share: number) => void

export type ToOrderProcess = { readonly task: Task; readonly uploadKey: string | null }
export type FromOrderProcess =
  | { readonly kind: 'step'; readonly step: Step; readonly share: number }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }

type Refused = Extract<Outcome, { kind: 'refused' }>

/** A refusal that names nothing more than its code. */
export const refused = (code: Refused['code']): Refused => ({
  kind: 'refused',
  code,
  problems: [],
  files: [],
})

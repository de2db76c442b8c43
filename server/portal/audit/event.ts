/** Events of the audit log. They hold codes, ids of the program's own and staff's names: never a figure, never a typed text. */
import type { Look } from './look.ts'

export const EVENT_KINDS = [
  'SIGN_IN',
  'SIGN_OUT',
  'QUERY',
  'EXPORT',
  'IMPORT',
  'RELEASE',
  'CATALOGUE',
  'FOLLOWING',
  'SEGMENTS',
  'GRANT',
  'TOKEN',
  'SESSION',
  'AUDIT',
  'PATTERN',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Whoever did it. `command`: the program's own command line; `system`: the program by itself. */
export interface Actor {
  readonly kind: 'demo' | 'person' | 'machine' | 'command' | 'system' | 'stranger'
  readonly id: string
  readonly name: string
}

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'Kooste' }
export const COMMAND_LINE: Actor = { kind: 'command', id: 'command', name: 'kooste' }
/** Somebody who was not let in. */
export const STRANGER: Actor = { kind: 'stranger', id: 'stranger', name: '–' }

export type Outcome = 'DONE' | 'REFUSED' | 'FAILED'

/** JSON that a detail may hold. Numbers are whole: numbers of figures, never of clients. */
export type Detail = string | number | boolean | null | readonly Detail[] | { readonly [name: string]: Detail }

export interface AuditEvent {
  readonly kind: EventKind
  readonly actor: Actor
  readonly outcome: Outcome
  /** What it was done to: a view, a session, a grant, a format, a pattern. */
  readonly subject?: string | null
  readonly release?: string | null
  readonly detail?: { readonly [name: string]: Detail }
  /** Now where absent. */
  readonly at?: Date
}

/** A look at figures as an event; `times`: the same look again within a moment. */
export const queryEvent = (actor: Actor, look: Look, times: number): AuditEvent => ({
  kind: 'QUERY',
  actor,
  outcome: look.outcome === 'ANSWERED' ? 'DONE' : look.outcome,
  subject: look.view,
  release: look.release,
  detail: {
    selections: look.selections.map((selection) => ({ ...selection })),
    service: look.service,
    shown: look.shown,
    withheld: look.withheld,
    code: look.code,
    times,
  },
})

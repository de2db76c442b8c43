/** One request: who asks, and what it looked at. */
import type { IncomingMessage } from 'node:http'
import type { Look } from '../audit/look.ts'
import { scopeFingerprint } from './figure-scope.ts'
import type { Viewer } from './viewer.ts'

export interface Asking {
  readonly viewer: Viewer
  readonly now: Date
  /** Equal for viewers who may see the same. */
  readonly fingerprint: string
  /** What was looked at, or refused; for the audit log. */
  readonly looks: Look[]
  /** The answer depends on who asks beyond their rights: it is never kept. */
  personal: boolean
}

const asked = new WeakMap<IncomingMessage, Asking>()

/** Notes who asks; once a request. */
export function beginAsking(request: IncomingMessage, viewer: Viewer): Asking {
  const now = new Date()
  const asking: Asking = { viewer, now, fingerprint: scopeFingerprint(viewer, now), looks: [], personal: false }
  asked.set(request, asking)
  return asking
}

/** Throws where nobody was let in. */
export function askingOf(request: IncomingMessage): Asking {
  const asking = asked.get(request)
  if (!asking) throw new Error('a request passed without a viewer')
  return asking
}

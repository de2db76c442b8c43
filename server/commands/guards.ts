import type { Config } from '../config.ts'
import type { Policy } from '../release/format.ts'
import { basicRelease } from '../vault/guard/basic-release.ts'
import { parsePolicy } from '../vault/guard/policy.ts'
import type { Guard } from '../vault/release.ts'

export const STAGES = ['base', 'lifted'] as const
export type Stage = (typeof STAGES)[number]

/** The policy of these settings with its mechanism, or why there is none. */
export function guardFor(
  config: Config,
  kind: string | undefined,
  stage: Stage,
): { readonly policy: Policy; readonly guard: Guard } | string {
  const parsed = parsePolicy({ kind, k: config.threshold, complementExempt: kind === 'perturbed' ? [] : config.complementExempt }, [])
  if (parsed.kind === 'refused') return parsed.reason
  return { policy: parsed.policy, guard: basicRelease(stage) }
}

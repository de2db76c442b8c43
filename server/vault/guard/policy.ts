import type { Policy } from '../../release/format.ts'

/** No setting, role or flag lowers the threshold under five (G3). */
const LOWEST_THRESHOLD = 5

/** Settings of a policy, unchecked. */
export interface PolicySettings {
  readonly kind?: string | undefined
  readonly k?: number | undefined
  /** Codes of services whose complement is not protected (G5); `exact` only. */
  readonly complementExempt?: readonly string[] | undefined
  readonly d?: number | undefined
  readonly v?: number | undefined
  readonly js?: number | undefined
  readonly drillDown?: number | undefined
}

export type PolicyResult =
  | { readonly kind: 'policy'; readonly policy: Policy }
  /** `reason` is a sentence for the operator. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Default policy: exact figures with k = 5 and no exemption. */
export const DEFAULT_POLICY: Policy = { kind: 'exact', k: LOWEST_THRESHOLD, complementExempt: [] }

/** Checks settings; absent ones take their defaults (G4: `exact`, k = 5; G6: D = 8, V = 2, js = 4, drill-down 10). */
export function parsePolicy(settings: PolicySettings, serviceCodes: readonly string[]): PolicyResult {
  const { kind = 'exact', k = LOWEST_THRESHOLD, complementExempt = [], d = 8, v = 2, js = 4, drillDown = 10 } = settings
  if (!Number.isInteger(k) || k < LOWEST_THRESHOLD || k > 1_000_000) {
    return refuse(`The threshold must be a whole number of at least ${LOWEST_THRESHOLD}: a figure stands for at least five clients.`)
  }
  if (kind === 'exact') {
    const unknown = complementExempt.filter((code) => !serviceCodes.includes(code))
    if (unknown.length > 0) return refuse(`The policy exempts services that the catalogue does not have: ${unknown.join(', ')}.`)
    return { kind: 'policy', policy: { kind, k, complementExempt: [...new Set(complementExempt)].sort() } }
  }
  if (kind === 'perturbed') {
    if (complementExempt.length > 0) return refuse('Exemptions from the complement side belong to the policy exact.')
    if (!Number.isInteger(d) || d < k) return refuse('The largest change D must be a whole number of at least the threshold.')
    if (!(v >= 2 && Number.isFinite(v))) return refuse('The variance V must be at least 2.')
    if (js !== k - 1) return refuse('The limit js must be the threshold minus one.')
    if (!Number.isInteger(drillDown) || drillDown < 2 * k)
      return refuse('The drill-down limit must be a whole number of at least twice the threshold.')
    return { kind: 'policy', policy: { kind, k, d, v, js, drillDown } }
  }
  return refuse('The policy is exact or perturbed.')
}

/** Throws where a policy that did not come through `parsePolicy` would publish figures under five. */
export function demandThreshold({ k }: Policy): void {
  if (!Number.isInteger(k) || k < LOWEST_THRESHOLD) throw new Error(`the guard refuses a threshold under ${LOWEST_THRESHOLD}`)
}

const refuse = (reason: string): PolicyResult => ({ kind: 'refused', reason })

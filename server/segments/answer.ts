/** What passes between the portal, which asks for the sizes of a draft scheme, and the vault, which answers. */
import { record, whole } from '../json.ts'
import { SCOPES, type Scope } from './rule.ts'

/** PostgreSQL's channel on which the portal says that it asked. */
export const ASKED = 'kooste_draft_asked'

/** Sizes as they may be seen: with noise, in tens, null where withheld. The interval holds the true size nine times in ten or more. */
export interface NoisySize {
  readonly size: number | null
  readonly low: number
  readonly high: number
}

/** Evaluations left of the shared ledger, by the scope of a scheme, and of how many. */
export interface Budget {
  readonly of: number
  readonly left: Readonly<Record<Scope, number>>
}

/** SIZES: of a draft. FIGURES: of an adopted scheme. DETAIL: more of an adopted scheme. CROSSWALK: of two schemes, drafts or adopted. */
export type QuestionKind = 'SIZES' | 'FIGURES' | 'DETAIL' | 'CROSSWALK'

export interface Asked {
  readonly id: string
  readonly kind: QuestionKind
  /** YYYY-MM-DD: the import that is asked about. */
  readonly dataDate: string
  /** server/segments/canonical.ts: schemeText; server/segments/crosswalk.ts: crosswalkText. */
  readonly scheme: string
}

export type DraftAnswer =
  /** One size a segment, 'other' last. `stored`: an equal scheme was answered before, and this is that answer. */
  | { readonly kind: 'sizes'; readonly sizes: readonly NoisySize[]; readonly stored: boolean; readonly budget: Budget }
  /** The ledger of the scope is spent. */
  | { readonly kind: 'spent'; readonly budget: Budget }
  /** The vault has no import of that date, or the scheme does not fit it. */
  | { readonly kind: 'not possible' }

/** Sizes are told in steps of ten, withheld below twenty; ninety in a hundred intervals hold the true size. */
export const DRAFT_ROUNDING = { step: 10, least: 20, coverage: 0.9 } as const

/** An answer from JSON. Throws where it has another shape or a size that must not be seen. */
export function parseAnswer(json: unknown): DraftAnswer {
  const { kind, ...rest } = record(json)
  switch (kind) {
    case 'not possible':
      return { kind }
    case 'spent':
      return { kind, budget: parseBudget(rest.budget) }
    case 'sizes': {
      if (!Array.isArray(rest.sizes)) throw new TypeError('an answer has sizes')
      return { kind, sizes: rest.sizes.map(parseSize), stored: rest.stored === true, budget: parseBudget(rest.budget) }
    }
    default:
      throw new TypeError('no answer of the vault')
  }
}

/** A budget from JSON. Throws where it has another shape. */
export function parseBudget(json: unknown): Budget {
  const budget = record(json)
  const left = record(budget.left)
  const of = (scope: Scope) => whole(left[scope])
  const [all, children, adults, old] = SCOPES
  return { of: whole(budget.of), left: { [all]: of(all), [children]: of(children), [adults]: of(adults), [old]: of(old) } }
}

/** A size from JSON. Throws where it is none that may be seen. */
export function parseSize(json: unknown): NoisySize {
  const { size, low, high } = record(json)
  const tens = (value: unknown) => {
    const n = whole(value)
    if (n % DRAFT_ROUNDING.step !== 0) throw new TypeError('sizes are told in tens')
    return n
  }
  if (size === null) return { size: null, low: tens(low), high: tens(high) }
  const shown = tens(size)
  if (shown < DRAFT_ROUNDING.least) throw new TypeError('small sizes are withheld')
  return { size: shown, low: tens(low), high: tens(high) }
}

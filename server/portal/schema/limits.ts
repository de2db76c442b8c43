/** How much one request may ask. Views cost their own points (see each view); a list counts its items' fields ten times. */
export const LIMITS = {
  limit: { complexity: 6000, depth: 8, breadth: 400 },
  defaultComplexity: 1,
  defaultListMultiplier: 10,
} as const

/** Tokens of a query text: the largest page of the web stays well below. */
export const MAX_TOKENS = 4000

/** Points of a view by the work that it makes. */
export const VIEW_POINTS = { light: 20, heavy: 100 } as const

/** A short list without figures: it costs little however it is asked for. */
export const FEW = { field: 5, multiplier: 1 } as const

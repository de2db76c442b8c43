/** A sector as the server names it. */
export type Sector = 'HEALTH' | 'DENTAL' | 'SOCIAL'
/** In the order in which they stand everywhere. */
export const SECTORS = ['HEALTH', 'DENTAL', 'SOCIAL'] as const satisfies readonly Sector[]

export type MarkShape =
  | { readonly kind: 'circle'; readonly r: number }
  | { readonly kind: 'path'; readonly d: string }
  | { readonly kind: 'square'; readonly half: number }

/** The sign of a sector around the origin; sizes balance the three to the eye. */
export function markPath(sector: Sector, r: number): MarkShape {
  switch (sector) {
    case 'HEALTH':
      return { kind: 'circle', r }
    case 'DENTAL': {
      const side = round(r * 1.1)
      return { kind: 'path', d: `M0 ${round(-r * 1.08)}L${side} ${round(r * 0.78)}H${-side}Z` }
    }
    case 'SOCIAL':
      return { kind: 'square', half: round(r * 0.88) }
  }
}

const round = (value: number) => Math.round(value * 100) / 100

/** Rounding of ratios of published figures. */

/** Clients that a base has at least. */
export const LEAST_BASE = 20

/** `a` ÷ `b` to the nearest whole, halves up: 100 × (23 ÷ 40) is 57.49999… in binary, 2300 ÷ 40 is 57.5. */
export const rounded = (a: number, b: number): number => Math.round(a / b)

/** The same, quicker, where the quotient is from 0 to below 2³¹; any number where it is not. */
export const quicklyRounded = (a: number, b: number): number => (a / b + 0.5) | 0

/** JSON that another side or an earlier time wrote. Each parser throws TypeError where the value has another shape. */

export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('an object is missing')
  return Object.fromEntries(Object.entries(value))
}

export function listOf<T>(value: unknown, item: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError('a list is missing')
  return value.map((one: unknown) => item(one))
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a text is missing')
  return value
}

export const nullable = <T>(value: unknown, item: (value: unknown) => T): T | null =>
  value === null || value === undefined ? null : item(value)

export function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('a number is missing')
  return value
}

/** A whole number of at least 0. */
export function whole(value: unknown): number {
  const n = number(value)
  if (!Number.isInteger(n) || n < 0) throw new TypeError('a whole number is missing')
  return n
}

/** JSON with sorted keys: a database keeps no order of keys, and a hash must not depend on it. */
export const canonicalJson = (value: object): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** Parsing of JSON that the other side wrote. Each throws TypeError where the value has another shape. */

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

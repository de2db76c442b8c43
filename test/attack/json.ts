/** Reading answers without trusting their shape. */
export type Json = unknown

/** A field of an object. Throws where there is none. */
export function field(value: Json, ...path: readonly (string | number)[]): Json {
  let at: Json = value
  for (const step of path) {
    if (at === null || typeof at !== 'object') throw new Error(`the answer has no ${path.join('.')}`)
    at = Reflect.get(at, step)
  }
  return at
}

export function list(value: Json, ...path: readonly (string | number)[]): readonly Json[] {
  const found = field(value, ...path)
  if (!Array.isArray(found)) throw new Error(`${path.join('.')} is no list`)
  return found
}

export function text(value: Json, ...path: readonly (string | number)[]): string {
  const found = field(value, ...path)
  if (typeof found !== 'string') throw new Error(`${path.join('.')} is no text`)
  return found
}

/** A number or null. */
export function figure(value: Json, ...path: readonly (string | number)[]): number | null {
  const found = field(value, ...path)
  if (found === null || typeof found === 'number') return found
  throw new Error(`${path.join('.')} is no figure`)
}

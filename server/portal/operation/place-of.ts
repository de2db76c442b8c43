/** Where an error came from, without what it says: messages of libraries may quote a query. */

/** Name and first frame. */
export function placeOf(error: unknown): string {
  const cause = error instanceof Error && 'originalError' in error && error.originalError instanceof Error ? error.originalError : error
  if (!(cause instanceof Error)) return 'unknown'
  const frame = cause.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  return `${cause.name} ${frame?.trim() ?? ''}`
}

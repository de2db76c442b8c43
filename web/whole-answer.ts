interface Whole<T> {
  readonly dataState: 'complete'
  readonly data: T
}
interface Part {
  readonly dataState: 'empty' | 'partial' | 'streaming'
  readonly data?: unknown
}

/** The answer of a query once all of it is here; the client's types allow for parts of one. */
export const wholeAnswer = <T>(result: Whole<T> | Part): T | undefined => (result.dataState === 'complete' ? result.data : undefined)

/** Errors that a caller may see: a code and one sentence without figures. All others are answered as internal. */
import { GraphQLError } from 'graphql'
import type { Refusal } from '../release/selection.ts'

export type PortalErrorCode =
  | 'SELECTION_NOT_PUBLISHED'
  | 'UNKNOWN_CODE'
  | 'RELEASE_NOT_FOUND'
  | 'NO_RELEASE'
  | 'QUERY_TOO_COMPLEX'
  | 'BAD_USER_INPUT'
  | 'NOT_GRANTED'
  | 'VERSION_CONFLICT'
  | 'DRAFT_CLOSED'

/** An error of the contract. */
export class PortalError extends GraphQLError {
  constructor(code: PortalErrorCode, message: string) {
    super(message, { extensions: { code } })
  }
}

export class QueryTooComplex extends PortalError {
  constructor() {
    super('QUERY_TOO_COMPLEX', 'The query asks for too much at once.')
  }
}

/** The value, or the refusal as an error. */
export function admitted<T extends object>(value: T | Refusal): T {
  if (isRefusal(value)) throw new PortalError(value.refused, value.rule)
  return value
}

const isRefusal = (value: object): value is Refusal => 'refused' in value

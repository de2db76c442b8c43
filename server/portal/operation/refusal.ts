/** A question that is refused before GraphQL sees it, in GraphQL's own form. */
import type { Response } from 'express'

export type OperationCode = 'BAD_REQUEST' | 'OPERATION_NOT_LISTED' | 'RATE_LIMITED' | 'TOO_SLOW'

/** Answers with one error: a code and a sentence, nothing of the question. */
export function refusal(response: Response, status: number, code: OperationCode, message: string): void {
  response.status(status).setHeader('cache-control', 'no-store')
  response.type('application/json').end(JSON.stringify({ errors: [{ message, extensions: { code } }] }))
}

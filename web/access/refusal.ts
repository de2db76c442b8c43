import { CombinedGraphQLErrors } from '@apollo/client/errors'

/** The server's own sentence about what was asked wrongly; null where it was not reached. */
export const refusal = (cause: unknown): string | null => (CombinedGraphQLErrors.is(cause) ? (cause.errors[0]?.message ?? null) : null)

import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { isSignedOut } from '../access/viewer-context.tsx'

/**
 * Why figures did not come. `message` is the server's own wording of a refused selection.
 * not-published: the selection is outside the closed table; unknown-code: the address names what the release lacks;
 * preparing: the county's first release is not ready yet.
 */
export type Problem =
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'not-published'; readonly message: string }
  | { readonly kind: 'unknown-code' }
  | { readonly kind: 'preparing' }
  /** The rights do not cover what the address asks. */
  | { readonly kind: 'not-granted' }
  /** The session has ended. */
  | { readonly kind: 'signed-out' }

/** What an error of Apollo means to a reader. */
export function problemOf(error: unknown): Problem {
  if (CombinedGraphQLErrors.is(error)) {
    for (const { extensions, message } of error.errors) {
      if (extensions?.code === 'SELECTION_NOT_PUBLISHED') return { kind: 'not-published', message }
      if (extensions?.code === 'UNKNOWN_CODE' || extensions?.code === 'RELEASE_NOT_FOUND') return { kind: 'unknown-code' }
      if (extensions?.code === 'NOT_GRANTED') return { kind: 'not-granted' }
      if (extensions?.code === 'NO_RELEASE') return { kind: 'preparing' }
    }
    return { kind: 'failed' }
  }
  if (isSignedOut(error)) return { kind: 'signed-out' }
  // A fetch that never reached a server rejects with a TypeError in every browser.
  return error instanceof TypeError || !navigator.onLine ? { kind: 'offline' } : { kind: 'failed' }
}

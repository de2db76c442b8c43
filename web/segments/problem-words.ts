import { CombinedGraphQLErrors } from '@apollo/client'
import type { TFunction } from 'i18next'

/** Why a change was refused, in words. The server names a code, and for content a word and a path. */
export function problemWords(error: unknown, t: TFunction): string {
  const first = CombinedGraphQLErrors.is(error) ? error.errors[0] : undefined
  const word = first?.extensions?.code === 'BAD_USER_INPUT' ? first.message.split(' ')[0] : first?.extensions?.code
  return reasonWords(typeof word === 'string' ? word : 'other', t)
}

export const reasonWords = (reason: string, t: TFunction): string => t([`segments.problem.${reason}`, 'segments.problem.other'])

import { CombinedGraphQLErrors } from '@apollo/client'
import type { TFunction } from 'i18next'

/** Why a change was refused, in words. The server names a code, and for content a word and a path. */
export function problemWords(error: unknown, t: TFunction): string {
  const first = CombinedGraphQLErrors.is(error) ? error.errors[0] : undefined
  const [reason, at] = first?.extensions?.code === 'BAD_USER_INPUT' ? first.message.split(' ') : [first?.extensions?.code]
  const words = reasonWords(typeof reason === 'string' ? reason : 'other', t)
  const place = /^segments\.(\d+)/.exec(String(at ?? ''))?.[1]
  return place === undefined ? words : `${t('segments.segment', { n: Number(place) + 1 })}: ${words}`
}

export const reasonWords = (reason: string, t: TFunction): string => t([`segments.problem.${reason}`, 'segments.problem.other'])

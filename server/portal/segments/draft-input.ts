/** What callers write into a draft, checked. Errors: BAD_USER_INPUT. */
import { checkContent, type SchemeContent } from '../../segments/content.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { PortalError } from '../schema/errors.ts'
import type { vocabularyOf } from './vocabulary.ts'

const LONGEST_WORDS = 4000

/** What is wrong is named by path and reason, which the web puts into words. */
export function demandContent(content: SchemeContent, vocabulary: ReturnType<typeof vocabularyOf>): SchemeContent {
  const checked = checkContent(content, vocabulary)
  if ('reason' in checked) throw new PortalError('BAD_USER_INPUT', `${checked.reason} ${checked.at}`)
  return checked
}

/** Plain data: JSON holds it as it is. */
export const json = (content: SchemeContent): Prisma.InputJsonObject => JSON.parse(JSON.stringify(content))

/** Words as they were written, without the space around them. */
export function words(text: string): string {
  const bare = text.trim()
  if (bare.length > LONGEST_WORDS) throw new PortalError('BAD_USER_INPUT', 'TEXT_TOO_LONG text')
  return bare
}

/** The same, where there must be some. */
export function demandWords(text: string): string {
  const bare = words(text)
  if (bare === '') throw new PortalError('BAD_USER_INPUT', 'NO_TEXT text')
  return bare
}

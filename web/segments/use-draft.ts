import type { OperationVariables } from '@apollo/client'
import { useLazyQuery, useMutation, useQuery } from '@apollo/client/react'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useEffect, useState } from 'react'
import type { CheckSegmentsQuery, CheckSegmentsQueryVariables } from '../generated/graphql.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { wholeAnswer } from '../whole-answer.ts'
import { type Content, type Draft, ruleInput, type Scope } from './draft-model.ts'
import { problemWords } from './problem-words.ts'
import { CHECK, DRAFT } from './segments-query.ts'

/** Between two looks at what others did. */
export const LOOK_EVERY = 2000

export const useServerLocale = () => (({ fi: 'FI', sv: 'SV', en: 'EN' }) as const)[useLocale()]

/** A draft as it is now, looked at again and again. */
export function useDraft(
  id: string,
  version: string | null,
): { readonly draft: Draft | null; readonly failed: boolean; readonly again: () => Promise<unknown> } {
  const query = useQuery(DRAFT, {
    variables: { id, version, locale: useServerLocale() },
    fetchPolicy: 'no-cache',
    pollInterval: LOOK_EVERY,
  })
  const now = wholeAnswer(query)
  const [last, setLast] = useState(now)
  if (now && now !== last) setLast(now)
  const draft = (now ?? last)?.segmentDraft ?? null
  return { draft, failed: query.error !== undefined && !draft, again: () => query.refetch() }
}

type Check = CheckSegmentsQuery['checkSegments']

/** What the server says of the rules, a quarter of a second after the last key. */
export function useCheck(scope: Scope, content: Content): Check | null {
  const locale = useServerLocale()
  const [ask] = useLazyQuery<CheckSegmentsQuery, CheckSegmentsQueryVariables>(CHECK, { fetchPolicy: 'no-cache' })
  const [check, setCheck] = useState<Check | null>(null)
  const rules = JSON.stringify(content.segments.map(({ rule }) => ruleInput(rule)))
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      ask({ variables: { scope, rules: JSON.parse(rules), locale } }).then(
        ({ data }) => current && data && setCheck(data.checkSegments),
        () => undefined,
      )
    }, 250)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [ask, scope, rules, locale])
  return check
}

/** A change on the server: done or refused, in words. */
export function useChange<T, V extends OperationVariables>(document: TypedDocumentNode<T, V>, done: (data: T) => unknown) {
  const { t } = useTranslation()
  const [run, { loading }] = useMutation<T, OperationVariables>(document)
  const [problem, setProblem] = useState<string | null>(null)
  const change = async (variables: V): Promise<boolean> => {
    setProblem(null)
    try {
      const { data } = await run({ variables })
      if (!data) throw new Error('a change had no answer')
      await done(data)
      return true
    } catch (error) {
      setProblem(problemWords(error, t))
      return false
    }
  }
  return { change, busy: loading, problem }
}

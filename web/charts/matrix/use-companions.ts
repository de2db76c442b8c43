import { useQuery } from '@apollo/client/react'
import { useMemo } from 'react'
import { useSight } from '../../access/viewer-context.tsx'
import type { Catalogue } from '../../release/catalogue.ts'
import { type Selection, toInput } from '../../selection/selection.ts'
import { figuresOf } from './figures-of.ts'
import { type AgeMatrix, MATRIX_AGE_GROUPS } from './matrix-ages.tsx'
import type { RankedPair } from './matrix-lists.tsx'
import { MATRIX_AGES, PAIR_LISTS } from './matrix-query.ts'

/** The matrices of the four ages under the rest of the selection; null until they have come, then the last ones until others have. */
export function useMatrixAges(selection: Selection, catalogue: Catalogue): readonly AgeMatrix[] | null {
  const [children, adults, older, oldest] = MATRIX_AGE_GROUPS.map((age) => toInput({ ...selection, ageGroups: [age] }))
  const { ages, services: seen } = useSight()
  const { data, previousData } = useQuery(MATRIX_AGES, {
    // The switch of ages is for those who see them all.
    skip: ages !== null,
    variables: { children: children ?? {}, adults: adults ?? {}, older: older ?? {}, oldest: oldest ?? {}, release: selection.release },
  })
  const shown = data ?? previousData
  return useMemo(() => {
    if (!shown) return null
    const answers = [shown.children, shown.adults, shown.older, shown.oldest]
    return MATRIX_AGE_GROUPS.flatMap((age, index) => {
      const answer = answers[index]
      if (!answer) return []
      return [
        {
          age,
          clients: { count: answer.clients.count ?? null, atLeast: answer.clients.atLeast },
          figures: figuresOf(answer, catalogue, seen),
        },
      ]
    })
  }, [shown, catalogue, seen])
}

/** The ranked lists under the matrix; null until they have come. */
export function usePairLists(selection: Selection): Readonly<Record<'most' | 'strongest' | 'weakest', readonly RankedPair[]>> | null {
  const may = useSight().may('Query.combinations')
  const { data, previousData } = useQuery(PAIR_LISTS, {
    skip: !may,
    variables: { selection: toInput(selection), release: selection.release },
  })
  const shown = data ?? previousData
  return useMemo(() => {
    if (!shown) return null
    const pairs = (list: typeof shown.most): readonly RankedPair[] =>
      list.map(({ services, clients, lift }) => ({
        services,
        clients: { count: clients.count ?? null, atLeast: clients.atLeast },
        lift: lift ?? null,
      }))
    // The smallest lifts there are may still be one and more: those are not found together less often.
    const weakest = pairs(shown.weakest).filter(({ lift }) => lift !== null && lift < 1)
    return { most: pairs(shown.most), strongest: pairs(shown.strongest), weakest }
  }, [shown])
}

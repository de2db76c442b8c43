import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { parseSelection, type Selection, writeSelection } from '../selection/selection.ts'
import { type Sight, useSight } from './viewer-context.tsx'

/** The selection with what the viewer sees in place of an 'everyone' that they do not; the same object where it is theirs already. */
export function grantedSelection(selection: Selection, { ages, municipalities }: Sight): Selection {
  const ageless = ages !== null && ages.length > 0 && selection.ageGroups.length === 0
  const placeless = municipalities !== null && municipalities.length > 0 && selection.municipalities.length + selection.centres.length === 0
  if (!ageless && !placeless) return selection
  return {
    ...selection,
    ...(ageless ? { ageGroups: widest(ages) } : {}),
    ...(placeless ? { municipalities: [...municipalities] } : {}),
  }
}

/** Granted age groups without those that another contains. */
const widest = (ages: NonNullable<Sight['ages']>): Selection['ageGroups'] =>
  ages.includes('AGE_65_PLUS') ? ages.filter((age) => age !== 'AGE_65_79' && age !== 'AGE_80_PLUS') : [...ages]

/** Keeps the address within what the viewer sees; false while it is being put right. */
export function useGrantedSelection(): boolean {
  const sight = useSight()
  const [params, setParams] = useSearchParams()
  const selection = parseSelection(params)
  const granted = grantedSelection(selection, sight)
  const right = granted === selection
  useEffect(() => {
    if (!right) setParams((now) => writeSelection(granted, now), { replace: true, preventScrollReset: true })
  })
  return right
}

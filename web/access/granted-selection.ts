import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { EVERYONE, normalise, parseSelection, type Selection, writeSelection } from '../selection/selection.ts'
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

/**
 * Granted age groups without those that another contains. Where several rights cover every age and none of them everybody
 * together, the first group alone: all groups at once are everybody, of whom the server shows such a viewer no figure.
 */
function widest(ages: NonNullable<Sight['ages']>): Selection['ageGroups'] {
  const groups = ages.includes('AGE_65_PLUS') ? ages.filter((age) => age !== 'AGE_65_79' && age !== 'AGE_80_PLUS') : ages
  return normalise({ ...EVERYONE, ageGroups: groups }).ageGroups.length > 0 ? [...groups] : groups.slice(0, 1)
}

/** Keeps the address within what the viewer sees; false while it is being put right. */
export function useGrantedSelection(): boolean {
  const sight = useSight()
  const [params, setParams] = useSearchParams()
  const selection = parseSelection(params)
  const granted = grantedSelection(selection, sight)
  // What an address cannot say would be written again and again: it is right once writing it changes nothing.
  const right = granted === selection || writeSelection(granted, params).toString() === params.toString()
  useEffect(() => {
    if (!right) setParams((now) => writeSelection(granted, now), { replace: true, preventScrollReset: true })
  })
  return right
}

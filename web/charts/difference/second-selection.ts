import { EVERYONE, parseSelection, type Selection, writeSelection } from '../../selection/selection.ts'
import { useSelection } from '../../selection/use-selection.ts'
import { type ParamCodec, useViewParam } from '../../selection/use-view-param.ts'

/** How everyone is written: an absent selection is the contrast to the bar's. */
const ALL = 'all'

/** The selection that the bar's is compared with, as one part of the address: b=age=65-79&sex=male (encoded). */
export const SECOND: ParamCodec<Selection | null> = {
  parse: (raw) => (raw === ALL ? EVERYONE : raw ? parseSelection(new URLSearchParams(raw)) : null),
  write: (selection) => selection && (writeSelection(selection).toString() || ALL),
}

/**
 * What a selection is compared with until somebody chooses: the same people without what singles them out most (a service,
 * a place, being heavy users), else the other sex, else every age; everyone is compared with heavy users.
 */
export function contrastTo(selection: Selection): Selection {
  const { services, municipalities, centres, cohort, sexes, ageGroups } = selection
  if (services.length > 0) return { ...selection, services: [] }
  if (municipalities.length + centres.length > 0) return { ...selection, municipalities: [], centres: [] }
  if (cohort === 'HEAVY') return { ...selection, cohort: 'ALL' }
  if (sexes.length === 1) return { ...selection, sexes: sexes[0] === 'FEMALE' ? ['MALE'] : ['FEMALE'] }
  if (ageGroups.length > 0) return { ...selection, ageGroups: [] }
  return { ...selection, cohort: 'HEAVY' }
}

/** B of the address, or the contrast to A; and the way to choose another. */
export function useSecond(): readonly [Selection, (selection: Selection) => void] {
  const [selection] = useSelection()
  const [second, setSecond] = useViewParam('b', SECOND)
  return [second ?? contrastTo({ ...selection, release: null }), (next) => setSecond(next, 'step')]
}

import { grantedSelection } from '../../access/granted-selection.ts'
import { useSight } from '../../access/viewer-context.tsx'
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
export function contrastTo(selection: Selection, within: (asked: Selection) => Selection = (asked) => asked): Selection {
  const { services, municipalities, centres, cohort, sexes, ageGroups } = selection
  const contrasts: readonly (Partial<Selection> | false)[] = [
    services.length > 0 && { services: [] },
    municipalities.length + centres.length > 0 && { municipalities: [], centres: [] },
    cohort === 'HEAVY' && { cohort: 'ALL' },
    sexes.length === 1 && { sexes: sexes[0] === 'FEMALE' ? ['MALE'] : ['FEMALE'] },
    ageGroups.length > 0 && { ageGroups: [] },
  ]
  for (const contrast of contrasts) {
    const other = contrast && within({ ...selection, ...contrast })
    // Rights may leave nothing of a contrast.
    if (other && JSON.stringify(other) !== JSON.stringify(selection)) return other
  }
  return within({ ...selection, cohort: 'HEAVY' })
}

/** B of the address, or the contrast to A, within what the viewer sees; and the way to choose another. */
export function useSecond(): readonly [Selection, (selection: Selection) => void] {
  const sight = useSight()
  const [selection] = useSelection()
  const [second, setSecond] = useViewParam('b', SECOND)
  const within = (asked: Selection) => grantedSelection(asked, sight)
  return [second ? within(second) : contrastTo({ ...selection, release: null }, within), (next) => setSecond(next, 'step')]
}

import { BAR_FIELDS, type BarField, isChanged, RESET } from '../selection/field-words.ts'
import { EVERYONE, type Selection } from '../selection/selection.ts'
import { grantedSelection } from './granted-selection.ts'
import { useSight } from './viewer-context.tsx'

/** The fields of the selection in which the viewer has a choice. */
export function useGrantedFields(): readonly BarField[] {
  const { municipalities } = useSight()
  return BAR_FIELDS.filter((field) => field !== 'place' || municipalities === null || municipalities.length > 0)
}

/** Whether a field restricts further than the viewer's own rights do. */
export function useDiffers(): (selection: Selection, field: BarField) => boolean {
  const widest = grantedSelection(EVERYONE, useSight())
  return (selection, field) => {
    const names = Object.entries(RESET[field]).map(([name]) => name)
    const of = (one: Selection) => JSON.stringify(Object.entries(one).filter(([name]) => names.includes(name)))
    return isChanged(selection, field) && of(selection) !== of(widest)
  }
}

import { BAR_FIELDS, type BarField } from '../selection/field-words.ts'
import { useSight } from './viewer-context.tsx'

/** The fields of the selection in which the viewer has a choice. */
export function useGrantedFields(): readonly BarField[] {
  const { municipalities } = useSight()
  return BAR_FIELDS.filter((field) => field !== 'place' || municipalities === null || municipalities.length > 0)
}

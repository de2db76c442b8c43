import { EVERYONE, parseSelection, type Selection, writeSelection } from '../../selection/selection.ts'
import type { ParamCodec } from '../../selection/use-view-param.ts'

/**
 * The selection that the bar's is compared with, as one part of the address: b=age=65-79&sex=male (encoded). Absent or
 * empty: everyone.
 */
export const SECOND: ParamCodec<Selection> = {
  parse: (raw) => (raw ? parseSelection(new URLSearchParams(raw)) : EVERYONE),
  write: (selection) => writeSelection(selection).toString() || null,
}

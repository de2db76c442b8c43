import { AGES, COHORTS, placeCount, type ReleaseLayout, rowIndex, SEXES } from '../../release/lattice.ts'
import { cellIdentity, identityPart } from './cell-key.ts'

/** A selection with its cohort. Rows are rows of the base block. */
export interface SelectionRow {
  readonly row: number
  readonly place: number
  /** Cohort, sex, age and place of the cell's identity. */
  readonly identity: string
  /** Row of the same selection in cohort ALL; null where this is it. */
  readonly all: number | null
  /** Rows one step up in sex, age and place. */
  readonly parents: readonly { readonly row: number; readonly place: number }[]
}

/** Position in AGES of each age group's parent. */
const AGE_PARENT = [null, 0, 0, 0, 3, 3] as const

/** Every selection of the layout, those of more clients before their parts: ALL comes first in every dimension. */
export function selectionRows(layout: ReleaseLayout): readonly SelectionRow[] {
  const places = placeCount(layout)
  const names = placeIdentities(layout)
  const selections: SelectionRow[] = []
  COHORTS.forEach((cohortName, cohort) => {
    SEXES.forEach((sexName, sex) => {
      AGES.forEach((ageName, age) => {
        for (let place = 0; place < places; place++) {
          const at = (s: number, a: number, p: number) => ({ row: rowIndex({ cohort, sex: s, age: a, place: p }, places), place: p })
          const ageParent = AGE_PARENT[age] ?? null
          selections.push({
            ...at(sex, age, place),
            identity: cellIdentity(cohortName, sexName, ageName, names[place] ?? ''),
            all: cohort === 0 ? null : rowIndex({ cohort: 0, sex, age, place }, places),
            parents: [
              ...(sex === 0 ? [] : [at(0, age, place)]),
              ...(ageParent === null ? [] : [at(sex, ageParent, place)]),
              ...placeParents(place, layout).map((p) => at(sex, age, p)),
            ],
          })
        }
      })
    })
  })
  return selections
}

function placeIdentities(layout: ReleaseLayout): readonly string[] {
  return [
    'county',
    ...layout.municipalities.map((code) => identityPart('municipality', [code])),
    ...layout.centres.map((code) => identityPart('centre', [code])),
  ]
}

/** The county above a municipality; the county and its municipality above a centre. */
function placeParents(place: number, layout: ReleaseLayout): readonly number[] {
  if (place === 0) return []
  const centre = place - 1 - layout.municipalities.length
  const municipality = layout.centreMunicipality[centre]
  return municipality === undefined ? [0] : [0, 1 + municipality]
}

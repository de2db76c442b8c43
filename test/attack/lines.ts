/** Lines of the closed table: a total and its parts, as an outsider can write them down from the catalogue. */
import { cellName, type Published, SELECTIONS, type Selection } from './cells.ts'
import { CENTRES, MUNICIPALITIES } from './fixture/catalogue.ts'

export interface Line {
  readonly total: string
  readonly parts: readonly string[]
}

/** Lines of one measure over sex, age and place. Clients of unknown sex or without a centre are in no part. */
export function selectionLines(measure: string): readonly Line[] {
  const line = (total: Selection, parts: readonly Partial<Selection>[]): Line => ({
    total: cellName(total, measure),
    parts: parts.map((part) => cellName({ ...total, ...part }, measure)),
  })
  return SELECTIONS.flatMap((selection) => {
    const { sex, age, place } = selection
    const municipality = MUNICIPALITIES.indexOf(place)
    return [
      ...(sex === 'ALL' ? [line(selection, [{ sex: 'MALE' }, { sex: 'FEMALE' }])] : []),
      ...(age === 'ALL' ? [line(selection, [{ age: 'AGE_0_17' }, { age: 'AGE_18_64' }, { age: 'AGE_65_PLUS' }])] : []),
      ...(age === 'AGE_65_PLUS' ? [line(selection, [{ age: 'AGE_65_79' }, { age: 'AGE_80_PLUS' }])] : []),
      ...(place === 'county'
        ? [
            line(
              selection,
              MUNICIPALITIES.map((code) => ({ place: code })),
            ),
            line(
              selection,
              CENTRES.map(({ code }) => ({ place: code })),
            ),
          ]
        : []),
      ...(municipality >= 0
        ? [
            line(
              selection,
              CENTRES.filter((centre) => centre.municipality === municipality).map(({ code }) => ({ place: code })),
            ),
          ]
        : []),
    ]
  })
}

/** Measures of which a cell was asked. */
export const measuresOf = (published: Published): readonly string[] => [
  ...new Set([...published.keys()].map((name) => name.split('|')[4] ?? '')),
]

/** Lines over the bins of the histograms and the grid, within each selection; bins as the published answers name them. */
export function binLines(published: Published): readonly Line[] {
  const measures = measuresOf(published)
  const of = (prefix: string) => measures.filter((measure) => measure.startsWith(prefix))
  return SELECTIONS.flatMap((selection) => {
    const name = (measure: string) => cellName(selection, measure)
    const line = (total: string, parts: readonly string[]): Line => ({ total: name(total), parts: parts.map(name) })
    const side = (measure: string, at: number) => measure.split(':')[at]
    return [
      ...['health:', 'social:', 'all:'].map((histogram) => line('clients', of(histogram))),
      ...of('health:').map((bin) =>
        line(
          bin,
          of('grid:').filter((cell) => side(cell, 1) === side(bin, 1)),
        ),
      ),
      ...of('social:').map((bin) =>
        line(
          bin,
          of('grid:').filter((cell) => side(cell, 2) === side(bin, 1)),
        ),
      ),
    ]
  })
}

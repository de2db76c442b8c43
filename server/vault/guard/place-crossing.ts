/** Where clients live, crossed with where their centre is. */
import type { Dimension } from './dimension.ts'

/** Positions among the nodes of the places; a centre after the last stands for nobody's. */
export interface PlaceCrossing {
  /** Whether anybody's centre is in another municipality. */
  readonly crossed: boolean
  readonly county: number
  /** Node of each municipality and centre; −1 where nobody is. */
  readonly municipalityNode: Int32Array
  readonly centreNode: Int32Array
  /** Municipality and centre of a node that is one location; −1 for others. */
  readonly municipalityOf: Int32Array
  readonly centreOf: Int32Array
}

export interface PlaceLocation {
  readonly municipality: number
  /** −1 for nobody's. */
  readonly centre: number
}

/** Crosses the places. `inMunicipality`, `inCentre`: locations of each, those of nobody's centre last. */
export function crossPlaces(
  { nodes, nodesOf }: Dimension,
  locations: readonly PlaceLocation[],
  centreMunicipality: readonly number[],
  {
    everywhere,
    inMunicipality,
    inCentre,
  }: Readonly<Record<'everywhere', readonly number[]>> & Readonly<Record<'inMunicipality' | 'inCentre', readonly (readonly number[])[]>>,
): PlaceCrossing {
  const nodeOf = (of: readonly number[]): number => {
    const filled = of.filter((location) => (nodesOf[location] ?? []).length > 0)
    return nodes.findIndex(({ leaves }) => leaves.length === filled.length && leaves.every((leaf, n) => leaf === filled[n]))
  }
  const single = nodes.map(({ leaves: [location = -1, ...more] }) => (more.length === 0 ? locations[location] : undefined))
  return {
    crossed: locations.some(
      ({ municipality, centre }, location) =>
        centre >= 0 && centreMunicipality[centre] !== municipality && (nodesOf[location] ?? []).length > 0,
    ),
    county: nodeOf(everywhere),
    municipalityNode: Int32Array.from(inMunicipality, nodeOf),
    centreNode: Int32Array.from(inCentre, nodeOf),
    municipalityOf: Int32Array.from(single, (location) => location?.municipality ?? -1),
    centreOf: Int32Array.from(single, (location) => (location ? (location.centre < 0 ? inCentre.length - 1 : location.centre) : -1)),
  }
}

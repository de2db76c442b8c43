/**
 * Selections of the linked tables: every canonical selection, the never-shown siblings, and the lines between them.
 * A line is one selection that is the sum of others: ALL = male + female + unknown; 65+ = 65–79 + 80+; county = municipalities;
 * county = centres + nobody's centre; municipality = its centres + the rest of it.
 */
import { placeCount, type ReleaseLayout, rowIndex } from '../../release/lattice.ts'
import { LEAF_AGES, LEAF_COHORTS, LEAF_SEXES, type Leaves, leafIndex } from '../cube/cell-counts.ts'
import { type Dimension, linkDimension } from './dimension.ts'
import { crossPlaces, type PlaceCrossing } from './place-crossing.ts'
import { ragged } from './ragged.ts'
import { type Containment, containmentOf } from './selection-containment.ts'

export interface Selections extends Containment {
  /** Selections, never-shown siblings included: sex × age × place, place fastest. */
  readonly count: number
  /** Rows of cohort ALL in the block that show a selection: several where a group is the same under two names, none where never shown. */
  readonly published: readonly (readonly number[])[]
  /** 1 where a selection is never shown (unknown sex, no centre). */
  readonly hidden: Uint8Array
  /** 1 where a selection is of clients of unknown sex. */
  readonly unknownSex: Uint8Array
  /** 1 for the finest selections: they partition the clients. */
  readonly leaf: Uint8Array
  /** Tract of a finest selection, its clients' municipality × that of their centre (their own where they have none); −1 for others. */
  readonly tract: Int32Array
  readonly municipalities: number
  /** Order of use: county 0, municipality 1, centre 2 (never shown 3). */
  readonly placeLevel: Uint8Array
  /** Dimensions of sex and age in which a selection is narrowed, 65–79 and 80+ counting twice. */
  readonly detail: Uint8Array
  /** Line l: its total, then its parts, at `lineStart[l]` up to `lineStart[l + 1] − 1`. */
  readonly lineStart: Int32Array
  readonly lineMembers: Int32Array
  /** Lines of selection s: `memberOf[memberStart[s]]` up to `memberStart[s + 1] − 1`. */
  readonly memberStart: Int32Array
  readonly memberOf: Int32Array
  /** Finest selections in each selection. */
  readonly leavesUnder: Int32Array
  /** Nodes of sex, age and place; places by what they are published as (county 0, municipalities, centres). */
  readonly nodes: { readonly sex: number; readonly age: number; readonly place: readonly (readonly number[])[] }
  readonly crossing: PlaceCrossing
  /** Sums a block of leaves (2 cohorts × sex × age × location) into selections: one array a leaf cohort (0 not heavy, 1 heavy), selection × width. */
  readonly rollUp: (leaves: Uint32Array, width: number) => readonly [Int32Array, Int32Array]
}

/** Selections of the base block, or with `places: 'municipalities'` of the triples. */
export function listSelections(layout: ReleaseLayout, leaves: Leaves, places: 'all' | 'municipalities'): Selections {
  const municipalities = layout.municipalities.length
  const locations = places === 'all' ? leaves.locations : layout.municipalities.map((_, municipality) => ({ municipality, centre: -1 }))
  const tracts = locations.map(
    ({ municipality, centre }) => municipality * municipalities + (layout.centreMunicipality[centre] ?? municipality),
  )
  const filled = filledLeaves(leaves, layout, places, locations.length)
  const blockPlaces = places === 'all' ? placeCount(layout) : 1 + municipalities

  const sex = linkDimension(
    [
      { leaves: [0, 1, 2], published: 0 },
      { leaves: [1], published: 1 },
      { leaves: [2], published: 2 },
    ],
    [{ total: [0, 1, 2], parts: [[1], [2], [0]] }],
    filled.sex,
  )
  const age = linkDimension(
    [
      { leaves: [0, 1, 2, 3], published: 0 },
      { leaves: [0], published: 1 },
      { leaves: [1], published: 2 },
      { leaves: [2, 3], published: 3 },
      { leaves: [2], published: 4 },
      { leaves: [3], published: 5 },
    ],
    [
      { total: [0, 1, 2, 3], parts: [[0], [1], [2, 3]] },
      { total: [2, 3], parts: [[2], [3]] },
      { total: [0, 1, 2, 3], parts: [[0], [1], [2], [3]] },
    ],
    filled.age,
  )
  const at = (test: (location: { municipality: number; centre: number }) => boolean): number[] =>
    locations.flatMap((location, index) => (test(location) ? [index] : []))
  const everywhere = at(() => true)
  const inMunicipality = layout.municipalities.map((_, m) => at((l) => l.municipality === m))
  const inCentre = places === 'all' ? layout.centres.map((_, c) => at((l) => l.centre === c)) : []
  const nowhere = at((l) => l.centre < 0)
  const place = linkDimension(
    [
      { leaves: everywhere, published: 0 },
      ...inMunicipality.map((of, m) => ({ leaves: of, published: 1 + m })),
      ...inCentre.map((of, c) => ({ leaves: of, published: 1 + municipalities + c })),
    ],
    [
      { total: everywhere, parts: inMunicipality },
      { total: everywhere, parts: [...inCentre, nowhere] },
      ...[...inMunicipality, ...inCentre, nowhere].map((of) => ({ total: of, parts: of.map((location) => [location]) })),
    ],
    filled.location,
  )
  const crossing = crossPlaces(place, locations, layout.centreMunicipality, {
    everywhere,
    inMunicipality,
    inCentre: [...inCentre, nowhere],
  })
  return combine(sex, age, place, { municipalities, tracts, crossing, blockPlaces })
}

/** Which sexes, ages and locations hold anybody: an empty one is no category. */
function filledLeaves(leaves: Leaves, layout: ReleaseLayout, places: 'all' | 'municipalities', locations: number) {
  const sex = new Uint8Array(LEAF_SEXES)
  const age = new Uint8Array(LEAF_AGES)
  const location = new Uint8Array(locations)
  const width = leaves.base.length / (LEAF_COHORTS * LEAF_SEXES * LEAF_AGES * leaves.locations.length)
  for (let c = 0; c < LEAF_COHORTS; c++)
    for (let s = 0; s < LEAF_SEXES; s++)
      for (let a = 0; a < LEAF_AGES; a++)
        leaves.locations.forEach(({ municipality }, l) => {
          if (!leaves.base[leafIndex(c, s, a, l, leaves.locations.length) * width]) return
          sex[s] = 1
          age[a] = 1
          location[places === 'all' ? l : municipality] = 1
        })
  if (layout.municipalities.length === 0) throw new Error('a release needs a municipality')
  return { sex, age, location }
}

function combine(
  sex: Dimension,
  age: Dimension,
  place: Dimension,
  {
    municipalities,
    tracts,
    crossing,
    blockPlaces,
  }: { municipalities: number; tracts: readonly number[]; crossing: PlaceCrossing; blockPlaces: number },
): Selections {
  const [S, A, P] = [sex.nodes.length, age.nodes.length, place.nodes.length]
  const index = (s: number, a: number, p: number) => (s * A + a) * P + p
  const count = S * A * P
  const published: number[][] = []
  const hidden = new Uint8Array(count)
  const unknownSex = new Uint8Array(count)
  const leaf = new Uint8Array(count)
  const leavesUnder = new Int32Array(count)
  const tract = new Int32Array(count).fill(-1)
  const placeLevel = new Uint8Array(count)
  const detail = new Uint8Array(count)
  sex.nodes.forEach((sexNode, s) => {
    age.nodes.forEach((ageNode, a) => {
      place.nodes.forEach((placeNode, p) => {
        const at = index(s, a, p)
        published.push(
          sexNode.published.flatMap((sx) =>
            ageNode.published.flatMap((ag) =>
              placeNode.published.map((pl) => rowIndex({ cohort: 0, sex: sx, age: ag, place: pl }, blockPlaces)),
            ),
          ),
        )
        hidden[at] = published[at]?.length ? 0 : 1
        unknownSex[at] = sexNode.published.length ? 0 : 1
        leavesUnder[at] = sexNode.leaves.length * ageNode.leaves.length * placeNode.leaves.length
        leaf[at] = sexNode.leaves.length * ageNode.leaves.length * placeNode.leaves.length === 1 ? 1 : 0
        if (leaf[at] === 1) tract[at] = tracts[placeNode.leaves[0] ?? 0] ?? -1
        const shownAs = Math.min(...placeNode.published)
        placeLevel[at] = shownAs === 0 ? 0 : shownAs <= municipalities ? 1 : shownAs < Infinity ? 2 : 3
        const ageShownAs = Math.min(...ageNode.published)
        detail[at] = (Math.min(...sexNode.published) === 0 ? 0 : 1) + (ageShownAs === 0 ? 0 : ageShownAs < 4 ? 1 : 2)
      })
    })
  })

  const lines: number[][] = []
  for (const line of sex.lines) for (let a = 0; a < A; a++) for (let p = 0; p < P; p++) lines.push(line.map((s) => index(s, a, p)))
  for (const line of age.lines) for (let s = 0; s < S; s++) for (let p = 0; p < P; p++) lines.push(line.map((a) => index(s, a, p)))
  for (const line of place.lines) for (let s = 0; s < S; s++) for (let a = 0; a < A; a++) lines.push(line.map((p) => index(s, a, p)))
  const { start: lineStart, items: lineMembers } = ragged(lines)
  const belongs: number[][] = Array.from({ length: count }, () => [])
  lines.forEach((line, l) => {
    for (const member of line) belongs[member]?.push(l)
  })
  const { start: memberStart, items: memberOf } = ragged(belongs)

  const containment = containmentOf(count, { sex, age, place }, index)

  const rollUp = (block: Uint32Array, width: number): readonly [Int32Array, Int32Array] => {
    const sums = [new Int32Array(count * width), new Int32Array(count * width)] as const
    sums.forEach((sum, cohort) => {
      for (let s = 0; s < LEAF_SEXES; s++)
        for (let a = 0; a < LEAF_AGES; a++)
          for (let l = 0; l < tracts.length; l++) {
            const from = leafIndex(cohort, s, a, l, tracts.length) * width
            const source = block.subarray(from, from + width)
            if (source.every((n) => n === 0)) continue
            for (const sn of sex.nodesOf[s] ?? [])
              for (const an of age.nodesOf[a] ?? [])
                for (const pn of place.nodesOf[l] ?? []) {
                  const to = index(sn, an, pn) * width
                  for (let i = 0; i < width; i++) sum[to + i] = (sum[to + i] ?? 0) + (source[i] ?? 0)
                }
          }
    })
    return sums
  }
  return {
    count,
    published,
    hidden,
    unknownSex,
    leaf,
    tract,
    municipalities,
    crossing,
    placeLevel,
    detail,
    lineStart,
    lineMembers,
    memberStart,
    memberOf,
    leavesUnder,
    ...containment,
    nodes: { sex: S, age: A, place: place.nodes.map((node) => node.published) },
    rollUp,
  }
}

/** How many of sex, age and place a selection narrows: everybody is the first node of each. */
export function narrowed({ nodes }: Selections, selection: number): number {
  const places = nodes.place.length
  const group = Math.floor(selection / places)
  return [selection % places, group % nodes.age, Math.floor(group / nodes.age)].filter((node) => node > 0).length
}

/** For each selection of `narrow` (municipalities only), the same selection among `wide`. */
export function selectionsInside(narrow: Selections, wide: Selections): Int32Array {
  const places = narrow.nodes.place.map((published) => wide.nodes.place.findIndex((names) => names.includes(published[0] ?? -1)))
  return Int32Array.from({ length: narrow.count }, (_, s) => {
    const place = places[s % places.length] ?? -1
    if (place < 0) throw new Error('a place of the triples is none of the release')
    return Math.floor(s / places.length) * wide.nodes.place.length + place
  })
}

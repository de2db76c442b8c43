import { measureColumns, pairIndex, type ReleaseLayout, tripleCount, tripleIndex } from '../../release/lattice.ts'
import { identityBins, identityPart } from './cell-key.ts'

/** A measure of the closed table as the perturbed policy sees it. Columns are of the base block. */
export interface Measure {
  /** Part of the cell's identity. */
  readonly identity: string
  /** Measures that count a group which contains this one's clients, one step up. */
  readonly parents: readonly number[]
  /** Every other group that the measure's attributes split the selection into (G5), or the rest of its parents for a bin. */
  readonly atoms: readonly Atom[]
  /** Whether its clients are heavy users by definition: the cell in cohort HEAVY is then the one in ALL. */
  readonly inHeavy?: boolean
}

/** A group by inclusion–exclusion: `self` × the cell + Σ sign × column. */
export interface Atom {
  readonly self: 1 | -1 | 0
  readonly columns: readonly number[]
  readonly signs: readonly (1 | -1)[]
}

/** Measures of the base block, by column. */
export function baseMeasures(layout: ReleaseLayout): readonly Measure[] {
  const at = measureColumns(layout)
  const { services, tops } = layout
  const measures: Measure[] = [{ identity: 'clients', parents: [], atoms: [] }]
  services.forEach((code, i) => {
    const single = at.services + i
    measures[single] = { identity: identityPart('services', [code]), parents: [at.clients], atoms: [rest(at.clients)] }
    measures[at.heavyIn + i] = {
      identity: identityPart('heavy-in', [code]),
      inHeavy: true,
      parents: [single],
      atoms: [rest(single), { self: 0, columns: [at.clients, single], signs: [1, -1] }],
    }
    for (let j = i + 1; j < services.length; j++) {
      const other = at.services + j
      measures[at.pairs + pairIndex(i, j, services.length)] = {
        identity: identityPart('services', [code, services[j] ?? '']),
        parents: [single, other],
        atoms: [rest(single), rest(other), { self: 1, columns: [at.clients, single, other], signs: [1, -1, -1] }],
      }
    }
  })
  for (const name of ['health', 'social', 'all'] as const) {
    for (let bin = 0; bin <= tops[name]; bin++) {
      const identity = identityBins(name, [binName(bin, tops[name])])
      measures[at[name] + bin] = { identity, parents: [at.clients], atoms: [rest(at.clients)] }
    }
  }
  for (let health = 0; health <= tops.health; health++) {
    for (let social = 0; social <= tops.social; social++) {
      const parents = [at.health + health, at.social + social]
      const identity = identityBins('grid', [binName(health, tops.health), binName(social, tops.social)])
      measures[at.grid + health * (tops.social + 1) + social] = { identity, parents, atoms: parents.map(rest) }
    }
  }
  return measures
}

/** Measures of the triple block, by column of that block. */
export function tripleMeasures(layout: ReleaseLayout): readonly Measure[] {
  const at = measureColumns(layout)
  const { services } = layout
  const measures = new Array<Measure>(tripleCount(layout))
  const pair = (i: number, j: number) => at.pairs + pairIndex(i, j, services.length)
  for (let c = 2; c < services.length; c++) {
    for (let b = 1; b < c; b++) {
      for (let a = 0; a < b; a++) {
        const [ab, ac, bc] = [pair(a, b), pair(a, c), pair(b, c)]
        const singles = [at.services + a, at.services + b, at.services + c] as const
        const only = (single: number, one: number, other: number): Atom => ({ self: 1, columns: [single, one, other], signs: [1, -1, -1] })
        measures[tripleIndex(a, b, c)] = {
          identity: identityPart('services', [services[a] ?? '', services[b] ?? '', services[c] ?? '']),
          parents: [ab, ac, bc],
          atoms: [
            rest(ab),
            rest(ac),
            rest(bc),
            only(singles[0], ab, ac),
            only(singles[1], ab, bc),
            only(singles[2], ac, bc),
            { self: -1, columns: [at.clients, ...singles, ab, ac, bc], signs: [1, -1, -1, -1, 1, 1, 1] },
          ],
        }
      }
    }
  }
  return measures
}

/** Those of a parent who are not in the cell. */
const rest = (parent: number): Atom => ({ self: -1, columns: [parent], signs: [1] })

/** The open last bin has a name of its own: 'five or more' is another cell than the 'five' of a release with more bins. */
const binName = (bin: number, top: number): string => (bin === top ? `${bin}+` : `${bin}`)

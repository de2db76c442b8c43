/**
 * The atom rule (G5): the attributes that a cell combines split its selection into atoms, all of which follow from published
 * cells by inclusion–exclusion, so that a cell is safe only where every atom holds at least k clients; zero counts as small.
 *
 * Attributes are the cell's services, the cohort HEAVY, heavy-in-a-service, or its bin. An atom that cannot hold anybody by
 * definition is left out: heavy in A without using A, heavy in A without being a heavy user. Heavy in A are the same clients in
 * either cohort, so that (HEAVY ∧ A) less heavy-in-A follows from cohort ALL too and is asked for there.
 */
import type { Policy } from '../../release/format.ts'
import {
  AGES,
  type MeasureColumns,
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  rowIndex,
  SEXES,
  tripleCount,
  triplePlaceCount,
} from '../../release/lattice.ts'
import type { CellBlocks } from '../cube/cell-counts.ts'

/** 1 for cells with a small atom, in the shape of the release's blocks. A cell's own count is one of its atoms. */
export interface SmallAtoms {
  readonly base: Uint8Array
  readonly triples: Uint8Array
}

/** Finds the cells that the atom rule withholds. */
export function findSmallAtoms(counts: CellBlocks, layout: ReleaseLayout, policy: Policy): SmallAtoms {
  const found = { base: new Uint8Array(counts.base.length), triples: new Uint8Array(counts.triples.length) }
  const rule = atomRule(layout, policy)
  const places = placeCount(layout)
  const triplePlaces = triplePlaceCount(layout)
  const { width } = measureColumns(layout)
  const triples = tripleCount(layout)
  for (let sex = 0; sex < SEXES.length; sex++)
    for (let age = 0; age < AGES.length; age++)
      for (let place = 0; place < places; place++) {
        const [all, heavy] = [0, 1].map((cohort) => rowIndex({ cohort, sex, age, place }, places) * width)
        if (all === undefined || heavy === undefined) continue
        const selection = {
          all: counts.base.subarray(all, all + width),
          heavy: counts.base.subarray(heavy, heavy + width),
        }
        judgeBase(selection, rule, found.base.subarray(all, all + width), found.base.subarray(heavy, heavy + width))
        if (place >= triplePlaces) continue
        const [allTriples, heavyTriples] = [0, 1].map((cohort) => rowIndex({ cohort, sex, age, place }, triplePlaces) * triples)
        if (allTriples === undefined || heavyTriples === undefined) continue
        judgeTriples(
          selection,
          {
            all: counts.triples.subarray(allTriples, allTriples + triples),
            heavy: counts.triples.subarray(heavyTriples, heavyTriples + triples),
          },
          rule,
          found.triples.subarray(allTriples, allTriples + triples),
          found.triples.subarray(heavyTriples, heavyTriples + triples),
        )
      }
  return found
}

/** One selection's counts in the two cohorts. */
interface Selection {
  readonly all: Uint32Array
  readonly heavy: Uint32Array
}

interface AtomRule {
  readonly k: number
  readonly services: number
  readonly at: MeasureColumns
  /** 1 for services exempt from the complement side: an atom that affirms no service and negates exempt ones only may be small. */
  readonly exempt: Uint8Array
}

function atomRule(layout: ReleaseLayout, policy: Policy): AtomRule {
  const exempt = policy.kind === 'exact' ? policy.complementExempt : []
  return {
    k: policy.k,
    services: layout.services.length,
    at: measureColumns(layout),
    exempt: Uint8Array.from(layout.services, (code) => (exempt.includes(code) ? 1 : 0)),
  }
}

function judgeBase(counts: Selection, rule: AtomRule, inAll: Uint8Array, inHeavy: Uint8Array): void {
  const { k, at, services, exempt } = rule
  const n = (column: number) => counts.all[column] ?? 0
  const h = (column: number) => counts.heavy[column] ?? 0
  const notHeavy = (column: number) => n(column) - h(column)
  const clients = { all: n(at.clients), heavy: h(at.clients), rest: notHeavy(at.clients) }
  inAll[at.clients] = flag(clients.all < k)
  inHeavy[at.clients] = flag(clients.heavy < k || clients.rest < k)

  const one = (total: number, a: number, free: boolean) => a < k || (total - a < k && !free)
  const two = (total: number, a: number, b: number, ab: number, free: boolean) =>
    ab < k || a - ab < k || b - ab < k || (total - a - b + ab < k && !free)

  for (let i = 0; i < services; i++) {
    const a = at.services + i
    const free = exempt[i] === 1
    inAll[a] = flag(one(clients.all, n(a), free))
    inHeavy[a] = flag(one(clients.heavy, h(a), free) || one(clients.rest, notHeavy(a), free))

    const heavyIn = at.heavyIn + i
    const inside = h(heavyIn) < k || h(a) - h(heavyIn) < k
    inAll[heavyIn] = flag(inside || (clients.all - n(a) < k && !free))
    inHeavy[heavyIn] = flag(inside || inHeavy[a] === 1)

    for (let j = i + 1; j < services; j++) {
      const b = at.services + j
      const ab = at.pairs + pairIndex(i, j, services)
      const freePair = free && exempt[j] === 1
      inAll[ab] = flag(two(clients.all, n(a), n(b), n(ab), freePair))
      inHeavy[ab] = flag(
        two(clients.heavy, h(a), h(b), h(ab), freePair) || two(clients.rest, notHeavy(a), notHeavy(b), notHeavy(ab), freePair),
      )
    }
  }
  for (let bin = at.health; bin < at.width; bin++) {
    inAll[bin] = flag(one(clients.all, n(bin), false))
    inHeavy[bin] = flag(one(clients.heavy, h(bin), false) || one(clients.rest, notHeavy(bin), false))
  }
}

function judgeTriples(base: Selection, triples: Selection, rule: AtomRule, inAll: Uint8Array, inHeavy: Uint8Array): void {
  const { services, exempt } = rule
  const rest = base.all.map((n, column) => n - (base.heavy[column] ?? 0))
  let column = 0 // tripleIndex counts up in this order
  for (let c = 2; c < services; c++)
    for (let b = 1; b < c; b++) {
      const bc = pairIndex(b, c, services)
      for (let a = 0; a < b; a++) {
        const all = triples.all[column] ?? 0
        const heavy = triples.heavy[column] ?? 0
        const free = exempt[a] === 1 && exempt[b] === 1 && exempt[c] === 1
        inAll[column] = flag(smallTriple(base.all, all, a, b, c, bc, free, rule))
        inHeavy[column] = flag(
          smallTriple(base.heavy, heavy, a, b, c, bc, free, rule) || smallTriple(rest, all - heavy, a, b, c, bc, free, rule),
        )
        column++
      }
    }
}

/** Whether one of the eight atoms of services a, b, c is small; `abc`: clients of all three, `bcIndex`: of the pair {b, c}. */
function smallTriple(
  row: Uint32Array,
  abc: number,
  a: number,
  b: number,
  c: number,
  bcIndex: number,
  free: boolean,
  { k, at, services }: AtomRule,
): boolean {
  if (abc < k) return true
  const AB = row[at.pairs + pairIndex(a, b, services)] ?? 0
  const AC = row[at.pairs + pairIndex(a, c, services)] ?? 0
  const BC = row[at.pairs + bcIndex] ?? 0
  if (AB - abc < k || AC - abc < k || BC - abc < k) return true
  const A = row[at.services + a] ?? 0
  const B = row[at.services + b] ?? 0
  const C = row[at.services + c] ?? 0
  if (A - AB - AC + abc < k || B - AB - BC + abc < k || C - AC - BC + abc < k) return true
  return (row[at.clients] ?? 0) - A - B - C + AB + AC + BC - abc < k && !free
}

const flag = (small: boolean): 0 | 1 => (small ? 1 : 0)

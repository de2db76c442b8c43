/**
 * Witnesses by exchange: where clients have their centre in another municipality, a small group of such a place can mostly be kept by clients of
 * the same sex and age who change places in a ring, so that every municipality and every centre holds as many as before. See audit.md.
 */
import type { Deviation } from './deviation.ts'
import { type ExchangeKind, exchangeKinds } from './exchange-kinds.ts'
import { type Exchange, exchangeNetwork } from './exchange-network.ts'
import type { FamilyVariables } from './family-variables.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'
import { fits, waysOut } from './witness-pool.ts'

const TINY = 1e-9

/** What exchanges of a family rest on. */
export interface ExchangeParts {
  readonly family: LinkedFamily
  readonly variables: FamilyVariables
  /** 1 for groups shown now, as it changes. */
  readonly shown: Uint8Array
  readonly spread: (moved: Iterable<readonly [variable: number, by: number]>) => Deviation
}

/** Finds a table that keeps a group's secret and fits what is known and shown now; null where no exchange makes one. */
export function exchangeWitnesses({ family, variables: all, shown, spread }: ExchangeParts): (group: number) => Deviation | null {
  const { selections, state } = family
  const { count, crossing, nodes } = selections
  if (!crossing.crossed) return () => null
  const places = nodes.place.length
  const { municipalityOf, centreOf, municipalityNode, centreNode } = crossing
  const push = exchangeNetwork(municipalityNode.length, centreNode.length)
  const { finestOf, over, under } = sexesAndAges(family)
  const kinds = new Map<number, readonly ExchangeKind[]>()
  const kindsAt = (at: number): readonly ExchangeKind[] => {
    const found = kinds.get(at) ?? exchangeKinds(family, all, finestOf[at] ?? [], over[at] ?? [])
    kinds.set(at, found)
    return found
  }
  const moved = new Float64Array(all.variables.length)
  let touched: number[] = []

  const isFree = ({ effects }: ExchangeKind, at: number, place: number): boolean => {
    if (place < 0) return false
    for (const { table } of effects)
      for (const o of over[at] ?? []) {
        const group = table * count + o * places + place
        if (shown[group] === 1 || state[group] !== UNKNOWN) return false
      }
    return true
  }
  /** The exchange of one kind of client, growing where `direction` is 1. */
  const exchangeOf = (kind: ExchangeKind, at: number, direction: 1 | -1): Exchange => {
    const freeMunicipalities = new Int8Array(municipalityNode.length).fill(-1)
    const freeCentres = new Int8Array(centreNode.length).fill(-1)
    const remembered = (free: Int8Array, n: number, place: number) => {
      if (free[n] === -1) free[n] = isFree(kind, at, place) ? 1 : 0
      return free[n] === 1
    }
    return {
      room(cell, sign) {
        let room = (direction * sign > 0 ? kind.up : kind.down)[cell] ?? 0
        for (const part of kind.parts) {
          const v = part.variableOf[cell] ?? -1
          const variable = all.variables[v]
          if (!variable) return 0
          const by = moved[v] ?? 0
          room = Math.min(room, direction * sign * part.sign > 0 ? variable.upMost - by : variable.downMost + by)
        }
        return room
      },
      shift(cell, by) {
        for (const part of kind.parts) {
          const v = part.variableOf[cell] ?? 0
          touched.push(v)
          moved[v] = (moved[v] ?? 0) + by * direction * part.sign
        }
      },
      municipalityFree: (municipality) => remembered(freeMunicipalities, municipality, municipalityNode[municipality] ?? 0),
      centreFree: (centre) => remembered(freeCentres, centre, centreNode[centre] ?? 0),
      countyFree: isFree(kind, at, crossing.county),
    }
  }
  /** Moves a group one way, as far as it goes up to `most`; what is left to go. */
  const move = (group: number, sign: 1 | -1, most: number): number => {
    const table = Math.floor(group / count)
    const s = group - table * count
    const place = s % places
    const single = (municipalityOf[place] ?? -1) >= 0
    const municipality = single ? (municipalityOf[place] ?? -1) : municipalityNode.indexOf(place)
    const centre = single ? (centreOf[place] ?? -1) : municipality < 0 ? centreNode.indexOf(place) : -1
    let left = most
    for (const at of under[Math.floor(s / places)] ?? [])
      for (const kind of kindsAt(at)) {
        const effect = kind.effects.find((one) => one.table === table)
        if (!effect) continue
        const rate = Math.abs(effect.by)
        left -= rate * push(exchangeOf(kind, at, effect.by * sign > 0 ? 1 : -1), { municipality, centre }, left / rate)
        if (left <= TINY) return 0
      }
    return left
  }
  return (group) => {
    for (const { sign, by } of waysOut(family, group)) {
      const left = move(group, sign, by)
      const changes = new Map(touched.map((v) => [v, moved[v] ?? 0] as const))
      for (const v of touched) moved[v] = 0
      touched = []
      if (left > 0) continue
      const deviation = spread(changes)
      if (fits(family, shown, deviation)) return deviation
    }
    return null
  }
}

/** Sexes and ages, all their combinations: `position` is that of a selection without its place. */
function sexesAndAges({ selections }: LinkedFamily) {
  const { count, leaf, ancestorStart, ancestors, nodes } = selections
  const places = nodes.place.length
  const lists = (): number[][] => Array.from({ length: count / places }, () => [])
  /** Finest selections of each; the combinations that contain it; the finest ones in it. */
  const [finestOf, over, under] = [lists(), lists(), lists()]
  for (let s = 0; s < count; s++) {
    if (leaf[s] !== 1) continue
    const at = Math.floor(s / places)
    finestOf[at]?.push(s)
    if (over[at]?.length) continue
    for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) {
      const containing = ancestors[x] ?? 0
      if (containing % places !== s % places) continue
      over[at]?.push(Math.floor(containing / places))
      under[Math.floor(containing / places)]?.push(at)
    }
  }
  return { finestOf, over, under }
}

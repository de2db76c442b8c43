/**
 * Clients exchanged between places: a network with the municipalities on one side and the centres on the other, and an edge for the clients of one
 * at the other. What is pushed along a ring of edges changes no municipality and no centre; where the figure of a municipality, of a centre or
 * of the county is not held, the ring may pass through it. See audit.md.
 */

/** What one exchange moves, and where it may. */
export interface Exchange {
  /** How many clients more (`sign` 1) or fewer (−1) the cell `municipality × centres + centre` can hold now. */
  readonly room: (cell: number, sign: 1 | -1) => number
  readonly shift: (cell: number, by: number) => void
  /** Whether the totals may change. */
  readonly municipalityFree: (municipality: number) => boolean
  readonly centreFree: (centre: number) => boolean
  readonly countyFree: boolean
}

/** The cell, or with −1 for either the total, that is to grow. */
export interface ExchangeTarget {
  readonly municipality: number
  readonly centre: number
}

const TINY = 1e-9

/** Returns a function that makes a target grow by up to `most`, and tells by how much it did: the greatest flow, by shortest ways. */
export function exchangeNetwork(municipalities: number, centres: number) {
  const all = municipalities + centres
  /** What municipalities, and centres, whose totals are not held gain together. */
  const [gain, centresGain] = [all, all + 1]
  const from = new Int32Array(all + 2)
  const width = new Float64Array(all + 2)
  const queue = new Int32Array(all + 2)

  /** The two ends of what is asked: it grows along the edge from the first to the second, and the way back is sought. */
  const endsOf = ({ municipality, centre }: ExchangeTarget): readonly [from: number, to: number] => {
    if (municipality >= 0) return centre >= 0 ? [municipality, municipalities + centre] : [gain, municipality]
    return centre >= 0 ? [municipalities + centre, centresGain] : [centresGain, gain]
  }

  const isFree = ({ municipalityFree, centreFree, countyFree }: Exchange, { municipality, centre }: ExchangeTarget): boolean =>
    municipality >= 0 ? municipalityFree(municipality) : centre >= 0 ? centreFree(centre) : countyFree

  /** Finds a shortest way; true where there is one. */
  const findWay = (exchange: Exchange, start: number, goal: number, most: number): boolean => {
    from.fill(-1)
    from[start] = start
    width[start] = most
    queue[0] = start
    let filled = 1
    const go = (node: number, next: number, room: number) => {
      if (room <= TINY || from[next] !== -1 || (node === start && next === goal)) return
      from[next] = node
      width[next] = Math.min(width[node] ?? 0, room)
      queue[filled++] = next
    }
    for (let head = 0; head < filled && from[goal] === -1; head++) {
      const node = queue[head] ?? 0
      if (node < municipalities) {
        for (let c = 0; c < centres; c++)
          if (from[municipalities + c] === -1) go(node, municipalities + c, exchange.room(node * centres + c, 1))
        if (exchange.municipalityFree(node)) go(node, gain, Number.POSITIVE_INFINITY)
      } else if (node < all) {
        const centre = node - municipalities
        for (let m = 0; m < municipalities; m++) if (from[m] === -1) go(node, m, exchange.room(m * centres + centre, -1))
        if (exchange.centreFree(centre)) go(node, centresGain, Number.POSITIVE_INFINITY)
      } else {
        if (exchange.countyFree) go(node, node === gain ? centresGain : gain, Number.POSITIVE_INFINITY)
        if (node === gain) {
          for (let m = 0; m < municipalities; m++) if (exchange.municipalityFree(m)) go(node, m, Number.POSITIVE_INFINITY)
        } else for (let c = 0; c < centres; c++) if (exchange.centreFree(c)) go(node, municipalities + c, Number.POSITIVE_INFINITY)
      }
    }
    return from[goal] !== -1
  }

  return (exchange: Exchange, target: ExchangeTarget, most: number): number => {
    const isCell = target.municipality >= 0 && target.centre >= 0
    const cell = target.municipality * centres + target.centre
    if (!isCell && !isFree(exchange, target)) return 0
    const [goal, start] = endsOf(target)
    let pushed = 0
    while (pushed < most - TINY) {
      const left = Math.min(most - pushed, isCell ? exchange.room(cell, 1) : Number.POSITIVE_INFINITY)
      if (left <= TINY || !findWay(exchange, start, goal, left)) break
      const by = width[goal] ?? 0
      for (let node = goal; node !== start; node = from[node] ?? start) {
        const before = from[node] ?? start
        if (before < municipalities && node >= municipalities && node < all) exchange.shift(before * centres + node - municipalities, by)
        else if (node < municipalities && before >= municipalities && before < all)
          exchange.shift(node * centres + before - municipalities, -by)
      }
      if (isCell) exchange.shift(cell, by)
      pushed += by
    }
    return pushed
  }
}

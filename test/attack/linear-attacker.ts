/**
 * The linear attacker (A5). One variable for every finest group that the published figures can tell apart: cohort × sex (unknown
 * too) × age × where a client lives and is registered × what the client does with each service of a family (not used, used, heavy
 * in). Every published figure is a sum of variables; the attacker minimises and maximises any other sum.
 * Written apart from the guard's own audit, from the rules that a release publishes, over finest groups instead of cells.
 */
import loadHighs, { type Highs, type Model } from 'highs'
import { AGES, cellName, type Published, SELECTIONS, SEXES, type Sibling, servicesMeasure, withoutCentre } from './cells.ts'
import { CENTRES, MUNICIPALITIES, RULES, SERVICES } from './fixture/catalogue.ts'

/** A finest group: `uses[f]` is 0 (does not use the family's service f), 1 (uses) or 2 (heavy in it). */
export interface Group {
  readonly heavy: boolean
  readonly sex: number
  readonly age: number
  readonly municipality: number
  readonly centre: number
  readonly uses: readonly number[]
}

/** Something the attacker wants to know: the number of clients in a union of finest groups. */
export interface Target {
  readonly name: string
  readonly holds: (group: Group) => boolean
}

/** What the attacker knows in the end; whole numbers, `low` ≤ truth ≤ `high`. */
export interface Interval {
  readonly name: string
  readonly low: number
  readonly high: number
}

export interface AttackResult {
  /** Intervals that lie inside [1, k − 1]: a small group is proven. */
  readonly proven: readonly Interval[]
  /** Targets whose number is known exactly. */
  readonly computed: readonly Interval[]
  readonly targets: number
  readonly solves: number
  /** Targets that are safe in fractions of clients, and of which whole clients could not be decided in time. */
  readonly undecided: number
}

export interface SumsResult extends AttackResult {
  /** Of the targets that were not given up. */
  readonly intervals: readonly Interval[]
}

/** How `attackSums` goes about it. */
export interface SumOptions {
  /** Both ends of every target, not only of those that may be proven. */
  readonly all?: boolean
  /** Ask in whole clients where the linear answer was in fractions. */
  readonly integers?: boolean
}

export interface Knowledge {
  readonly k: number
  /** Largest distance of a published figure from the truth; 0 for exact figures. */
  readonly noise: number
  /** Whether the attacker also knows the rules by which a client is a heavy user. */
  readonly rules: boolean
  /** Whether he also asks in whole clients. */
  readonly integers: boolean
  /** Whether he asks for both ends of every target: `SumOptions`. */
  readonly all?: boolean
}

/** Attacks targets from all published figures of a family of one to three services; `also`: another release of the same data date. */
export async function attackFamily(
  published: Published,
  services: readonly string[],
  targets: readonly Target[],
  knowledge: Knowledge,
  also?: { readonly published: Published; readonly noise: number },
): Promise<SumsResult> {
  const groups = finestGroups(services, knowledge.rules)
  const range =
    (noise: number) =>
    ({ name, value }: { readonly name: string; readonly value: number }) => ({
      columns: indicesOf(groups, cellTarget(name, services).holds),
      low: Math.max(knowledge.k, value - noise),
      high: value + noise,
    })
  const figures = knownFigures(published, services)
  const more = also ? knownFigures(also.published, services).filter(({ name }) => published.get(name) === null) : []
  return attackSums(
    groups.length,
    [...figures.map(range(knowledge.noise)), ...more.map(range(also?.noise ?? 0))],
    targets.map(({ name, holds }) => ({ name, columns: indicesOf(groups, holds) })),
    knowledge.k,
    { integers: knowledge.integers, all: knowledge.all ?? false },
  )
}

/**
 * Intervals of sums of non-negative unknowns from known sums. A target is given up as soon as one solution makes it 0 or at least
 * k: it then lies not inside [1, k − 1].
 */
export async function attackSums(
  unknowns: number,
  known: readonly { readonly columns: readonly number[]; readonly low: number; readonly high: number }[],
  targets: readonly { readonly name: string; readonly columns: readonly number[] }[],
  k: number,
  how: SumOptions = {},
): Promise<SumsResult> {
  const highs = await solver()
  const starts = new Int32Array(known.length + 1)
  known.forEach(({ columns }, r) => {
    starts[r + 1] = (starts[r] ?? 0) + columns.length
  })
  const model = highs.createModel({
    numCols: unknowns,
    numRows: known.length,
    colCost: new Float64Array(unknowns),
    colLower: new Float64Array(unknowns),
    colUpper: new Float64Array(unknowns).fill(highs.infinity),
    rowLower: Float64Array.from(known, ({ low }) => low),
    rowUpper: Float64Array.from(known, ({ high }) => high),
    matrix: {
      format: 'csr',
      numCols: unknowns,
      numRows: known.length,
      starts,
      indices: Int32Array.from(known.flatMap(({ columns }) => columns)),
      values: new Float64Array(starts[known.length] ?? 0).fill(1),
    },
  })
  try {
    return run(highs, model, unknowns, known.length, targets, k, how)
  } finally {
    model.dispose()
  }
}

type Sum = { readonly name: string; readonly columns: readonly number[] }

function run(
  highs: Highs,
  model: Model,
  unknowns: number,
  knownRows: number,
  targets: readonly Sum[],
  k: number,
  how: SumOptions,
): SumsResult {
  const { modelStatus, objectiveSense, variableType } = highs.constants
  const every = { kind: 'range', from: 0, to: unknowns - 1 } as const
  model.options.set({ output_flag: false })
  let solves = 0
  const ends = targets.map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }))
  /** Targets that a solution in whole clients makes 0 or at least k. */
  const vouched = new Set<number>()
  const take = () => {
    const solution = model.getSolution().colValue
    const whole = solution.every((x) => Math.abs(x - Math.round(x)) < EPSILON)
    targets.forEach(({ columns }, t) => {
      const end = ends[t]
      if (!end) return
      const value = columns.reduce((sum, column) => sum + (solution[column] ?? 0), 0)
      end.low = Math.min(end.low, value)
      end.high = Math.max(end.high, value)
      if (whole && (value < EPSILON || value > k - EPSILON)) vouched.add(t)
    })
  }
  const solve = (columns: readonly number[], sense: 'minimize' | 'maximize') => {
    const costs = new Float64Array(unknowns)
    for (const column of columns) costs[column] = (costs[column] ?? 0) + 1
    model.changeColsCost(every, costs)
    model.changeObjectiveSense(objectiveSense[sense])
    model.run()
    solves++
    // A sum that nothing bounds from above tells the attacker nothing.
    if (model.getModelStatus() === modelStatus.unbounded && sense === 'maximize') return false
    if (model.getModelStatus() !== modelStatus.optimal) throw new Error(`the attacker's program ended in ${model.getModelStatus()}`)
    take()
    return true
  }
  const inWhole = ({ low, high }: { low: number; high: number }) => ({ low: Math.ceil(low - EPSILON), high: Math.floor(high + EPSILON) })
  const safe = (t: number) => {
    const { low, high } = inWhole(ends[t] ?? { low: 0, high: 0 })
    return !how.all && (low < 1 || high >= k)
  }
  const intervals: Interval[] = []
  // All targets together first: one solution vouches for many.
  const together = targets.flatMap(({ columns }) => columns)
  if (!how.all && together.length > 0) for (const sense of ['minimize', 'maximize'] as const) solve(together, sense)
  targets.forEach(({ name, columns }, t) => {
    if (safe(t)) return
    solve(columns, 'minimize')
    if (safe(t)) return
    if (!solve(columns, 'maximize') || safe(t)) return
    intervals.push({ name, ...inWhole(ends[t] ?? { low: 0, high: 0 }) })
  })
  let undecided = 0
  if (how.integers) {
    const open = new Set(intervals.map(({ name }) => name))
    model.changeColsCost(every, new Float64Array(unknowns))
    model.changeColsIntegrality(every, new Int32Array(unknowns).fill(variableType.integer))
    model.options.set({ mip_max_nodes: 200 })
    targets.forEach(({ name, columns }, t) => {
      if (vouched.has(t) || open.has(name)) return
      let impossible = 0
      for (const [low, high] of [
        [-highs.infinity, 0],
        [k, highs.infinity],
      ] as const) {
        const row = knownRows
        model.addRow(low, high, { indices: Int32Array.from(columns), values: new Float64Array(columns.length).fill(1) })
        model.run()
        solves++
        const status = model.getModelStatus()
        if (status === modelStatus.optimal) take()
        if (status === modelStatus.infeasible) impossible++
        model.deleteRows({ kind: 'range', from: row, to: row })
        if (vouched.has(t)) break
      }
      if (impossible === 2) intervals.push({ name, low: 1, high: k - 1 })
      else if (!vouched.has(t)) undecided++
    })
  }
  return {
    intervals,
    proven: intervals.filter(({ low, high }) => low >= 1 && high < k),
    computed: intervals.filter(({ low, high }) => low === high),
    targets: targets.length,
    solves,
    undecided,
  }
}

const EPSILON = 1e-6

/** A cell of the family as a target: a canonical one, or one of a sibling that is never shown. */
export function cellTarget(name: string, services: readonly string[]): Target {
  const [cohort, sex, age = '', place = '', measure = ''] = name.split('|')
  const [kind, ...codes] = measure.split(':')
  const required = codes.map((code) => services.indexOf(code))
  const least = kind === 'heavy-in' ? 2 : 1
  const isThere = placeTest(place)
  return {
    name,
    holds: (group) =>
      (cohort !== 'HEAVY' || group.heavy) &&
      (sex === 'ALL' || SEXES[group.sex] === sex || (sex === 'UNKNOWN' && group.sex === 0)) &&
      agesOf(age).includes(group.age) &&
      isThere(group) &&
      required.every((f) => (group.uses[f] ?? 0) >= least),
  }
}

function placeTest(place: string): (group: Group) => boolean {
  const municipality = MUNICIPALITIES.indexOf(place)
  const centre = CENTRES.findIndex(({ code }) => code === place)
  if (place === 'county') return () => true
  if (municipality >= 0) return (group) => group.municipality === municipality
  if (centre >= 0) return (group) => group.centre === centre
  const within = ['county', ...MUNICIPALITIES].find((wider) => withoutCentre(wider) === place)
  if (within === undefined) throw new Error(`no such place: ${place}`)
  const isWithin = placeTest(within)
  return (group) => group.centre < 0 && isWithin(group)
}

/** Every atom of a family in a selection: what each service is (0 not used, 1 used), among all clients, the heavy and the others. */
export function atomTargets(selection: Sibling, services: readonly string[]): readonly Target[] {
  const inside = cellTarget(cellName({ ...selection, cohort: 'ALL' }, 'clients'), services)
  return patterns(services.map(() => 2)).flatMap((pattern) =>
    ([null, true, false] as const).map((heavy) => ({
      name: `${selection.sex}|${selection.age}|${selection.place}|${heavy === null ? 'ALL' : heavy ? 'HEAVY' : 'NOT HEAVY'}|${services
        .map((code, f) => `${pattern[f] ? '' : '¬'}${code}`)
        .join('∧')}`,
      holds: (group: Group) =>
        inside.holds(group) && (heavy === null || group.heavy === heavy) && group.uses.every((use, f) => use > 0 === (pattern[f] ?? 0) > 0),
    })),
  )
}

/** Finest groups that can exist. With `rules`, nobody heavy in a service, or using what makes a heavy user, is outside HEAVY. */
export function finestGroups(services: readonly string[], rules: boolean): readonly Group[] {
  const rows = services.map((code) => SERVICES.find((service) => service.code === code))
  const uses = patterns(rows.map((service) => (service?.heavy ? 3 : 2)))
  const locations = [
    ...MUNICIPALITIES.map((_, municipality) => ({ municipality, centre: -1 })),
    ...CENTRES.map(({ municipality }, centre) => ({ municipality, centre })),
  ]
  const known = (pattern: readonly number[]) => pattern.includes(2) || heavyByRule(services.filter((_, f) => (pattern[f] ?? 0) > 0))
  return [false, true].flatMap((heavy) =>
    [0, 1, 2].flatMap((sex) =>
      [0, 1, 2, 3].flatMap((age) =>
        locations.flatMap((location) =>
          uses.filter((pattern) => heavy || !rules || !known(pattern)).map((pattern) => ({ heavy, sex, age, ...location, uses: pattern })),
        ),
      ),
    ),
  )
}

/** Whether the published rules make whoever uses these services a heavy user. */
export function heavyByRule(codes: readonly string[]): boolean {
  const social = SERVICES.filter(({ code, sector }) => sector === 'SOCIAL' && codes.includes(code))
  return social.length >= RULES.socialServices || new Set(social.map(({ task }) => task)).size >= RULES.socialTasks
}

/** Whether the published rules leave a way for whoever uses these services, and no other, to be a heavy user. */
export function mayBeHeavy(codes: readonly string[]): boolean {
  return SERVICES.some(({ code, heavy }) => heavy !== '' && codes.includes(code)) || heavyByRule(codes)
}

function knownFigures(published: Published, services: readonly string[]): readonly { readonly name: string; readonly value: number }[] {
  const measures = [
    ...patterns(services.map(() => 2)).map((pattern) => servicesMeasure(...services.filter((_, f) => pattern[f] === 1))),
    ...services.map((code) => `heavy-in:${code}`),
  ]
  return SELECTIONS.flatMap((selection) =>
    measures.flatMap((measure) => {
      const name = cellName(selection, measure)
      const value = published.get(name)
      return value === null || value === undefined ? [] : [{ name, value }]
    }),
  )
}

/** Every list of whole numbers below the given limits, position by position. */
function patterns(limits: readonly number[]): readonly (readonly number[])[] {
  return limits.reduce<readonly (readonly number[])[]>(
    (lists, limit) => lists.flatMap((list) => Array.from({ length: limit }, (_, value) => [...list, value])),
    [[]],
  )
}

function agesOf(age: string): readonly number[] {
  const groups: Readonly<Record<string, readonly number[]>> = {
    AGE_0_17: [0],
    AGE_18_64: [1],
    AGE_65_PLUS: [2, 3],
    AGE_65_79: [2],
    AGE_80_PLUS: [3],
  }
  return groups[age] ?? (age === AGES[0] ? [0, 1, 2, 3] : [])
}

export const indicesOf = (groups: readonly Group[], holds: (group: Group) => boolean): readonly number[] =>
  groups.flatMap((group, index) => (holds(group) ? [index] : []))

let loaded: Promise<Highs> | null = null
const solver = (): Promise<Highs> => {
  loaded ??= loadHighs()
  return loaded
}

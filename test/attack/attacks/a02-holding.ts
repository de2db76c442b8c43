import { CODES, cellName, type Published, SELECTIONS, type Selection, servicesMeasure } from '../cells.ts'
import { type Exam, type Finding, isSmall } from '../finding.ts'
import { RULES, SERVICES } from '../fixture/catalogue.ts'

/** A part of a selection of cohort ALL: everybody, the heavy users, or the others. */
const PARTS = ['ALL', 'HEAVY', 'not heavy'] as const
type Part = (typeof PARTS)[number]

const SOCIAL = SERVICES.filter(({ sector }) => sector === 'SOCIAL').map(({ code }) => code as string)
const HISTOGRAMS = ['health', 'social', 'all'] as const
type Histogram = (typeof HISTOGRAMS)[number]

const counted = (histogram: Histogram): readonly string[] =>
  CODES.filter((code) => histogram === 'all' || SOCIAL.includes(code) === (histogram === 'social'))

interface Told {
  readonly name: string
  readonly value: number
}

/**
 * A2: figures of different kinds of which one holds the other: clients with so many services of a sector or more, and users of as many of them; clients
 * with so many of all, and with so many of one sector. Outside the cohort, where the rules leave nobody who uses three social services or
 * services of two tasks: users of one and no other, and who uses none. Exact figures: a difference of 1 to 4 is a group of so many.
 */
export function holding({ published }: Exam): Finding {
  const told = SELECTIONS.filter(({ cohort }) => cohort === 'ALL').flatMap((selection) => {
    const figures = figuresOf(published, selection)
    return [...PARTS.flatMap((part) => HISTOGRAMS.flatMap((histogram) => besideTails(figures, part, histogram))), ...outside(figures)].map(
      ({ name, value }) => ({ name: `${cellName(selection, name)}`, value }),
    )
  })
  return {
    attack: 'A2 figures that hold each other',
    tried: told.length,
    recovered: told.filter(({ value }) => isSmall(value)).map(({ name, value }) => `${name} = ${value}`),
    notes: [],
  }
}

type Figures = (part: Part, measure: string) => number | null

/** Figures of one selection; who is not heavy is all less the heavy users. */
function figuresOf(published: Published, selection: Selection): Figures {
  const shown = (cohort: Selection['cohort'], measure: string) => published.get(cellName({ ...selection, cohort }, measure)) ?? null
  return (part, measure) => {
    if (part !== 'not heavy') return shown(part, measure)
    const [all, heavy] = [shown('ALL', measure), shown('HEAVY', measure)]
    return all === null || heavy === null ? null : all - heavy
  }
}

/** Clients with so many or more: all less the bins below, else the bins above. The last bin is the first of which no figure is asked without a '+'. */
function tail(figures: Figures, part: Part, histogram: Histogram, from: number): number | null {
  const below = Array.from({ length: from }, (_, bin) => figures(part, `${histogram}:${bin}`))
  const clients = figures(part, 'clients')
  if (clients !== null && below.every((n) => n !== null)) return below.reduce((rest, n) => rest - (n ?? 0), clients)
  let sum = 0
  for (let bin = from; bin < 20; bin++) {
    const last = figures(part, `${histogram}:${bin}+`)
    if (last !== null) return sum + last
    const n = figures(part, `${histogram}:${bin}`)
    if (n === null) return null
    sum += n
  }
  return null
}

function besideTails(figures: Figures, part: Part, histogram: Histogram): readonly Told[] {
  const codes = counted(histogram)
  const sets = [codes.map((a) => [a]), codes.flatMap((a, x) => codes.slice(0, x).map((b) => [a, b]))]
  const sectors = histogram === 'all' ? (['health', 'social'] as const) : []
  return sets.flatMap((of, n) => {
    const many = tail(figures, part, histogram, n + 1)
    if (many === null) return []
    const name = `${part} ${histogram} ${n + 1} or more`
    return [
      ...of.flatMap((set): Told[] => {
        const users = figures(part, servicesMeasure(...set))
        return users === null ? [] : [{ name: `${name} without ${set.join('+')}`, value: many - users }]
      }),
      ...sectors.flatMap((sector): Told[] => {
        const few = tail(figures, part, sector, n + 1)
        return few === null ? [] : [{ name: `${name} with fewer of ${sector}`, value: many - few }]
      }),
    ]
  })
}

/** Of clients who are not heavy users; no three social services go together then, and no two of different tasks. */
function outside(figures: Figures): readonly Told[] {
  if (RULES.socialServices > 3 || RULES.socialTasks > 2) return []
  const taskOf = (code: string) => SERVICES.find((service) => service.code === code)?.task
  const users = (code: string) => figures('not heavy', servicesMeasure(code))
  const both = (a: string, b: string) => (taskOf(a) === taskOf(b) ? figures('not heavy', servicesMeasure(a, b)) : 0)
  const sum = (list: readonly (number | null)[]) => list.reduce<number>((all, n) => all + (n ?? 0), 0)
  const told: Told[] = []
  for (const a of SOCIAL) {
    const n = users(a)
    const pairs = SOCIAL.filter((b) => b !== a).map((b) => both(a, b))
    if (n !== null && pairs.some((pair) => pair !== null && pair > 0))
      told.push({ name: `not heavy ${a} without others`, value: n - sum(pairs) })
  }
  const clients = figures('not heavy', 'clients')
  const known: string[] = []
  for (const a of SOCIAL) if (users(a) !== null && known.every((b) => both(a, b) !== null)) known.push(a)
  const pairs = known.flatMap((a, x) => known.slice(0, x).map((b) => both(a, b)))
  if (clients !== null && known.length > 0)
    told.push({ name: `not heavy without ${known.join('+')}`, value: clients - sum(known.map(users)) + sum(pairs) })
  return told
}

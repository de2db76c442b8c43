import { CODES, cellName, type Published, SELECTIONS } from '../cells.ts'
import { type Exam, type Finding, isSmall, K } from '../finding.ts'
import { RULES, SERVICES } from '../fixture/catalogue.ts'
import { attackSums, cellTarget, finestGroups } from '../linear-attacker.ts'

export const HISTOGRAMS = ['health', 'social', 'all'] as const
type Histogram = (typeof HISTOGRAMS)[number]

/**
 * A5, histograms: all bins of a histogram at once over every selection, in the cohort and outside it. Bins share their clients out among each other, so that
 * a table that hides one bin changes another. An interval inside [1, 4] needs a truth of 1 to 4: the scorer hands over those withheld bins.
 */
export async function histograms({ published, truth, policy, noise }: Exam, which: readonly Histogram[]): Promise<Finding> {
  const recovered: string[] = []
  const solved: string[] = []
  let tried = 0
  for (const histogram of which) {
    const bins = binsOf(published, histogram)
    // Nobody outside the cohort has as many social services as make a heavy user.
    const isRuledOut = (heavy: boolean, bin: number) => histogram === 'social' && !heavy && bin >= RULES.socialServices
    const groups = finestGroups([], true).flatMap((group) =>
      bins.flatMap((label, bin) => (isRuledOut(group.heavy, bin) ? [] : [{ group, label }])),
    )
    const inSelection = new Map(
      SELECTIONS.map((selection) => {
        const name = cellName(selection, 'clients')
        const { holds } = cellTarget(name, [])
        return [name, groups.flatMap(({ group, label }, column) => (holds(group) ? [{ column, label }] : []))]
      }),
    )
    const figures = SELECTIONS.flatMap((selection) => {
      const inside = inSelection.get(cellName(selection, 'clients')) ?? []
      return [null, ...bins].map((bin) => ({
        name: cellName(selection, bin === null ? 'clients' : `${histogram}:${bin}`),
        columns: inside.flatMap(({ column, label }) => (bin === null || label === bin ? [column] : [])),
      }))
    })
    const known = figures.flatMap(({ name, columns }) => {
      const value = published.get(name)
      return value === null || value === undefined ? [] : [{ columns, low: Math.max(K, value - noise), high: value + noise }]
    })
    const targets = figures.filter(({ name }) => (published.get(name) ?? null) === null && isSmall(truth.count(name)))
    const result = await attackSums(groups.length, known, targets, K)
    tried += targets.length
    solved.push(`${histogram} ${result.solves}`)
    recovered.push(...result.proven.map(({ name, low, high }) => `${name} in [${low}, ${high}]`))
  }
  return { attack: `A5 histograms over all selections (${policy})`, tried, recovered, notes: [`programs solved: ${solved.join(', ')}`] }
}

/**
 * A5, numbers: grid and histograms of the whole county at once, over sexes and ages; groups are clients by how many health and social services they use.
 */
export async function numbers({ published, truth, policy, noise }: Exam): Promise<Finding> {
  const numberOf = { health: CODES.length - SOCIAL, social: SOCIAL }
  // Where in the county they live is no matter of its own figures.
  const groups = finestGroups([], true)
    .filter(({ municipality, centre }) => municipality === 0 && centre < 0)
    .flatMap((group) =>
      upTo(numberOf.health).flatMap((health) =>
        upTo(numberOf.social).flatMap((social) => {
          const isPossible = group.heavy ? health > 0 || social >= RULES.socialTasks : social < RULES.socialServices
          return isPossible ? [{ group, health, social }] : []
        }),
      ),
    )
  const inBin = (n: number, bin = '') => (bin.endsWith('+') ? n >= Number.parseInt(bin, 10) : n === Number(bin))
  const figures = [...published.keys()].flatMap((name) => {
    const [cohort, sex, age, place, measure = ''] = name.split('|')
    const [kind, a, b] = measure.split(':')
    const tests: Readonly<Record<string, (health: number, social: number) => boolean>> = {
      clients: () => true,
      health: (health) => inBin(health, a),
      social: (_, social) => inBin(social, a),
      all: (health, social) => inBin(health + social, a),
      grid: (health, social) => inBin(health, a) && inBin(social, b),
    }
    const test = tests[kind ?? '']
    if (place !== 'county' || !test) return []
    const { holds } = cellTarget([cohort, sex, age, place, 'clients'].join('|'), [])
    const columns = groups.flatMap(({ group, health, social }, column) => (holds(group) && test(health, social) ? [column] : []))
    return [{ name, columns, value: published.get(name) ?? null }]
  })
  const known = figures.flatMap(({ columns, value }) =>
    value === null ? [] : [{ columns, low: Math.max(K, value - noise), high: value + noise }],
  )
  const targets = figures.filter(({ name, value }) => value === null && isSmall(truth.count(name)))
  const result = await attackSums(groups.length, known, targets, K)
  return {
    attack: `A5 grid and histograms of the county together (${policy})`,
    tried: targets.length,
    recovered: result.proven.map(({ name, low, high }) => `${name} in [${low}, ${high}]`),
    notes: [`${result.solves} programs solved, ${result.proven.filter(({ low, high }) => low === high).length} numbers exact`],
  }
}

const SOCIAL = SERVICES.filter(({ sector }) => sector === 'SOCIAL').length
const upTo = (n: number): readonly number[] => Array.from({ length: n + 1 }, (_, i) => i)

/** Bins as the answers name them, in order. */
function binsOf(published: Published, histogram: Histogram): readonly string[] {
  const labels = [...published.keys()].flatMap((name) => {
    const [kind, bin = ''] = (name.split('|')[4] ?? '').split(':')
    return kind === histogram ? [bin] : []
  })
  return [...new Set(labels)].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
}

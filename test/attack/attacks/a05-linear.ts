import { CODES, cellName, SELECTIONS_AND_SIBLINGS, type Selection, selectionName, servicesMeasure } from '../cells.ts'
import { type Exam, type Finding, isSmall, K } from '../finding.ts'
import { SERVICES } from '../fixture/catalogue.ts'
import {
  type AttackResult,
  atomTargets,
  attackFamily,
  attackSums,
  cellTarget,
  finestGroups,
  type Group,
  heavyByRule,
  mayBeHeavy,
  type Target,
} from '../linear-attacker.ts'
import type { TrueClient } from '../truth.ts'

/**
 * A5: linear bounds for every withheld cell and every atom of a family of services, from all published figures of the family over
 * all selections. An interval that contains the truth and lies inside [1, 4] needs a truth of 1 to 4, so the scorer hands over those
 * targets only: an attacker without it would try all and prove the same ones.
 */
export async function linear(
  exam: Exam,
  families: readonly (readonly string[])[],
  how: { readonly rules: boolean; readonly integers?: boolean },
): Promise<Finding> {
  const { rules, integers = false } = how
  const results: { readonly family: string; readonly result: AttackResult }[] = []
  for (const services of families) {
    const targets = smallTargets(exam, services)
    results.push({
      family: services.join('+'),
      result: await attackFamily(exam.published, services, targets, { k: K, noise: exam.noise, rules, integers }),
    })
  }
  const sum = (of: (result: AttackResult) => number) => results.reduce((total, { result }) => total + of(result), 0)
  return {
    attack: `A5 linear bounds (${exam.policy}, ${rules ? 'knowing the heavy-user rules' : 'figures alone'})`,
    tried: sum(({ targets }) => targets),
    recovered: results.flatMap(({ family, result }) =>
      result.proven.map(({ name, low, high }) => `${name} in [${low}, ${high}] by ${family}`),
    ),
    notes: [
      `${families.length} families, ${sum(({ solves }) => solves)} programs solved`,
      ...(integers ? [`in whole clients too; ${sum(({ undecided }) => undecided)} targets undecided there`] : []),
    ],
  }
}

/**
 * A5, sums: the most clients that each finest group of 1 to 4 can hold. Where that is fewer than five, some sum of groups that it is a part of is
 * proven to be few, whichever: a sum of 1 to 4 has a part of 1 to 4, which holds no more than it. The scorer hands over the finest groups.
 */
export async function sums(exam: Exam, families: readonly (readonly string[])[]): Promise<Finding> {
  const recovered: string[] = []
  let [tried, solves] = [0, 0]
  for (const services of families) {
    const clients = countBy(exam.truth.clients, (client) => nameOf(groupIn(client, services)))
    const targets = finestGroups(services, true)
      .filter((group) => isSmall(clients.get(nameOf(group)) ?? 0))
      .map((group) => ({ name: nameOf(group), holds: (other: Group) => nameOf(other) === nameOf(group) }))
    const result = await attackFamily(exam.published, services, targets, {
      k: K,
      noise: exam.noise,
      rules: true,
      integers: false,
      all: true,
    })
    tried += result.targets
    solves += result.solves
    recovered.push(
      ...result.intervals.filter(({ high }) => high < K).map(({ name, high }) => `${name} is ${high} at most by ${services.join('+')}`),
    )
  }
  return {
    attack: `A5 sums of groups (${exam.policy})`,
    tried,
    recovered,
    notes: [`${families.length} families, ${solves} programs solved`],
  }
}

/** Clients by the name of the group that each is in. */
function countBy(clients: readonly TrueClient[], nameFor: (client: TrueClient) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of clients.map(nameFor)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

const nameOf = ({ heavy, sex, age, municipality, centre, uses }: Group): string =>
  [heavy ? 'HEAVY' : 'NOT HEAVY', sex, age, municipality, centre, uses.join('')].join('|')

/**
 * A5 over two releases of one data date, one of each policy, served side by side: exact figures with what the perturbed ones say of cells
 * that the exact release withholds (at least k, and within the noise of the number shown).
 */
export async function bothPolicies(exact: Exam, perturbed: Exam, families: readonly (readonly string[])[]): Promise<Finding> {
  const recovered: string[] = []
  const notes: string[] = []
  let [tried, solves] = [0, 0]
  for (const services of families) {
    const targets = smallTargets(exact, services)
    const result = await attackFamily(
      exact.published,
      services,
      targets,
      { k: K, noise: 0, rules: true, integers: false },
      { published: perturbed.published, noise: perturbed.noise },
    )
    tried += result.targets
    solves += result.solves
    recovered.push(...result.proven.map(({ name, low, high }) => `${name} in [${low}, ${high}] by ${services.join('+')}`))
  }
  notes.push(`${families.length} families, ${solves} programs solved`)
  return { attack: 'A5 linear bounds over both policies together', tried, recovered, notes }
}

/** Withheld cells and atoms of a family that hold 1 to 4 clients, those of never-shown siblings among them. */
function smallTargets({ published, truth }: Exam, services: readonly string[]): readonly Target[] {
  const measures = [
    'clients',
    ...subsets(services).map((codes) => servicesMeasure(...codes)),
    ...services.map((code) => `heavy-in:${code}`),
  ]
  const cells = SELECTIONS_AND_SIBLINGS.flatMap((selection) => measures.map((measure) => cellName(selection, measure)))
    .filter((name) => (published.get(name) ?? null) === null && isSmall(truth.count(name)))
    .map((name) => cellTarget(name, services))
  const groupOf = new Map(truth.clients.map((client) => [client, groupIn(client, services)]))
  const atoms = SELECTIONS_AND_SIBLINGS.filter(({ cohort }) => cohort === 'ALL').flatMap((selection) =>
    atomTargets(selection, services).filter(({ holds }) => {
      const n = truth.group(selection, (client) => {
        const group = groupOf.get(client)
        return group !== undefined && holds(group)
      })
      return isSmall(n)
    }),
  )
  return [...cells, ...atoms]
}

const groupIn = (client: TrueClient, services: readonly string[]): Group => ({
  heavy: client.heavy,
  sex: client.sex,
  age: client.age,
  municipality: client.municipality,
  centre: client.centre,
  uses: services.map((code) => (client.heavyIn.has(code) ? 2 : client.services.has(code) ? 1 : 0)),
})

/** Every non-empty subset. */
const subsets = (services: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: 2 ** services.length - 1 }, (_, i) => services.filter((_code, s) => ((i + 1) >> s) & 1))

/**
 * A5 over all service patterns of one selection: every combination of all services is a variable, for heavy users and the others, so
 * that singles, pairs, triples, histograms and the grid bound each other (Σ k·h_k against Σ services is among it). Goes for withheld cells, and for
 * who uses some services and no other.
 */
export async function patterns(
  { published, truth, policy, noise }: Exam,
  selections: readonly Selection[],
  rules: boolean,
): Promise<Finding> {
  const recovered: string[] = []
  let tried = 0
  let solves = 0
  const groups = [false, true].flatMap((heavy) =>
    Array.from({ length: 2 ** CODES.length }, (_, bits) => ({ heavy, codes: CODES.filter((_code, s) => (bits >> s) & 1) })).filter(
      (group) => !rules || (heavy ? mayBeHeavy(group.codes) : !heavyByRule(group.codes)),
    ),
  )
  for (const selection of selections) {
    const names = [...published.keys()].filter((name) => {
      const [, sex, age, place, measure = ''] = name.split('|')
      return sex === selection.sex && age === selection.age && place === selection.place && !measure.startsWith('heavy-in')
    })
    const columns = (name: string) => groups.flatMap((group, index) => (inCell(group, name) ? [index] : []))
    const known = names.flatMap((name) => {
      const value = published.get(name)
      if (value === null || value === undefined) return []
      return [{ columns: columns(name), low: Math.max(K, value - noise), high: value + noise }]
    })
    const cells = names
      .filter((name) => published.get(name) === null && isSmall(truth.count(name)))
      .map((name) => ({ name, columns: columns(name) }))
    const clients = countBy(truth.clientsIn({ ...selection, cohort: 'ALL' }), ({ heavy, services }) =>
      patternName({ heavy, codes: CODES.filter((code) => services.has(code)) }),
    )
    const alone = groups.flatMap((group, column) =>
      isSmall(clients.get(patternName(group)) ?? 0)
        ? [{ name: `${selectionName(selection)}|${patternName(group)} and no other`, columns: [column] }]
        : [],
    )
    const targets = [...cells, ...alone]
    const result = await attackSums(groups.length, known, targets, K)
    tried += targets.length
    solves += result.solves
    recovered.push(...result.proven.map(({ name, low, high }) => `${name} in [${low}, ${high}] by all patterns`))
  }
  return {
    attack: `A5 all service patterns (${policy}, ${rules ? 'knowing the heavy-user rules' : 'figures alone'})`,
    tried,
    recovered,
    notes: [`${selections.length} selections, ${solves} programs solved`],
  }
}

const patternName = ({ heavy, codes }: { readonly heavy: boolean; readonly codes: readonly string[] }): string =>
  `${heavy ? 'HEAVY' : 'NOT HEAVY'} ${codes.join('∧')}`

const SOCIAL = new Set(SERVICES.filter(({ sector }) => sector === 'SOCIAL').map(({ code }) => code as string))

function inCell(group: { readonly heavy: boolean; readonly codes: readonly string[] }, name: string): boolean {
  const [cohort, , , , measure = ''] = name.split('|')
  if (cohort === 'HEAVY' && !group.heavy) return false
  const [kind, ...parts] = measure.split(':')
  const social = group.codes.filter((code) => SOCIAL.has(code)).length
  const inBin = (n: number, bin = '') => (bin.endsWith('+') ? n >= Number(bin.slice(0, -1)) : n === Number(bin))
  switch (kind) {
    case 'clients':
      return true
    case 'services':
      return parts.every((code) => group.codes.includes(code))
    case 'health':
      return inBin(group.codes.length - social, parts[0])
    case 'social':
      return inBin(social, parts[0])
    case 'all':
      return inBin(group.codes.length, parts[0])
    case 'grid':
      return inBin(group.codes.length - social, parts[0]) && inBin(social, parts[1])
    default:
      throw new Error(`no such measure: ${measure}`)
  }
}

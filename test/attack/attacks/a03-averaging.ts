import { AGES, CODES, cellName, SEXES, type Selection, servicesMeasure } from '../cells.ts'
import type { Exam, Finding } from '../finding.ts'
import { CENTRES, MUNICIPALITIES } from '../fixture/catalogue.ts'
import { type Random, random } from '../fixture/random.ts'
import { field, figure, list, text } from '../json.ts'

const QUERY = `query ($b: Selection, $c: Selection, $r: ID) {
  b: overview(selection: $b, release: $r) { clients { count atLeast } services { service { code } clients { count atLeast } } }
  c: overview(selection: $c, release: $r) { clients { count atLeast } services { service { code } clients { count atLeast } } }
}`

/**
 * A3: n(B ∪ x) − n(B) over random sets B of places or ages, averaged. Every pair must give the published figures of x, or nothing
 * where x is withheld: then there is nothing to average.
 */
export async function averaging({ portal, release, published, truth, policy }: Exam, pairs = 400): Promise<Finding> {
  const draw = random(3)
  const recovered: string[] = []
  let informative = 0
  const seen = new Map<string, Set<number>>()
  for (let i = 0; i < pairs; i++) {
    const { b, c, parts, fixed } = randomPair(draw)
    const answer = await portal.ask(QUERY, { b, c, r: release })
    const measureOf = (row: unknown) => servicesMeasure(text(row, 'service', 'code'))
    const rows = [
      ['clients', field(answer, 'b', 'clients'), field(answer, 'c', 'clients')] as const,
      ...list(answer, 'b', 'services').map(
        (row, s) => [measureOf(row), field(row, 'clients'), field(answer, 'c', 'services', s, 'clients')] as const,
      ),
    ]
    for (const [measure, before, after] of rows) {
      const difference = (figure(after, 'count') ?? 0) - (figure(before, 'count') ?? 0)
      const cells = parts.map((part) => cellName(part, measure))
      const shown = cells.reduce((sum, name) => sum + (published.get(name) ?? 0), 0)
      if (shown > 0) informative++
      const what = `${fixed}|${measure}`
      seen.set(what, (seen.get(what) ?? new Set()).add(difference - shown))
      if (difference === shown) continue
      const n = cells.reduce((sum, name) => sum + truth.count(name), 0)
      recovered.push(`${what}: the difference is ${difference}, published ${shown}${difference === n ? ', and it is the truth' : ''}`)
    }
  }
  const unsteady = [...seen].filter(([, values]) => values.size > 1).length
  return {
    attack: `A3 averaging (${policy})`,
    tried: pairs * (CODES.length + 1),
    recovered,
    notes: [`${informative} differences of published cells, ${unsteady} that change with B`],
  }
}

/** x is one place or age group; B others of that dimension, so few that B ∪ x is not all of it. */
function randomPair({ below, chance }: Random) {
  const pick = <T>(from: readonly T[], least: number, most: number): readonly T[] => {
    const rest = [...from]
    return Array.from({ length: least + below(most - least + 1) }, () => rest.splice(below(rest.length), 1)).flat()
  }
  const cohort = chance(0.3) ? ('HEAVY' as const) : ('ALL' as const)
  const sex = SEXES[below(3)] ?? 'ALL'
  const sexes = sex === 'ALL' ? {} : { sexes: [sex] }
  const kind = below(3)
  if (kind === 2) {
    // Ages that do not add up to a group of the table.
    const ages = pick(['AGE_0_17', 'AGE_65_79'] as const, 1, 2)
    const place = chance(0.5) ? MUNICIPALITIES[below(3)] : undefined
    const [x, ...others] = chance(0.5) ? [...ages, 'AGE_80_PLUS' as const] : ages.length === 2 ? ages : [...ages, 'AGE_18_64' as const]
    const clash = [x, ...others].includes('AGE_65_79') && [x, ...others].includes('AGE_80_PLUS')
    const wide = [x, ...others].includes('AGE_0_17') && [x, ...others].includes('AGE_18_64')
    if (x === undefined || others.length === 0 || clash || wide) return placePair('municipalities', MUNICIPALITIES)
    const where = place ? { municipalities: [place] } : {}
    const part: Selection = { cohort, sex, age: x, place: place ?? 'county' }
    return {
      b: { cohort, ...sexes, ...where, ageGroups: others },
      c: { cohort, ...sexes, ...where, ageGroups: [x, ...others] },
      parts: [part],
      fixed: cellName(part, '').slice(0, -1),
    }
  }
  return kind === 0
    ? placePair('municipalities', MUNICIPALITIES)
    : placePair(
        'centres',
        CENTRES.map(({ code }) => code),
      )

  function placePair(list: 'municipalities' | 'centres', codes: readonly string[]) {
    const [x = '', ...others] = pick(codes, 2, codes.length - 1)
    const age = AGES[below(AGES.length)] ?? 'ALL'
    const ages = age === 'ALL' ? {} : { ageGroups: [age] }
    const part: Selection = { cohort, sex, age, place: x }
    return {
      b: { cohort, ...sexes, ...ages, [list]: others },
      c: { cohort, ...sexes, ...ages, [list]: [...others, x] },
      parts: [part],
      fixed: cellName(part, '').slice(0, -1),
    }
  }
}

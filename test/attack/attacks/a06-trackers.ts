import { CODES, cellName, SELECTIONS, servicesMeasure } from '../cells.ts'
import { type Exam, type Finding, K } from '../finding.ts'
import { CENTRES, MUNICIPALITIES } from '../fixture/catalogue.ts'
import { random } from '../fixture/random.ts'
import { field, figure, list, text } from '../json.ts'

const FIGURES = '{ clients { count atLeast } services { service { code } clients { count atLeast } } }'
const TRACKER = `query ($a: Selection, $b: Selection, $r: ID) { a: overview(selection: $a, release: $r) ${FIGURES} b: overview(selection: $b, release: $r) ${FIGURES} }`

/** Ways to say NOT or OR that a careless schema might understand. All must be refused. */
const NEGATIONS = [
  '{ overview(selection: { not: { services: ["CHI"] } }) { clients { count } } }',
  '{ overview(selection: { services: ["-CHI"] }) { clients { count } } }',
  '{ overview(selection: { services: ["!CHI"] }) { clients { count } } }',
  '{ overview(selection: { services: ["¬CHI"] }) { clients { count } } }',
  '{ overview(selection: { services: ["CHI|FAM"] }) { clients { count } } }',
  '{ overview(selection: { anyOf: ["CHI", "FAM"] }) { clients { count } } }',
  '{ overview(selection: { withoutServices: ["CHI"] }) { clients { count } } }',
  '{ overview(selection: { cohort: NOT_HEAVY }) { clients { count } } }',
  '{ overview(selection: { sexes: [UNKNOWN] }) { clients { count } } }',
  '{ overview(selection: { centres: [""] }) { clients { count } } }',
  '{ overview(selection: { centres: [null] }) { clients { count } } }',
  '{ coUsage(service: "CHI", without: "FAM") { clients { count } } }',
]

/**
 * A6: negations (must be refused), general and double trackers over sums, inclusion–exclusion over three services. Exact figures:
 * a right answer of 0 to 4 is a leak.
 */
export async function trackers({ portal, release, published, truth, policy }: Exam, rounds = 60): Promise<Finding> {
  const recovered: string[] = []
  for (const query of NEGATIONS) {
    const { text: body } = await portal.post(JSON.stringify({ query }))
    if (/"count":\s*\d/.test(body)) recovered.push(`answered: ${query}`)
  }
  let tried = NEGATIONS.length
  const { below, chance } = random(6)
  for (let i = 0; i < rounds; i++) {
    // General tracker: q(x ∪ T) + q(x ∪ rest) − q(all parts) = q(x). Double tracker: the same with x split over sexes.
    const [listName, codes] = chance(0.5)
      ? (['municipalities', MUNICIPALITIES] as const)
      : (['centres', CENTRES.map(({ code }) => code as string)] as const)
    const x = codes[below(codes.length)] ?? ''
    const others = codes.filter((code) => code !== x)
    const tracker = others.filter(() => chance(0.5))
    const rest = others.filter((code) => !tracker.includes(code))
    // All places are the county, a cell of its own: that difference is A2's.
    if (tracker.length === 0 || rest.length === 0) continue
    const common = { ...(chance(0.5) ? { sexes: ['FEMALE'] } : {}), ...(chance(0.5) ? { ageGroups: ['AGE_80_PLUS'] } : {}) }
    const answer = await portal.ask(TRACKER, {
      a: { ...common, [listName]: [x, ...tracker] },
      b: { ...common, [listName]: [x, ...rest] },
      r: release,
    })
    const selection = {
      cohort: 'ALL' as const,
      sex: common.sexes ? ('FEMALE' as const) : ('ALL' as const),
      age: common.ageGroups ? ('AGE_80_PLUS' as const) : ('ALL' as const),
    }
    const rows = [
      ['clients', field(answer, 'a', 'clients'), field(answer, 'b', 'clients')] as const,
      ...list(answer, 'a', 'services').map(
        (row, s) =>
          [servicesMeasure(text(row, 'service', 'code')), field(row, 'clients'), field(answer, 'b', 'services', s, 'clients')] as const,
      ),
    ]
    for (const [measure, a, b] of rows) {
      const target = cellName({ ...selection, place: x }, measure)
      if (published.get(target) !== null) continue
      tried++
      const parts = codes.filter((code) => code !== x).map((code) => published.get(cellName({ ...selection, place: code }, measure)) ?? 0)
      const claim = (figure(a, 'count') ?? 0) + (figure(b, 'count') ?? 0) - parts.reduce((sum, n) => sum + n, 0)
      // Where x is withheld both sums leave it out, and say so: the tracker gets nothing.
      if (claim !== 0 && claim / 2 < K) recovered.push(`${target}: the tracker gives ${claim}`)
      if (field(a, 'atLeast') !== true && figure(a, 'count') !== null) recovered.push(`${target} is withheld, yet a sum with it is whole`)
    }
  }
  if (policy === 'exact') {
    for (const atom of inclusionExclusion(published)) {
      tried++
      if (atom.n < K) recovered.push(`${atom.name} = ${atom.n} (${truth.count(atom.cell)} use all)`)
    }
  }
  return { attack: `A6 trackers (${policy})`, tried, recovered, notes: [`${NEGATIONS.length} ways to negate refused unless listed`] }
}

/** The eight atoms of every three services whose seven figures are all shown. */
function inclusionExclusion(published: Exam['published']): readonly { readonly name: string; readonly cell: string; readonly n: number }[] {
  return SELECTIONS.flatMap((selection) =>
    CODES.flatMap((a, i) =>
      CODES.slice(i + 1).flatMap((b, j) =>
        CODES.slice(i + j + 2).flatMap((c) => {
          const of = (...codes: readonly string[]) => published.get(cellName(selection, servicesMeasure(...codes)))
          const figures = [of(), of(a), of(b), of(c), of(a, b), of(a, c), of(b, c), of(a, b, c)].filter((n) => typeof n === 'number')
          const [N = 0, A = 0, B = 0, C = 0, AB = 0, AC = 0, BC = 0, ABC = 0] = figures
          if (figures.length < 8) return []
          const cell = cellName(selection, servicesMeasure(a, b, c))
          return [
            ['all', ABC],
            ['not c', AB - ABC],
            ['not b', AC - ABC],
            ['not a', BC - ABC],
            ['only a', A - AB - AC + ABC],
            ['only b', B - AB - BC + ABC],
            ['only c', C - AC - BC + ABC],
            ['none', N - A - B - C + AB + AC + BC - ABC],
          ].map(([kind, n]) => ({ name: `${cell} (${kind})`, cell, n: Number(n) }))
        }),
      ),
    ),
  )
}

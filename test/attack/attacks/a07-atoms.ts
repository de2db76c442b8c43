import { CODES, cellName, SELECTIONS, type Selection, servicesMeasure } from '../cells.ts'
import { type Exam, type Finding, K } from '../finding.ts'

/**
 * A7: every atom that follows from shown cells by inclusion–exclusion: of one, two and three services, heavy in a service, in each
 * cohort and among those who are not heavy. Exact figures: none under five. Perturbed figures: the true atoms of every shown cell hold
 * five or more (the rule), and what the figures say differs from them by noise.
 */
export function atoms({ published, truth, policy }: Exam): Finding {
  const recovered: string[] = []
  let tried = 0
  const value =
    policy === 'exact' ? (name: string) => published.get(name) ?? null : (name: string) => (published.get(name) ? truth.count(name) : null)
  for (const selection of SELECTIONS)
    for (const { name, groups } of atomSets(selection, value)) {
      tried += groups.length
      const least = Math.min(...groups)
      if (least < K) recovered.push(`${name}: a group of ${least}`)
    }
  return { attack: `A7 parent minus child and atoms (${policy})`, tried, recovered, notes: [] }
}

/** For each set of attributes whose figures are all shown, its groups. */
function atomSets(
  selection: Selection,
  value: (name: string) => number | null,
): readonly { readonly name: string; readonly groups: readonly number[] }[] {
  const found: { name: string; groups: readonly number[] }[] = []
  const whole = { ...selection, cohort: 'ALL' as const }
  const within = (measures: readonly string[], atomsOf: (figures: readonly number[]) => readonly number[]) => {
    const here = measures.map((measure) => value(cellName(selection, measure)))
    if (here.some((n) => n === null)) return
    const figures = here.map((n) => n ?? 0)
    const name = cellName(selection, measures.at(-1) ?? '')
    found.push({ name, groups: atomsOf(figures) })
    if (selection.cohort === 'ALL') return
    const all = measures.map((measure) => value(cellName(whole, measure)))
    if (all.some((n) => n === null)) return
    found.push({ name: `${name} among the not heavy`, groups: atomsOf(all.map((n, i) => (n ?? 0) - (figures[i] ?? 0))) })
  }
  within(['clients'], ([n = 0]) => [n])
  CODES.forEach((a, i) => {
    const [A, N] = [servicesMeasure(a), 'clients']
    within([N, A], ([n = 0, x = 0]) => [x, n - x])
    // Nobody who is heavy in a service is outside HEAVY: those atoms are empty by rule.
    if (selection.cohort === 'ALL') within([N, A, `heavy-in:${a}`], ([n = 0, x = 0, h = 0]) => [h, x - h, n - x])
    CODES.slice(i + 1).forEach((b, j) => {
      const [B, AB] = [servicesMeasure(b), servicesMeasure(a, b)]
      within([N, A, B, AB], ([n = 0, x = 0, y = 0, xy = 0]) => [xy, x - xy, y - xy, n - x - y + xy])
      // Without the total and with one single only.
      within([A, AB], ([x = 0, xy = 0]) => [xy, x - xy])
      within([B, AB], ([y = 0, xy = 0]) => [xy, y - xy])
      CODES.slice(i + j + 2).forEach((c) => {
        const [AC, BC, ABC] = [servicesMeasure(a, c), servicesMeasure(b, c), servicesMeasure(a, b, c)]
        for (const pair of [AB, AC, BC]) within([pair, ABC], ([xy = 0, xyz = 0]) => [xyz, xy - xyz])
        within([A, AB, AC, ABC], ([x = 0, xy = 0, xz = 0, xyz = 0]) => [x - xy - xz + xyz])
        within([B, AB, BC, ABC], ([x = 0, xy = 0, xz = 0, xyz = 0]) => [x - xy - xz + xyz])
        within([servicesMeasure(c), AC, BC, ABC], ([x = 0, xy = 0, xz = 0, xyz = 0]) => [x - xy - xz + xyz])
        within([N, A, B, servicesMeasure(c), AB, AC, BC, ABC], ([n = 0, x = 0, y = 0, z = 0, xy = 0, xz = 0, yz = 0, xyz = 0]) => [
          n - x - y - z + xy + xz + yz - xyz,
        ])
      })
    })
  })
  return found
}

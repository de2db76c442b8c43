import type { Exam, Finding } from '../finding.ts'

/** Selections outside the closed table. */
const OUTSIDE: readonly { readonly what: string; readonly query: string }[] = [
  ['a municipality and a centre', 'overview(selection: { municipalities: ["101"], centres: ["NOR"] }) { clients { count } }'],
  ['three services in a selection', 'overview(selection: { services: ["GPR", "EMR", "SPE"] }) { clients { count } }'],
  ['four services', 'overview(selection: { services: ["GPR", "EMR", "SPE", "PSY"] }) { clients { count } }'],
  ['four services through a view', 'coUsage(service: "PSY", selection: { services: ["GPR", "EMR", "SPE"] }) { clients { count } }'],
  ['combinations of four', 'combinations(size: 4) { clients { count } }'],
  ['combinations of one', 'combinations(size: 1) { clients { count } }'],
  ['three services at a centre', 'combinations(size: 3, selection: { centres: ["NOR"] }) { clients { count } }'],
  ['an empty list of ages', 'overview(selection: { ageGroups: [] }) { clients { count } }'],
  ['an empty list of sexes', 'overview(selection: { sexes: [] }) { clients { count } }'],
  ['an empty list of municipalities', 'overview(selection: { municipalities: [] }) { clients { count } }'],
  ['an empty list of centres', 'overview(selection: { centres: [] }) { clients { count } }'],
  ['an empty list of services', 'overview(selection: { services: [] }) { clients { count } }'],
  ['overlapping ages', 'overview(selection: { ageGroups: [AGE_65_PLUS, AGE_80_PLUS] }) { clients { count } }'],
  ['numbers of services of one service', 'serviceCounts(selection: { services: ["GPR"] }) { clients { count } }'],
].map(([what = '', query = '']) => ({ what, query }))

/** Values that are none: refused before any cell is looked at. */
const MALFORMED = [
  'overview(selection: { sexes: [null] }) { clients { count } }',
  'overview(selection: { services: [null] }) { clients { count } }',
  'overview(selection: { municipalities: [null] }) { clients { count } }',
  'overview(selection: { cohort: EVERYONE }) { clients { count } }',
  'coUsage(service: null) { clients { count } }',
  'combinations(size: null) { clients { count } }',
]

/** A16: outside the lattice everything is refused in one way, and never with a count. */
export async function outside({ portal, policy }: Exam): Promise<Finding> {
  const recovered: string[] = []
  const shapes = new Set<string>()
  for (const { what, query } of OUTSIDE) {
    const { status, text } = await portal.post(JSON.stringify({ query: `{ ${query} }` }))
    const answer: { errors?: { message: string; extensions?: { code?: string } }[]; data?: unknown } = JSON.parse(text)
    const [error] = answer.errors ?? []
    if (/"count":\s*\d/.test(text)) recovered.push(`${what} is answered with a count`)
    if (error?.extensions?.code !== 'SELECTION_NOT_PUBLISHED') recovered.push(`${what} gets ${error?.extensions?.code ?? 'no error'}`)
    if (/\d/.test(error?.message ?? '')) recovered.push(`the refusal of ${what} holds a number`)
    shapes.add(
      `${status} ${Object.keys(answer).sort().join()} ${Object.keys(error ?? {})
        .sort()
        .join()} ${JSON.stringify(answer.data)}`,
    )
  }
  for (const query of MALFORMED) {
    const { text } = await portal.post(JSON.stringify({ query: `{ ${query} }` }))
    if (/"count":\s*\d/.test(text)) recovered.push(`answered with a count: ${query}`)
  }
  if (shapes.size > 1) recovered.push(`refusals have ${shapes.size} shapes: ${[...shapes].join(' / ')}`)
  return { attack: `A16 outside the lattice (${policy})`, tried: OUTSIDE.length + MALFORMED.length, recovered, notes: [] }
}

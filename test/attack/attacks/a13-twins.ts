import { SELECTIONS } from '../cells.ts'
import { selectionInput } from '../crawl.ts'
import type { Finding } from '../finding.ts'
import type { Reply, World } from '../world.ts'

const F = '{ count atLeast }'
const VIEWS = [
  `query ($s: Selection) { overview(selection: $s) { clients ${F} services { service { code } clients ${F} share heavyInService ${F} } coverage { shown of widening { gain selection { sexes ageGroups municipalities centres cohort } } } } }`,
  `query ($s: Selection) { serviceCounts(selection: $s) { clients ${F} all { label clients ${F} share } bands { label clients ${F} } grid { counts atLeast } coverage { shown of } } }`,
  `query ($s: Selection) { coUsage(service: "CHI", selection: $s) { clients ${F} others { service { code } clients ${F} shareOfService shareOfOther lift } coverage { shown of } } }`,
  `query ($s: Selection) { usageMatrix(selection: $s) { counts atLeast lifts rowShares size: order(by: SIZE) similar: order(by: SIMILARITY) blocks coverage { shown of } } }`,
  `query ($s: Selection) { combinations(size: 2, selection: $s, first: 100) { services { code } clients ${F} lift } }`,
  `query ($s: Selection) { overviewDifference(a: $s, b: { sexes: [FEMALE] }) { a ${F} b ${F} shareA shareB clients share } }`,
]
const ERRORS = [
  '{ overview(selection: { services: ["NO"] }) { clients { count } } }',
  '{ overview(selection: { sexes: [] }) { clients { count } } }',
  '{ nothing }',
  '{',
]
const RELEASE = `{ release { id contentHash policy { threshold }
  certificate { tableHash tables cells published withheld families { kind audited of } targets solverCalls narrowestInterval proven }
  importReport { files { file read rejected { reason rows } leftOut { reason rows } linkage } warnings } } }`

/** A13: everything that two portals say whose counties differ in withheld cells only, byte for byte, headers included. */
export async function twins(a: World, b: World): Promise<Finding> {
  const recovered: string[] = []
  let tried = 0
  const compare = async (name: string, query: string, variables: object = {}) => {
    const body = JSON.stringify({ query, variables })
    const [x, y] = [await a.post(body), await b.post(body)]
    tried++
    if (x.status !== y.status) recovered.push(`${name}: status ${x.status} and ${y.status}`)
    if (x.text !== y.text) recovered.push(`${name}: ${firstDifference(x.text, y.text)}`)
    if (headersOf(x) !== headersOf(y)) recovered.push(`${name}: headers differ`)
  }
  await compare('release', RELEASE)
  for (const query of ERRORS) await compare(query, query)
  for (const selection of SELECTIONS.filter(({ place }) => ['county', '101', 'NOR', '102'].includes(place)))
    for (const [v, query] of VIEWS.entries()) await compare(`view ${v}`, query, { s: selectionInput(selection) })
  // Log lines name the release; of two releases with one content they are equal too.
  if (a.log.join('\n') !== b.log.join('\n')) recovered.push('the logs differ')
  return { attack: 'A13 twin databases (exact)', tried, recovered, notes: [] }
}

/** All but the time of day. */
const headersOf = ({ headers }: Reply): string => JSON.stringify(Object.entries(headers).filter(([name]) => name !== 'date'))

function firstDifference(a: string, b: string): string {
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  const from = Math.max(0, i - 60)
  return `…${a.slice(from, i + 30)}… against …${b.slice(from, i + 30)}…`
}

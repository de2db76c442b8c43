import { CODES, cellName, SELECTIONS, servicesMeasure } from '../cells.ts'
import { selectionInput } from '../crawl.ts'
import { type Exam, type Finding, K } from '../finding.ts'
import { field, list, text } from '../json.ts'

const QUERY = `query ($s: Selection, $r: ID) { overview(selection: $s, release: $r) { services { service { code } clients { count atLeast } share } } }`

/** A8: services that (nearly) everyone in a group uses look like services that nobody uses: the same token, byte for byte. */
export async function groupDisclosure({ portal, release, truth, policy }: Exam): Promise<Finding> {
  const recovered: string[] = []
  const tokens = new Set<string>()
  let tried = 0
  let small = 0
  const planted = SELECTIONS.filter(({ place, cohort }) => place === '103' || place === 'FEN' || (place === 'SOU' && cohort === 'ALL'))
  for (const selection of planted) {
    const answer = await portal.ask(QUERY, { s: selectionInput(selection), r: release })
    const all = truth.count(cellName(selection, 'clients'))
    for (const row of list(answer, 'overview', 'services')) {
      const code = text(row, 'service', 'code')
      if (!CODES.includes(code)) throw new Error(`unknown service ${code}`)
      const name = cellName(selection, servicesMeasure(code))
      const users = truth.count(name)
      const token = JSON.stringify({ clients: field(row, 'clients'), share: field(row, 'share') })
      if (users < K) {
        small++
        tokens.add(token)
      } else if (all - users < K) {
        tried++
        if (token !== '{"clients":{"count":null,"atLeast":false},"share":null}')
          recovered.push(`${name} (${users} of ${all}) answers ${token}`)
      }
    }
  }
  if (tokens.size > 1) recovered.push(`0 to 4 have ${tokens.size} different tokens`)
  return {
    attack: `A8 group disclosure (${policy})`,
    tried,
    recovered,
    notes: [`${tried} groups in which all but 0 to 4 use a service, ${small} in which 0 to 4 do`],
  }
}

/** A pair of services in a small county, as the attacker meets it. */
import type { Policy } from '../../../server/release/format.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { deviationSpread, knownTotals } from '../../../server/vault/guard/family-program.ts'
import { familyVariables } from '../../../server/vault/guard/family-variables.ts'
import { guardContext, guardInput } from '../../../server/vault/guard/guard-context.ts'
import { linkFamily, UNKNOWN } from '../../../server/vault/guard/linked-family.ts'
import { openFamily } from '../../../server/vault/guard/open-family.ts'
import { orderOfUse, publishInOrder } from '../../../server/vault/guard/publish.ts'
import { type Client, type CountySize, smallCatalogue } from '../cube/population.ts'

const K = 5
const POLICY = { kind: 'exact', k: K, complementExempt: [] } as const satisfies Policy

/** Everybody at a centre of their own municipality, or anywhere. */
export const atHome = (clients: readonly Client[], { municipalities }: CountySize): readonly Client[] =>
  clients.map((client) => ({ ...client, centre: client.centre < 0 ? -1 : client.municipality + municipalities * (client.centre % 2) }))

/** The family of both services with what its lines let be shown, and its small groups. */
export function pairFamily(clients: readonly Client[], size: CountySize) {
  const catalogue = smallCatalogue(size)
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, K)
  const cube = countCells(
    profiles,
    layout,
    catalogue.services.map(({ sector }) => sector),
  )
  const context = guardContext(guardInput(openCounts(cube), POLICY))
  const open = openFamily(context, { kind: 'pair', services: [0, 1] })
  const { selections, values, own } = open
  const family = linkFamily(open)
  const candidates = orderOfUse(family, own, ({ table }, s) => (values[table * selections.count + s] ?? 0) < K)
  const before = linkFamily(open)
  const shown = new Uint8Array(family.state.length)
  publishInOrder(before, candidates).forEach((flag, at) => {
    shown[candidates[at] ?? 0] = flag
  })
  const variables = familyVariables(family)
  const known = knownTotals(family)
  const controlled = [...candidates].filter((group) => shown[group] === 1)
  const secrets = Array.from(family.secret.keys()).filter((group) => family.secret[group] === 1 && family.state[group] === UNKNOWN)
  return { family, variables, known, controlled, shown, spread: deviationSpread(family, variables), secrets }
}

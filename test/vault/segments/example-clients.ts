/** Clients of the example vocabulary, and their counter. */
import { canonicalScheme } from '../../../server/segments/canonical.ts'
import type { SchemeRules } from '../../../server/segments/rule.ts'
import { sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { type ProfileRow, profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { draftCounter } from '../../../server/vault/segments/draft-sizes.ts'
import { VOCABULARY } from '../../segments/example.ts'
import { noNoise } from './seeded-draw.ts'

const position = (code: string) => VOCABULARY.services.findIndex((service) => service.code === code)

/** So many clients who are the same: men of working age who use these services, unless said otherwise. */
export const profile = (clients: number, services: readonly string[], more: Partial<ProfileRow> = {}): ProfileRow => ({
  ...{ sex: 1, age: 1, municipality: 0, centre: -1, heavyUser: false, heavyServices: [], clients, keySum: 0 },
  services: services.map(position).sort((a, b) => a - b),
  ...more,
})

export const counter = (rows: readonly ProfileRow[], draw = noNoise()) => draftCounter(sealCounts(profileColumns(rows)), VOCABULARY, draw)

/** In canonical form, for all ages. */
export const scheme = (...rules: SchemeRules['rules']): SchemeRules => canonicalScheme({ scope: 'ALL', rules }, VOCABULARY)

/** Portals with a rule left out, for rules that the portal keeps: they answer as the served one, but for what the rule forbids. */
import { AGES, CODES, cellName, PLACES, SEXES, type Selection, servicesMeasure } from './cells.ts'
import { K } from './finding.ts'
import { field, list, text } from './json.ts'
import type { Truth } from './truth.ts'
import type { Portal, Variables } from './world.ts'

/** G2 out: several values are counted anew, against the threshold alone, and not added up from published figures. */
export const countsAnew = (portal: Portal, truth: Truth): Portal => ({
  ...portal,
  async ask(query, variables = {}) {
    const answer = await portal.ask(query, variables)
    return Object.fromEntries(
      Object.entries(answer).map(([alias, overview]) => {
        const parts = partsOf(variables, alias)
        if (parts.length < 2) return [alias, overview]
        const count = (...codes: readonly string[]) => {
          const n = parts.reduce((sum, part) => sum + truth.count(cellName(part, servicesMeasure(...codes))), 0)
          return { count: n < K ? null : n, atLeast: false }
        }
        const services = list(overview, 'services').map((row) => ({
          service: field(row, 'service'),
          clients: count(text(row, 'service', 'code')),
        }))
        return [alias, { clients: count(), services }]
      }),
    )
  },
})

/** G7 out: shares are made of true counts, whether or not they are published. */
export const sharesOfCounts = (portal: Portal, truth: Truth): Portal => ({
  ...portal,
  async ask(query, variables = {}) {
    const answer = await portal.ask(query, variables)
    const [selection] = partsOf(variables, 's')
    if (!selection || !('overview' in answer) || !query.includes('share')) return answer
    const share = (code: string) => {
      const n = truth.count(cellName(selection, 'clients'))
      return n < K ? null : Math.round((100 * truth.count(cellName(selection, servicesMeasure(code)))) / n)
    }
    const services = list(answer, 'overview', 'services').map((row) => ({ ...Object(row), share: share(text(row, 'service', 'code')) }))
    return { ...answer, overview: { ...Object(answer.overview), services } }
  },
})

/** The canonical selections that make up a selection variable. */
function partsOf(variables: Variables, name: string): readonly Selection[] {
  const asked = variables[name]
  if (asked === null || typeof asked !== 'object') return []
  const values = <T extends string>(key: string, all: readonly T[]): readonly T[] => {
    const given: unknown = Reflect.get(asked, key)
    return Array.isArray(given) ? all.filter((value) => given.includes(value)) : []
  }
  const one = <T>(found: readonly T[], fallback: T) => (found.length === 0 ? [fallback] : found)
  const places = [...values('municipalities', PLACES), ...values('centres', PLACES)]
  if (values('services', CODES).length > 0) return []
  return one(values('sexes', SEXES), 'ALL' as const).flatMap((sex) =>
    one(values('ageGroups', AGES), 'ALL' as const).flatMap((age) =>
      one(places, 'county').map((place) => ({
        cohort: Reflect.get(asked, 'cohort') === 'HEAVY' ? ('HEAVY' as const) : ('ALL' as const),
        sex,
        age,
        place,
      })),
    ),
  )
}

import { CODES, type Published } from '../cells.ts'
import { field, list, text } from '../json.ts'
import { type Asked, askedOf, liftOf, minus, shareOf, sumOf, using, whole } from '../table.ts'
import { binsOf, within } from './bins.ts'
import { coverageScope, WITHOUT_HEAVY } from './coverage-scope.ts'
import { releaseScope } from './release-scope.ts'
import { type Argument, type Expected, figureScope, nothing, withFigure } from './scope.ts'
import { profileScope, seriesScope } from './series-scope.ts'

/** What the fields of one view must be. */
export function viewScope(view: string, argument: Argument, item: unknown, cells: (release: unknown) => Published): Expected {
  if (view === 'release' || view === 'releases') return releaseScope()
  if (view === 'series') return seriesScope(argument, item, cells)
  const published = cells(argument('release'))
  const asked = askedOf(argument('selection'))
  const all = using(published, asked)
  const coverage = (own?: string, beside?: boolean): Expected => coverageScope(published, view, asked, own, beside)
  switch (view) {
    case 'overview':
      return withFigure('clients', all, [], (node, row) => {
        if (node.name.value === 'coverage')
          return coverage(argument('heavyInService', node) === false ? WITHOUT_HEAVY : '', argument('beside', node) === true)
        if (node.name.value !== 'services') return nothing()
        const code = text(row, 'service', 'code')
        const clients = using(published, asked, code)
        const heavy = asked.services.length > 0 ? { count: null, atLeast: false } : sumOf(published, asked.parts, [`heavy-in:${code}`])
        return {
          expected: new Map([['share', shareOf(clients, all)]]),
          below: (inner) =>
            inner.name.value === 'clients' ? figureScope(clients) : inner.name.value === 'heavyInService' ? figureScope(heavy) : nothing(),
        }
      })
    case 'serviceCounts':
      return withFigure('clients', all, [], (node, bin) => {
        const name = node.name.value
        if (name === 'coverage') return coverage('', argument('beside', node) === true)
        if (name === 'grid') {
          const [health, social] = [binsOf(published, 'health'), binsOf(published, 'social')]
          const grid = health.map((h) => social.map((s) => sumOf(published, asked.parts, [`grid:${h}:${s}`])))
          const many = (labels: readonly string[]) => labels.filter((label) => Number.parseInt(label, 10) >= 2)
          const corner = sumOf(
            published,
            asked.parts,
            many(health).flatMap((h) => many(social).map((s) => `grid:${h}:${s}`)),
          )
          return {
            expected: new Map<string, unknown>([
              ['counts', grid.map((row) => row.map(({ count }) => count))],
              ['atLeast', null],
            ]),
            below: (inner) => (inner.name.value === 'both' ? figureScope(corner) : nothing()),
          }
        }
        if (!['all', 'health', 'social', 'bands'].includes(name)) return nothing()
        const histogram = name === 'bands' ? 'all' : name
        const clients = sumOf(
          published,
          asked.parts,
          within(binsOf(published, histogram), text(bin, 'label')).map((label) => `${histogram}:${label}`),
        )
        return withFigure('clients', clients, [['share', shareOf(clients, all)]])
      })
    case 'coUsage': {
      const own = String(argument('service'))
      const clients = using(published, asked, own)
      return withFigure('clients', clients, [['share', shareOf(clients, all)]], (node, row) => {
        const name = node.name.value
        if (name === 'coverage') return coverage(own)
        if (name === 'others') {
          const code = text(row, 'service', 'code')
          const [joint, other] = [using(published, asked, own, code), using(published, asked, code)]
          return withFigure('clients', joint, [
            ['shareOfService', shareOf(joint, clients)],
            ['shareOfOther', shareOf(joint, other)],
            ['lift', liftOf(joint, [clients, other], all)],
          ])
        }
        if (name !== 'groups') return nothing()
        const group = narrowed(argument('selection'), text(row, 'dimension'), text(row, 'value'))
        const inService = using(published, group, own)
        return withFigure('clients', inService, [
          ['share', shareOf(inService, clients)],
          ['shareOfAll', shareOf(using(published, group), all)],
        ])
      })
    }
    case 'usageMatrix': {
      const codes = list(item, 'services').map((service) => text(service, 'code'))
      const square = <T>(value: (a: string, b: string) => T) => codes.map((a) => codes.map((b) => value(a, b)))
      return withFigure(
        'clients',
        all,
        [
          ['counts', square((a, b) => using(published, asked, a, b).count)],
          ['rowShares', square((a, b) => shareOf(using(published, asked, a, b), using(published, asked, a)))],
          [
            'lifts',
            square((a, b) =>
              a === b ? null : liftOf(using(published, asked, a, b), [using(published, asked, a), using(published, asked, b)], all),
            ),
          ],
        ],
        (node) => (node.name.value === 'coverage' ? coverage() : nothing()),
      )
    }
    case 'combinations': {
      const codes = list(item, 'services').map((service) => text(service, 'code'))
      const bare = { ...asked, services: [] }
      const clients = using(published, bare, ...codes)
      return withFigure('clients', clients, [
        [
          'lift',
          liftOf(
            clients,
            codes.map((code) => using(published, bare, code)),
            using(published, bare),
          ),
        ],
      ])
    }
    case 'combinationsCoverage':
      return coverage(String(argument('size')))
    case 'indicatorProfile':
      return profileScope(String(argument('indicator')), argument('selection'), published)
    case 'overviewDifference':
    case 'coUsageDifference': {
      // A row that tells breaks alone: a number in it would be one of which nothing is known.
      if (field(item, 'service') === undefined) return nothing()
      const [a, b] = [askedOf(argument('a')), askedOf(argument('b'))]
      const other = argument('releaseB') ? cells(argument('releaseB')) : published
      const own = view === 'coUsageDifference' ? [String(argument('service'))] : []
      const code = text(item, 'service', 'code')
      const [x, y] = [using(published, a, ...own, code), using(other, b, ...own, code)]
      const [shareA, shareB] = [shareOf(x, using(published, a, ...own)), shareOf(y, using(other, b, ...own))]
      return {
        expected: new Map([
          ['shareA', shareA],
          ['shareB', shareB],
          ['clients', minus(whole(y), whole(x))],
          ['share', minus(shareB, shareA)],
        ]),
        below: (node) => (node.name.value === 'a' ? figureScope(x) : node.name.value === 'b' ? figureScope(y) : nothing()),
      }
    }
    default:
      throw new Error(`nothing is known of ${view}`)
  }
}

/** Row shares of B minus those of A, in catalogue order. */
export function matrixDifference(argument: (name: string) => unknown, cells: (release: unknown) => Published): unknown {
  const sides = [
    { asked: askedOf(argument('a')), published: cells(argument('release')) },
    { asked: askedOf(argument('b')), published: cells(argument('releaseB') ?? argument('release')) },
  ]
  return CODES.map((x) =>
    CODES.map((y) => {
      const [a = null, b = null] = sides.map(({ asked, published }) => shareOf(using(published, asked, x, y), using(published, asked, x)))
      return minus(b, a)
    }),
  )
}

/** A group of a service's clients as a selection. */
function narrowed(selection: unknown, dimension: string, value: string): Asked {
  const key = { AGE: 'ageGroups', SEX: 'sexes', MUNICIPALITY: 'municipalities' }[dimension]
  const change = dimension === 'COHORT' ? { cohort: value } : key ? { [key]: [value] } : {}
  return askedOf({ ...Object(selection ?? {}), ...change })
}

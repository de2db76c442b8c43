/** Traces every number of an answer to published cells: what it must be is worked out from the crawled table alone. */
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { CODES, type Published } from './cells.ts'
import { CENTRES, MUNICIPALITIES, RULES, SERVICES } from './fixture/catalogue.ts'
import { field, list, text } from './json.ts'
import { type Asked, askedOf, type Figure, liftOf, minus, shareOf, sumOf, using, whole } from './table.ts'
import type { Variables } from './world.ts'

const schema = buildSchema(readFileSync(new URL('../../server/schema.graphql', import.meta.url), 'utf8'))
/** Not among them: `Residents` (public statistics), `EventCount` (events of the audit log), `NoisySize`, `NoisyChange`, `NoisyShare`, `NoisyRate`, `NoisyTimes` (of segments, never of a release), `RoughRows` and `RowShare` (of files), `Progress`. */
const NUMBERS = ['Count', 'Share', 'Lift', 'Rate', 'CountDifference', 'ShareDifference', 'FigureCount', 'Parameter', 'Int', 'Float']

/** What says whole whom a widening is about. */
const SELECTION_PARTS = ['ageGroups', 'sexes', 'municipalities', 'centres', 'cohort', 'services']

/** Fields of Query without figures of a release: nothing of theirs is traced. No mutation has one either. */
export const LEFT_OUT: readonly string[] = [
  // Who is signed in, what they may do and how they came in: names, times and rights.
  ...['viewer', 'accounts', 'sessions', 'mySessions', 'apiTokens', 'grants'],
  // Administration: orders, rows of files told roughly, certificates (numbers of figures), tables of the catalogue.
  ...['administration', 'vaultOrders', 'managedReleases', 'catalogueTables', 'catalogueChanges'],
  // The audit log counts events, and figures that were shown, never clients.
  ...['auditChain', 'auditEvents', 'auditSummary'],
  // What people write beside a series: a target's number is set by a person.
  ...['targets', 'annotations', 'mayFollow'],
  // Keys and topics of indicators; data dates.
  ...['indicators', 'pendingQuarters'],
  // Rules of segments, their drafts and what was said of them; sizes of drafts are noisy and of no release.
  ...['readySchemes', 'checkSegments', 'segmentWriter', 'segmentDrafts', 'segmentDraft', 'adoptedSchemes', 'schemeDifferences'],
  // Figures of adopted schemes: noisy as those of drafts, and of no cell.
  ...['segmentation', 'segmentSeries', 'segmentDetail'],
  // Whether anybody works for the vault just now.
  'vaultAnswers',
  // Crosswalks of two schemes: noisy as sizes of drafts, and of no cell.
  'schemeCrosswalk',
  // Evaluations that are left: a number of questions.
  'evaluationBudget',
]

/** Fields that are left out, and mutations, through whose types a figure of a release could be reached: none may be. */
export function leadingToFigures(): readonly string[] {
  const leads = (type: GraphQLNamedType, seen: Set<string>): boolean => {
    if (['Count', 'Share', 'Lift', 'Rate', 'CountDifference', 'ShareDifference'].includes(type.name)) return true
    if (!isObjectType(type) || seen.has(type.name)) return false
    seen.add(type.name)
    return Object.values(type.getFields()).some((one) => leads(getNamedType(one.type), seen))
  }
  const [queries, mutations] = [schema.getQueryType(), schema.getMutationType()].map((type) => Object.values(type?.getFields() ?? {}))
  const left = [...(queries ?? []).filter(({ name }) => LEFT_OUT.includes(name)), ...(mutations ?? [])]
  return left.filter(({ type }) => leads(getNamedType(type), new Set())).map(({ name }) => name)
}

export interface Traced {
  /** Numbers and withheld places that were traced. */
  readonly traced: number
  /** What could not be traced, or is another value than its cells give. */
  readonly untraced: readonly string[]
}

/** Traces an answer's data. `cells`: published cells by release id. */
export function trace(document: DocumentNode, variables: Variables, data: unknown, cells: (release: unknown) => Published): Traced {
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  )
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  const query = schema.getQueryType()
  if (!operation || !query) throw new Error('no operation')
  if (operation.operation === 'mutation') return { traced: 0, untraced: [] }
  let traced = 0
  const untraced: string[] = []

  const argument = (node: FieldNode, name: string): unknown => {
    const found = node.arguments?.find((one) => one.name.value === name)
    return found ? valueFromASTUntyped(found.value, variables) : undefined
  }
  const fieldsOf = (set: SelectionSetNode): readonly FieldNode[] =>
    set.selections.flatMap((one): readonly FieldNode[] => {
      if (one.kind === Kind.FIELD) return [one]
      if (one.kind === Kind.INLINE_FRAGMENT) return fieldsOf(one.selectionSet)
      return fieldsOf(fragments.get(one.name.value)?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] })
    })

  const check = (path: string, value: unknown, expected: unknown) => {
    traced += JSON.stringify(value)?.match(/null|-?\d+(\.\d+)?/g)?.length ?? 0
    if (JSON.stringify(value) !== JSON.stringify(expected))
      untraced.push(`${path}: ${JSON.stringify(value)?.slice(0, 60)}, published ${JSON.stringify(expected)?.slice(0, 60)}`)
  }

  function walk(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    value: unknown,
    path: string,
    expected: ReadonlyMap<string, unknown>,
    below: Below,
  ): void {
    for (const node of fieldsOf(set)) {
      const name = node.name.value
      const key = node.alias?.value ?? name
      const definition = type.getFields()[name]
      if (name === '__typename' || (type === query && LEFT_OUT.includes(name))) continue
      if (!definition) throw new Error(`no field ${type.name}.${name}`)
      const inner = getNamedType(definition.type)
      const at = `${path}.${key}`
      const found = field(value, key)
      if (isObjectType(inner)) {
        const items = Array.isArray(found) ? found : found === null ? [] : [found]
        items.forEach((item: unknown, i) => {
          const scope = below(node, item, inner, i)
          if (node.selectionSet)
            walk(inner, node.selectionSet, item, Array.isArray(found) ? `${at}[${i}]` : at, scope.expected, scope.below)
        })
      } else if (NUMBERS.includes(inner.name)) {
        if (type === query && name === 'usageMatrixDifference')
          check(
            at,
            found,
            matrixDifference((argumentName) => argument(node, argumentName), cells),
          )
        else if (!expected.has(name)) untraced.push(`${at}: nothing is known of ${type.name}.${name}`)
        else check(at, found, expected.get(name))
      }
    }
  }

  walk(query, operation.selectionSet, data, '', new Map(), (node, item, _type) =>
    viewScope(node.name.value, (name, of = node) => argument(of, name), item, cells),
  )
  return { traced, untraced }
}

type Below = (
  node: FieldNode,
  item: unknown,
  type: GraphQLObjectType,
  index: number,
) => { readonly expected: ReadonlyMap<string, unknown>; readonly below: Below }
type Expected = ReturnType<Below>

const figureScope = ({ count, atLeast }: Figure): Expected => ({
  expected: new Map<string, unknown>([
    ['count', count],
    ['atLeast', atLeast],
  ]),
  below: nothing,
})
const nothing: Below = () => ({ expected: new Map(), below: nothing })

/** An argument of the view's field, or of a field below it. */
type Argument = (name: string, of?: FieldNode) => unknown

/** What the fields of one view must be. */
function viewScope(view: string, argument: Argument, item: unknown, cells: (release: unknown) => Published): Expected {
  if (view === 'release' || view === 'releases') return releaseScope()
  if (view === 'series') return seriesScope(argument, item, cells)
  const published = cells(argument('release'))
  const asked = askedOf(argument('selection'))
  const all = using(published, asked)
  const figures = (child: string, figure: Figure, more: readonly (readonly [string, unknown])[], below: Below = nothing): Expected => ({
    expected: new Map(more),
    below: (node, inner, type, i) => (node.name.value === child ? figureScope(figure) : below(node, inner, type, i)),
  })
  const coverage = (shown: readonly Figure[]): Expected => coverageScope(published, view, asked, argument('service'), shown)
  switch (view) {
    case 'overview':
      return figures('clients', all, [], (node, row) => {
        if (node.name.value === 'coverage') return coverage(viewFigures(published, view, asked, asked, ''))
        if (node.name.value !== 'services') return nothing(node, row, queryType(), 0)
        const code = text(row, 'service', 'code')
        const clients = using(published, asked, code)
        const heavy = asked.services.length > 0 ? { count: null, atLeast: false } : sumOf(published, asked.parts, [`heavy-in:${code}`])
        return {
          expected: new Map([['share', shareOf(clients, all)]]),
          below: (inner) =>
            inner.name.value === 'clients'
              ? figureScope(clients)
              : inner.name.value === 'heavyInService'
                ? figureScope(heavy)
                : { expected: new Map(), below: nothing },
        }
      })
    case 'serviceCounts':
      return figures('clients', all, [], (node, bin) => {
        const name = node.name.value
        if (name === 'coverage') return coverage(viewFigures(published, view, asked, asked, ''))
        if (name === 'grid') {
          const [health, social] = [binsOf(published, 'health'), binsOf(published, 'social')]
          const grid = health.map((h) => social.map((s) => sumOf(published, asked.parts, [`grid:${h}:${s}`])))
          return {
            expected: new Map<string, unknown>([
              ['counts', grid.map((row) => row.map(({ count }) => count))],
              ['atLeast', null],
            ]),
            below: nothing,
          }
        }
        if (!['all', 'health', 'social', 'bands'].includes(name)) return { expected: new Map(), below: nothing }
        const histogram = name === 'bands' ? 'all' : name
        const clients = sumOf(
          published,
          asked.parts,
          within(binsOf(published, histogram), text(bin, 'label')).map((label) => `${histogram}:${label}`),
        )
        return figures('clients', clients, [['share', shareOf(clients, all)]])
      })
    case 'coUsage': {
      const own = String(argument('service'))
      const clients = using(published, asked, own)
      return figures('clients', clients, [['share', shareOf(clients, all)]], (node, row) => {
        const name = node.name.value
        if (name === 'coverage') return coverage(viewFigures(published, view, asked, asked, own))
        if (name === 'others') {
          const code = text(row, 'service', 'code')
          const [joint, other] = [using(published, asked, own, code), using(published, asked, code)]
          return figures('clients', joint, [
            ['shareOfService', shareOf(joint, clients)],
            ['shareOfOther', shareOf(joint, other)],
            ['lift', liftOf(joint, [clients, other], all)],
          ])
        }
        if (name !== 'groups') return { expected: new Map(), below: nothing }
        const group = narrowed(argument('selection'), text(row, 'dimension'), text(row, 'value'))
        const inService = using(published, group, own)
        return figures('clients', inService, [
          ['share', shareOf(inService, clients)],
          ['shareOfAll', shareOf(using(published, group), all)],
        ])
      })
    }
    case 'usageMatrix': {
      const codes = list(item, 'services').map((service) => text(service, 'code'))
      const square = <T>(value: (a: string, b: string) => T) => codes.map((a) => codes.map((b) => value(a, b)))
      return figures(
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
        (node) =>
          node.name.value === 'coverage'
            ? coverage(viewFigures(published, view, asked, asked, ''))
            : { expected: new Map(), below: nothing },
      )
    }
    case 'combinations': {
      const codes = list(item, 'services').map((service) => text(service, 'code'))
      const bare = { ...asked, services: [] }
      const clients = using(published, bare, ...codes)
      return figures('clients', clients, [
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
    case 'combinationsCoverage': {
      const size = String(argument('size'))
      return coverageScope(published, view, asked, size, viewFigures(published, view, asked, asked, size))
    }
    case 'indicatorProfile':
      return profileScope(String(argument('indicator')), argument('selection'), published)
    case 'overviewDifference':
    case 'coUsageDifference': {
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
          ['clients', minus(whole(x), whole(y))],
          ['share', minus(shareA, shareB)],
        ]),
        below: (node) =>
          node.name.value === 'a' ? figureScope(x) : node.name.value === 'b' ? figureScope(y) : { expected: new Map(), below: nothing },
      }
    }
    default:
      throw new Error(`nothing is known of ${view}`)
  }
}

/** An indicator's clients, whom they are a share of, and the selection that they are: a ready one or one by its key. */
function indicatorFigures(published: Published, indicator: string, selection: unknown) {
  const asked = askedOf(selection)
  const of = using(published, asked)
  const [kind, rest = ''] = indicator.split(':')
  const counted = (label: string): Figure =>
    sumOf(
      published,
      asked.parts,
      within(binsOf(published, 'all'), label).map((bin) => `all:${bin}`),
    )
  switch (kind) {
    case 'clients':
      return { clients: of, of }
    case 'using':
      return { clients: using(published, asked, ...rest.split('+')), of }
    case 'heavy':
      return { clients: sumOf(published, asked.parts, [`heavy-in:${rest}`]), of }
    case 'count':
      return { clients: counted(rest.replace('-', '–')), of }
    case 'several-services': {
      const cohort = (name: string) => using(published, askedOf({ ...Object(selection ?? {}), cohort: name }))
      return { clients: cohort('HEAVY'), of: cohort('ALL') }
    }
    case 'four-services':
      return { clients: counted('4+'), of }
    case 'few-services':
      return { clients: counted('0–1'), of }
    default:
      throw new Error(`nothing is known of the indicator ${indicator}`)
  }
}

/** Changes are known of the first point alone: there are none. */
function seriesScope(argument: Argument, item: unknown, cells: (release: unknown) => Published): Expected {
  const [indicator, selection] = [String(argument('indicator')), argument('selection')]
  const pointScope = (point: unknown, i: number, narrowedTo: unknown): Expected => {
    const { clients, of } = indicatorFigures(cells(text(point, 'release', 'id')), indicator, narrowedTo)
    // Of public statistics: null where the catalogue names none, absent where they were not asked for.
    const residents = field(point, 'residents')
    const persons = residents === null || residents === undefined ? null : Number(field(residents, 'persons'))
    const rate = (per: number): number | null =>
      whole(clients) === null || persons === null || persons < 20 ? null : Math.round((per * Number(whole(clients))) / persons)
    const [percent, perTenThousand] = [rate(100), rate(10_000)]
    const changes = ['sincePrevious', 'shareSincePrevious', 'sinceYear', 'shareSinceYear']
    return {
      expected: new Map<string, unknown>([
        ['share', shareOf(clients, of)],
        ...(residents === undefined
          ? []
          : ([
              ['shareOfResidents', percent === null ? null : Math.min(100, percent)],
              ['perThousand', perTenThousand === null ? null : perTenThousand / 10],
            ] as const)),
        ...(i === 0 ? changes.map((name): [string, null] => [name, null]) : []),
      ]),
      below: (node) =>
        node.name.value === 'clients'
          ? figureScope(clients)
          : node.name.value === 'of'
            ? figureScope(of)
            : { expected: new Map(), below: nothing },
    }
  }
  const releases = list(item, 'points').map((point) => cells(text(point, 'release', 'id')))
  return {
    expected: new Map(list(item, 'points').length === 1 ? [['sinceFirst', null]] : []),
    below: (node, inner, type, i) => {
      if (node.name.value === 'coverage') {
        const by = new Set([argument('by', node)].flat().map(String))
        const profile = argument('profile', node) === true ? cells(argument('release')) : null
        return tallyScope((wider) => seriesFigures({ releases, indicator, by: [...by], profile }, wider ?? selection, selection))
      }
      if (node.name.value === 'points') return pointScope(inner, i, selection)
      if (node.name.value !== 'parts') return nothing(node, inner, type, i)
      const narrowedTo = partOf(selection, text(inner, 'code'))
      return { expected: new Map(), below: (_point, point, _type, at) => pointScope(point, at, narrowedTo) }
    },
  }
}

interface SeriesPage {
  readonly releases: readonly Published[]
  readonly indicator: string
  readonly by: readonly string[]
  readonly profile: Published | null
}

/** The figures that the coverage of a series counts. */
function seriesFigures({ releases, indicator, by, profile }: SeriesPage, selection: unknown, asked: unknown): readonly Figure[] {
  const ages = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS']
  const sexes = ['FEMALE', 'MALE']
  const codes: Readonly<Record<string, readonly string[]>> = {
    ...{ MUNICIPALITY: MUNICIPALITIES, CENTRE: CENTRES.map(({ code }) => code), AGE: ages, SEX: sexes },
  }
  const lines = [selection, ...by.flatMap((dimension) => codes[dimension] ?? []).map((code) => partOf(selection, code))]
  const whole = lines.flatMap((line) => releases.map((published) => indicatorFigures(published, indicator, line).clients))
  if (profile === null) return whole
  const groups = ages.flatMap((age) => sexes.map((sex) => ({ ...Object(selection ?? {}), ageGroups: [age], sexes: [sex] })))
  return [
    ...whole,
    ...groups.map((group) => indicatorFigures(profile, indicator, group).clients),
    ...profileServices(indicator, selection, asked, profile),
  ]
}

/** What an indicator's clients use, of the services that its profile lists for the selection `asked`. */
function profileServices(indicator: string, selection: unknown, asked: unknown, published: Published): readonly Figure[] {
  const listed = (of: unknown) => [...new Set([...namedBy(indicator), ...askedOf(of).services])]
  if (!/^(several-services$|using:)/.test(indicator) || listed(asked).length > 1 || listed(selection).length > 1) return []
  const cohort = indicator === 'several-services' ? { cohort: 'HEAVY' } : {}
  const own = { ...askedOf({ ...Object(selection ?? {}), ...cohort }), services: listed(selection) }
  return CODES.filter((code) => ![...listed(asked), ...listed(selection)].includes(code)).map((code) => using(published, own, code))
}

const namedBy = (indicator: string): readonly string[] =>
  indicator.startsWith('using:') ? indicator.slice('using:'.length).split('+') : []

/** A selection narrowed to one place, age group or sex, by its code. */
function partOf(selection: unknown, code: string): Readonly<Record<string, unknown>> {
  const { municipalities, centres, ...rest } = Object(selection ?? {})
  if (MUNICIPALITIES.includes(code)) return { ...rest, municipalities: [code] }
  if (CENTRES.some((centre) => centre.code === code)) return { ...rest, centres: [code] }
  return { ...rest, municipalities, centres, [code.startsWith('AGE_') ? 'ageGroups' : 'sexes']: [code] }
}

function profileScope(indicator: string, selection: unknown, published: Published): Expected {
  const heavy = indicator === 'several-services'
  const named = namedBy(indicator)
  const figuresOf = (services: readonly string[], cohort: 'ALL' | 'HEAVY') => {
    const asked = askedOf({ ...Object(selection ?? {}), ...(heavy ? { cohort } : {}) })
    return (...more: readonly string[]) => using(published, { ...asked, services }, ...more)
  }
  const own = figuresOf([...named, ...askedOf(selection).services], 'HEAVY')
  const all = figuresOf([], 'ALL')
  const rowScope = (clients: Figure, more: readonly (readonly [string, unknown])[]): Expected => ({
    expected: new Map(more),
    below: (node, inner, type, i) => (node.name.value === 'clients' ? figureScope(clients) : nothing(node, inner, type, i)),
  })
  return {
    expected: new Map(),
    below: (node, row, type, i) => {
      if (node.name.value === 'groups') {
        const group = { ...Object(selection ?? {}), ageGroups: [text(row, 'ageGroup')], sexes: [text(row, 'sex')] }
        const { clients, of } = indicatorFigures(published, indicator, group)
        return rowScope(clients, [['share', shareOf(clients, of)]])
      }
      if (node.name.value !== 'services') return nothing(node, row, type, i)
      const code = text(row, 'service', 'code')
      const [share, shareOfAll] = [shareOf(own(code), own()), shareOf(all(code), all())]
      return rowScope(own(code), [
        ['share', share],
        ['shareOfAll', shareOfAll],
        ['difference', minus(share, shareOfAll)],
      ])
    },
  }
}

const queryType = (): GraphQLObjectType => {
  const type = schema.getQueryType()
  if (!type) throw new Error('no query type')
  return type
}

/** Row shares of A minus those of B, in catalogue order. */
function matrixDifference(argument: (name: string) => unknown, cells: (release: unknown) => Published): unknown {
  const sides = [
    { asked: askedOf(argument('a')), published: cells(argument('release')) },
    { asked: askedOf(argument('b')), published: cells(argument('releaseB') ?? argument('release')) },
  ]
  return CODES.map((x) =>
    CODES.map((y) => {
      const [a = null, b = null] = sides.map(({ asked, published }) => shareOf(using(published, asked, x, y), using(published, asked, x)))
      return minus(a, b)
    }),
  )
}

/** Labels of a histogram's bins, in order. */
const knownBins = new WeakMap<Published, Map<string, readonly string[]>>()

/** Labels of a histogram's bins, found once among all cells of a release. */
function binsOf(published: Published, histogram: string): readonly string[] {
  const bins = knownBins.get(published) ?? new Map<string, readonly string[]>()
  knownBins.set(published, bins)
  const known = bins.get(histogram)
  if (known) return known
  const labels = [...published.keys()].flatMap((name) => {
    const [kind, label] = (name.split('|')[4] ?? '').split(':')
    return kind === histogram && label !== undefined ? [label] : []
  })
  const found = [...new Set(labels)].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
  bins.set(histogram, found)
  return found
}

/** The bins that a label covers: '3', '2–3', '4+'. */
function within(bins: readonly string[], label: string): readonly string[] {
  const from = Number.parseInt(label, 10)
  const to = label.endsWith('+') ? Number.POSITIVE_INFINITY : Number(label.split('–').at(-1))
  return bins.filter((bin) => Number.parseInt(bin, 10) >= from && Number.parseInt(bin, 10) <= to)
}

/** A group of a service's clients as a selection. */
function narrowed(selection: unknown, dimension: string, value: string): Asked {
  const key = { AGE: 'ageGroups', SEX: 'sexes', MUNICIPALITY: 'municipalities' }[dimension]
  const change = dimension === 'COHORT' ? { cohort: value } : key ? { [key]: [value] } : {}
  return askedOf({ ...Object(selection ?? {}), ...change })
}

/** The figures that a view's coverage counts. */
function viewFigures(published: Published, view: string, asked: Asked, of: Asked, own: string): readonly Figure[] {
  switch (view) {
    case 'overview':
      return [
        using(published, asked),
        ...CODES.map((code) => using(published, asked, code)),
        ...(of.services.length > 0 ? [] : CODES.map((code) => sumOf(published, asked.parts, [`heavy-in:${code}`]))),
      ]
    case 'serviceCounts':
      return [
        using(published, asked),
        ...['all', 'health', 'social'].flatMap((histogram) =>
          binsOf(published, histogram).map((bin) => sumOf(published, asked.parts, [`${histogram}:${bin}`])),
        ),
        ...binsOf(published, 'health').flatMap((h) =>
          binsOf(published, 'social').map((s) => sumOf(published, asked.parts, [`grid:${h}:${s}`])),
        ),
      ]
    case 'coUsage':
      return [
        using(published, asked, own),
        ...CODES.filter((code) => code !== own && !of.services.includes(code)).map((code) => using(published, asked, own, code)),
      ]
    case 'usageMatrix':
      return [using(published, asked), ...CODES.flatMap((a, i) => CODES.slice(i).map((b) => using(published, asked, a, b)))]
    case 'combinationsCoverage': {
      const sets = CODES.flatMap((a, i) => CODES.slice(i + 1).map((b) => [a, b])).flatMap(([a = '', b = '']) =>
        own === '2' ? [[a, b]] : CODES.slice(CODES.indexOf(b) + 1).map((c) => [a, b, c]),
      )
      return [
        using(published, asked),
        ...sets
          .filter((set) => of.services.every((code) => set.includes(code)))
          .map((set) => using(published, { ...asked, services: [] }, ...set)),
      ]
    }
    default:
      throw new Error(`no coverage of ${view}`)
  }
}

const coverageScope = (published: Published, view: string, asked: Asked, own: unknown, figures: readonly Figure[]): Expected =>
  tallyScope((wider) => (wider === null ? figures : viewFigures(published, view, askedOf(wider), asked, String(own ?? ''))))

/** How many figures are shown, and how many more in a widening: `figures` of the selection itself (null) or of a wider one. */
function tallyScope(figures: (wider: unknown) => readonly Figure[]): Expected {
  const shownOf = (list: readonly Figure[]) => list.filter((figure) => whole(figure) !== null).length
  const own = figures(null)
  return {
    expected: new Map([
      ['shown', shownOf(own)],
      ['of', own.length],
    ]),
    below: (_node, widening) => {
      const selection = field(widening, 'selection')
      for (const part of SELECTION_PARTS)
        if (selection === null || typeof selection !== 'object' || !(part in selection))
          throw new Error(`a widening does not tell its ${part}`)
      return { expected: new Map([['gain', shownOf(figures(selection)) - shownOf(own)]]), below: nothing }
    },
  }
}

/** Rules and limits are the catalogue's; numbers of figures of a certificate and rows of an import are checked for size. */
function releaseScope(): Expected {
  const anything = (item: unknown, names: readonly string[], fits: (value: unknown) => boolean): ReadonlyMap<string, unknown> =>
    new Map(
      names.map((name) => [
        name,
        item !== null && typeof item === 'object' && fits(Reflect.get(item, name)) ? Reflect.get(item, name) : 'not a publishable number',
      ]),
    )
  const isFigureCount = (value: unknown) => value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0)
  const isRows = (value: unknown) => value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 5)
  const isPercent = (value: unknown) =>
    value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100)
  const below: Below = (_node, item, type) => {
    switch (type.name) {
      case 'ReleasePolicy':
        return { expected: new Map([['threshold', 5]]), below }
      case 'HeavyUserRules':
        return {
          expected: new Map(
            Object.entries({ topShare: RULES.topShare, socialServices: RULES.socialServices, socialTasks: RULES.socialTasks }),
          ),
          below,
        }
      case 'Service': {
        const service = SERVICES.find(({ code }) => code === text(item, 'code'))
        return {
          expected: new Map<string, unknown>([
            ['useThreshold', service?.threshold ?? null],
            ['heavyThreshold', service?.heavy === 'VISITS_OR_PROCEDURES' ? RULES.dentalVisits : null],
          ]),
          below,
        }
      }
      case 'Certificate':
        return {
          expected: anything(
            item,
            ['tables', 'cells', 'published', 'withheld', 'targets', 'solverCalls', 'narrowestInterval', 'proven'],
            isFigureCount,
          ),
          below,
        }
      case 'AuditedFamily':
        return { expected: anything(item, ['audited', 'of'], isFigureCount), below }
      case 'ImportedFile':
        return { expected: new Map([...anything(item, ['read'], isRows), ...anything(item, ['linkage'], isPercent)]), below }
      case 'ReasonCount':
        return { expected: anything(item, ['rows'], isRows), below }
      default:
        return { expected: new Map(), below }
    }
  }
  return { expected: new Map(), below }
}

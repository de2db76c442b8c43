/** What the fields of a series, and of who its clients are, must be. */
import { CODES, type Published } from '../cells.ts'
import { CENTRES, MUNICIPALITIES } from '../fixture/catalogue.ts'
import { field, list, text } from '../json.ts'
import { askedOf, type Figure, minus, shareOf, sumOf, using, whole } from '../table.ts'
import { binsOf, within } from './bins.ts'
import { type Argument, type Expected, figureScope, nothing, tallyScope, withFigure } from './scope.ts'

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
export function seriesScope(argument: Argument, item: unknown, cells: (release: unknown) => Published): Expected {
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
      below: (node) => (node.name.value === 'clients' ? figureScope(clients) : node.name.value === 'of' ? figureScope(of) : nothing()),
    }
  }
  const releases = list(item, 'points').map((point) => cells(text(point, 'release', 'id')))
  return {
    expected: new Map(list(item, 'points').length === 1 ? [['sinceFirst', null]] : []),
    below: (node, inner, _type, i) => {
      if (node.name.value === 'coverage') {
        const by = new Set([argument('by', node)].flat().map(String))
        const profile = argument('profile', node) === true ? cells(argument('release')) : null
        return tallyScope((wider) => seriesFigures({ releases, indicator, by: [...by], profile }, wider ?? selection, selection))
      }
      if (node.name.value === 'points') return pointScope(inner, i, selection)
      if (node.name.value !== 'parts') return nothing()
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

/** The figures that the coverage of a series counts: clients, and all clients that they are a share of. */
function seriesFigures({ releases, indicator, by, profile }: SeriesPage, selection: unknown, asked: unknown): readonly Figure[] {
  const ages = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS']
  const sexes = ['FEMALE', 'MALE']
  const codes: Readonly<Record<string, readonly string[]>> = {
    ...{ MUNICIPALITY: MUNICIPALITIES, CENTRE: CENTRES.map(({ code }) => code), AGE: ages, SEX: sexes },
  }
  const lines = [selection, ...by.flatMap((dimension) => codes[dimension] ?? []).map((code) => partOf(selection, code))]
  const whole = lines.flatMap((line) =>
    releases.flatMap((published) => {
      const { clients, of } = indicatorFigures(published, indicator, line)
      return indicator === 'clients' ? [clients] : [clients, of]
    }),
  )
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

export function profileScope(indicator: string, selection: unknown, published: Published): Expected {
  const heavy = indicator === 'several-services'
  const named = namedBy(indicator)
  const figuresOf = (services: readonly string[], cohort: 'ALL' | 'HEAVY') => {
    const asked = askedOf({ ...Object(selection ?? {}), ...(heavy ? { cohort } : {}) })
    return (...more: readonly string[]) => using(published, { ...asked, services }, ...more)
  }
  const own = figuresOf([...named, ...askedOf(selection).services], 'HEAVY')
  const all = figuresOf([], 'ALL')
  return {
    expected: new Map(),
    below: (node, row) => {
      if (node.name.value === 'groups') {
        const group = { ...Object(selection ?? {}), ageGroups: [text(row, 'ageGroup')], sexes: [text(row, 'sex')] }
        const { clients, of } = indicatorFigures(published, indicator, group)
        return withFigure('clients', clients, [['share', shareOf(clients, of)]])
      }
      if (node.name.value !== 'services') return nothing()
      const code = text(row, 'service', 'code')
      const [share, shareOfAll] = [shareOf(own(code), own()), shareOf(all(code), all())]
      return withFigure('clients', own(code), [
        ['share', share],
        ['shareOfAll', shareOfAll],
        ['difference', minus(share, shareOfAll)],
      ])
    },
  }
}

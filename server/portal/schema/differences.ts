/** Two selections, or two releases, side by side: B minus A where both are published, what changes from the first to the second. */
import type { Service } from '../generated/prisma/client.ts'
import { needOf, type View } from '../release/coverage.ts'
import { type Figure, WITHHELD } from '../release/figure.ts'
import { matrixOf } from '../release/matrix.ts'
import { countDifference, shareDifference, shareOf } from '../release/ratios.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { CountDifference, Share, ShareDifference } from '../release/sealed.ts'
import type { AskedSelection, Selection } from '../release/selection.ts'
import { BREAK_REASONS, type Break, breaksBetween } from '../series/breaks.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import type { RequestContext } from './context.ts'
import { admitted } from './errors.ts'
import { FigureType } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput } from './selection.ts'
import { BreakType } from './series.ts'

interface ServiceDifference {
  readonly service: Service
  readonly a: Figure
  readonly b: Figure
  readonly shareA: Share | null
  readonly shareB: Share | null
  readonly clients: CountDifference | null
  readonly share: ShareDifference | null
  readonly breaks: readonly Break[]
}

const ServiceDifferenceType = builder.objectRef<ServiceDifference>('ServiceDifference').implement({
  description: 'Differences are B minus A; null unless both figures are published exactly and both releases count the same.',
  fields: (t) => ({
    service: t.expose('service', { type: ServiceType }),
    a: t.expose('a', { type: FigureType }),
    b: t.expose('b', { type: FigureType }),
    shareA: t.expose('shareA', { type: 'Share', nullable: true }),
    shareB: t.expose('shareB', { type: 'Share', nullable: true }),
    clients: t.expose('clients', { type: 'CountDifference', nullable: true }),
    share: t.expose('share', { type: 'ShareDifference', nullable: true }),
    breaks: t.field({
      type: [BreakType],
      complexity: { multiplier: 2 },
      description: 'Why no difference is given: the two releases do not count the same. Empty where they do.',
      resolve: ({ breaks }) => [...breaks],
    }),
  }),
})

interface Side {
  readonly reader: ReleaseReader
  readonly selection: Selection
}

interface Asked {
  readonly a?: AskedSelection | null | undefined
  readonly b?: AskedSelection | null | undefined
  readonly release?: string | null | undefined
  readonly releaseB?: string | null | undefined
}

builder.queryFields((t) => {
  const sides = {
    a: t.arg({ type: SelectionInput }),
    b: t.arg({ type: SelectionInput }),
    release: t.arg.id(),
    releaseB: t.arg.id({ description: 'The same as release when absent.' }),
  }
  return {
    overviewDifference: t.field({
      type: [ServiceDifferenceType],
      description: 'Two selections side by side, the services in catalogue order of the first release.',
      args: sides,
      complexity: { field: VIEW_POINTS.light, multiplier: 10 },
      resolve: async (_, asked, context) => {
        const [a, b] = await bothSides(context, asked, { kind: 'overview', heavyIn: false })
        return rowsOf(a, b, [])
      },
    }),
    coUsageDifference: t.field({
      type: [ServiceDifferenceType],
      description: 'What else the clients of the service use, side by side; shares are of the service’s clients.',
      args: { service: t.arg.id({ required: true }), ...sides },
      complexity: { field: VIEW_POINTS.light, multiplier: 10 },
      resolve: async (_, { service, ...asked }, context) => {
        const [a, b] = await bothSides(context, asked, { kind: 'coUsage', service })
        return rowsOf(a, b, [service])
      },
    }),
    usageMatrixDifference: t.field({
      type: [t.listRef('ShareDifference', { nullable: true })],
      description:
        'Row-major, square, in catalogue order: row share of B minus row share of A in percentage points. Null where the releases do not count the same.',
      args: sides,
      complexity: { field: VIEW_POINTS.heavy, multiplier: 1 },
      resolve: async (_, asked, context) => {
        const [a, b] = await bothSides(context, asked, { kind: 'usageMatrix' })
        const [sharesA, sharesB] = [matrixOf(a.reader, a.selection).rowShares(), matrixOf(b.reader, b.selection).rowShares()]
        const breaks = breaksOf(a, b)
        const broken = a.reader.layout.services.map((code) => breaks([code]).length > 0)
        const inB = a.reader.layout.services.map((code) => b.reader.layout.services.indexOf(code))
        const ofB = (i: number, j: number) => (i < 0 || j < 0 ? null : sharesB.at(i, j))
        return inB.map((i, row) =>
          inB.map((j, column) => (broken[row] || broken[column] ? null : shareDifference(ofB(i, j), sharesA.at(row, column)))),
        )
      },
    }),
  }
})

async function bothSides(context: RequestContext, asked: Asked, view: View): Promise<readonly [Side, Side]> {
  const a = await context.reader(asked.release)
  const b = asked.releaseB === undefined || asked.releaseB === null ? a : await context.reader(asked.releaseB)
  const need = needOf(view)
  return [
    { reader: a, selection: admitted(a.admit(asked.a, need)) },
    { reader: b, selection: admitted(b.admit(asked.b, need)) },
  ]
}

/** Why figures of services are not the same in both sides' releases, by the services that the figure names: as a series breaks its line. */
function breaksOf(a: Side, b: Side): (services: readonly string[]) => readonly Break[] {
  if (a.reader.release.id === b.reader.release.id) return () => []
  const services = [...new Set([...a.reader.layout.services, ...b.reader.layout.services])]
  const selections = [a.selection, b.selection]
  const found = selections.flatMap((selection) => breaksBetween(a.reader, b.reader, { kind: 'USING', services }, selection))
  const all = BREAK_REASONS.flatMap((reason): readonly Break[] => {
    const these = found.filter((one) => one.reason === reason)
    return these.length === 0 ? [] : [{ reason, codes: [...new Set(these.flatMap(({ codes }) => codes))].sort() }]
  })
  // Who is a heavy user hangs on every service.
  const everyService = selections.some(({ cohort }) => cohort === 'HEAVY')
  return (named) => {
    const matters = new Set([...named, ...selections.flatMap((selection) => selection.services)])
    return all.flatMap(({ reason, codes }) => {
      const own = reason === 'SERVICES' && !everyService ? codes.filter((code) => matters.has(code)) : codes
      return reason === 'SERVICES' && own.length === 0 ? [] : [{ reason, codes: own }]
    })
  }
}

/** A row for each service of A's release but `named`; one that B's release does not know is withheld there. */
function rowsOf(a: Side, b: Side, named: readonly string[]): ServiceDifference[] {
  const figures = ({ reader, selection }: Side) => {
    const all = reader.figuresOf(selection)
    const own = reader.positions(named)
    const whole = all.using(...own)
    return (code: string): readonly [Figure, Share | null] => {
      const position = reader.layout.services.indexOf(code)
      const part = position < 0 ? WITHHELD : all.using(...own, position)
      return [part, shareOf(part, whole)]
    }
  }
  const [ofA, ofB] = [figures(a), figures(b)]
  const breaksFor = breaksOf(a, b)
  return a.reader.services
    .filter((service) => !named.includes(service.code))
    .map((service) => {
      const [[countA, shareA], [countB, shareB]] = [ofA(service.code), ofB(service.code)]
      const breaks = breaksFor([...named, service.code])
      const comparable = breaks.length === 0
      return {
        service,
        a: countA,
        b: countB,
        shareA,
        shareB,
        clients: comparable ? countDifference(countB, countA) : null,
        share: comparable ? shareDifference(shareB, shareA) : null,
        breaks,
      }
    })
}

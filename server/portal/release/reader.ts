/** A release in memory: the only way from published cells to answers. */
import { LRUCache } from 'lru-cache'
import type { Policy } from '../../release/format.ts'
import type { ReleaseLayout, Row } from '../../release/lattice.ts'
import type { Release, Service } from '../generated/prisma/client.ts'
import { type Figure, type Measure, WITHHELD } from './figure.ts'
import { type LoadedCells, type Measured, PublishedTable } from './published-table.ts'
import { type Covering, coveringOf, type FigureScope, mayAsk, maySee } from './scope.ts'
import { type AskedSelection, admit, type Refusal, rowsOf, type Selection, type ServiceNeed, selectionKey } from './selection.ts'
import { type Square, squareOf } from './square.ts'

/** Scoped readers of one release in memory: people with equal rights share one, and what was worked out for it. */
const SCOPES = 200

/** Selections whose rows are added up already: fields of one answer, and its audit, ask for the same. */
const ADDED_UP = 32

/** Immutable. Figures are for a canonical selection; its services are part of what is counted. */
export class ReleaseReader {
  readonly release: Release
  /** Catalogue order; a position is the service's index in the layout. */
  readonly services: readonly Service[]
  readonly layout: ReleaseLayout
  readonly policy: Policy
  readonly #table: PublishedTable
  /** Null: the whole release. */
  readonly #scope: FigureScope | null
  readonly #scoped = new LRUCache<string, ReleaseReader>({ max: SCOPES })
  readonly #figures = new LRUCache<string, SelectionFigures>({ max: ADDED_UP })

  constructor(
    release: Release,
    services: readonly Service[],
    layout: ReleaseLayout,
    policy: Policy,
    cells: LoadedCells | PublishedTable,
    scope: FigureScope | null = null,
  ) {
    this.release = release
    this.services = services
    this.layout = layout
    this.policy = policy
    this.#table = cells instanceof PublishedTable ? cells : new PublishedTable(layout, policy, cells)
    this.#scope = scope
  }

  /** The same release as far as the scope goes; null: all of it. Equal scopes get the same reader. */
  within(scope: FigureScope | null): ReleaseReader {
    if (scope === null) return this
    const known = this.#scoped.get(scope.key)
    if (known) return known
    const reader = new ReleaseReader(this.release, this.services, this.layout, this.policy, this.#table, scope)
    this.#scoped.set(scope.key, reader)
    return reader
  }

  /** The canonical selection, or why it has no answer: one refusal for all that is outside the scope. */
  admit(asked: AskedSelection | null | undefined, need: ServiceNeed): Selection | Refusal {
    const selection = admit(this.layout, asked, need)
    return 'refused' in selection || this.allows(selection, need) ? selection : OUTSIDE
  }

  /** Whether the scope covers a canonical selection in a view. */
  allows(selection: Selection, need: ServiceNeed): boolean {
    if (this.#scope === null) return true
    return mayAsk(coveringOf(this.layout, this.#scope, rowsOf(this.layout, selection)), selection.services, need)
  }

  /** Figures of one selection; withheld where they are outside the scope. Codes must be known: `admit` has seen to that. */
  figuresOf(selection: Selection): SelectionFigures {
    const key = selectionKey(selection)
    const known = this.#figures.get(key)
    if (known) return known
    const rows = rowsOf(this.layout, selection)
    const covering = this.#scope === null ? null : coveringOf(this.layout, this.#scope, rows)
    const figures = new SelectionFigures(this.#table, rows, this.positions(selection.services), covering)
    this.#figures.set(key, figures)
    return figures
  }

  positions(codes: readonly string[]): readonly number[] {
    return codes.map((code) => {
      const position = this.layout.services.indexOf(code)
      if (position < 0) throw new Error('a service outside the release')
      return position
    })
  }
}

/** Figures over the rows of one selection. */
export class SelectionFigures {
  readonly #measured: Measured
  readonly #services: readonly string[]
  readonly #within: readonly number[]
  /** Null: nothing is outside. */
  readonly #covering: readonly Covering[] | null

  constructor(table: PublishedTable, rows: readonly Row[], within: readonly number[], covering: readonly Covering[] | null = null) {
    this.#measured = table.over(rows)
    this.#services = table.layout.services
    this.#within = within
    // Rows that a grant without limit of services covers need no look at the services.
    this.#covering = covering?.every((grants) => grants.some(({ services }) => services === null)) ? null : covering
  }

  /** Whether nothing of the selection is outside the scope. */
  get seesAll(): boolean {
    return this.#covering === null
  }

  /** Whether clients who use both services and the selection's own are within the scope. */
  sees(a: number, b: number): boolean {
    return this.#covering === null || this.#covers([...new Set([...this.#within, a, b])])
  }

  #covers(together: readonly number[]): boolean {
    const codes = this.#covering === null ? [] : together.flatMap((position) => this.#services[position] ?? [])
    return this.#covering === null || maySee(this.#covering, codes)
  }

  #figure(measure: Measure, together: readonly number[]): Figure {
    return this.#covers(together) ? this.#measured(measure) : WITHHELD
  }

  /** Clients who use all of the services (by position) and the selection's own. */
  using(...services: readonly number[]): Figure {
    const all = this.#within.length === 0 ? services : [...this.#within, ...services]
    const together = all.filter((service, i) => all.indexOf(service) === i)
    return this.#figure({ kind: 'used', services: together }, together)
  }

  /** `using` each two services, one alone on the diagonal. */
  square(): Square {
    if (this.#within.length === 0 && this.#covering === null) return this.#measured.square()
    return squareOf(this.#services.length, (a, b) => this.using(a, b))
  }

  /** Clients in the selection without its services: the base of lifts over whole combinations. */
  everyone(): Figure {
    return this.#figure({ kind: 'used', services: [] }, [])
  }

  /** A measure that takes no account of the selection's services; the caller has none. */
  measure(measure: Measure): Figure {
    return this.#figure(measure, [])
  }
}

/** The same words for every selection outside the scope, whatever it would have shown. */
const OUTSIDE: Refusal = { refused: 'NOT_GRANTED', rule: 'Your rights do not cover this.' }

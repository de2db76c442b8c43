/** A release in memory: the only way from published cells to answers. */
import type { Policy } from '../../release/format.ts'
import type { ReleaseLayout, Row } from '../../release/lattice.ts'
import type { Release, Service } from '../generated/prisma/client.ts'
import { type Figure, type LoadedCells, type Measure, PublishedTable } from './figures.ts'
import { type AskedSelection, admit, type Refusal, rowsOf, type Selection, type ServiceNeed } from './selection.ts'

/** Immutable. Figures are for a canonical selection; its services are part of what is counted. */
export class ReleaseReader {
  readonly release: Release
  /** Catalogue order; a position is the service's index in the layout. */
  readonly services: readonly Service[]
  readonly layout: ReleaseLayout
  readonly policy: Policy
  readonly #table: PublishedTable

  constructor(release: Release, services: readonly Service[], layout: ReleaseLayout, policy: Policy, cells: LoadedCells) {
    this.release = release
    this.services = services
    this.layout = layout
    this.policy = policy
    this.#table = new PublishedTable(layout, policy, cells)
  }

  admit(asked: AskedSelection | null | undefined, need: ServiceNeed): Selection | Refusal {
    return admit(this.layout, asked, need)
  }

  /** Figures of one selection. Codes must be known: `admit` has seen to that. */
  figuresOf(selection: Selection): SelectionFigures {
    return new SelectionFigures(this.#table, rowsOf(this.layout, selection), this.positions(selection.services))
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
  readonly #table: PublishedTable
  readonly #rows: readonly Row[]
  readonly #within: readonly number[]

  constructor(table: PublishedTable, rows: readonly Row[], within: readonly number[]) {
    this.#table = table
    this.#rows = rows
    this.#within = within
  }

  /** Clients who use all of the services (by position) and the selection's own. */
  using(...services: readonly number[]): Figure {
    return this.#table.figure(this.#rows, { kind: 'used', services: [...new Set([...this.#within, ...services])] })
  }

  /** Clients in the selection without its services: the base of lifts over whole combinations. */
  everyone(): Figure {
    return this.#table.figure(this.#rows, { kind: 'used', services: [] })
  }

  /** A measure that takes no account of the selection's services; the caller has none. */
  measure(measure: Measure): Figure {
    return this.#table.figure(this.#rows, measure)
  }
}

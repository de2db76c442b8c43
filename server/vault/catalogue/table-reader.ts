/** Reads the rows of one catalogue file, and what is wrong with them. */
import type { Names } from './catalogue.ts'
import type { CatalogueProblem, TableRow } from './catalogue-table.ts'
import { SHORT_NAME_LENGTH, shortName } from './short-name.ts'

export const NAME_COLUMNS = ['name_fi', 'name_sv', 'name_en'] as const

/** Reads values of one file and notes what is wrong with them. */
export class TableReader {
  readonly #file: string
  readonly #problems: CatalogueProblem[]

  constructor(file: string, problems: CatalogueProblem[]) {
    this.#file = file
    this.#problems = problems
  }

  refuse(row: TableRow | null, reason: string, remedy: string): void {
    this.#problems.push({ file: this.#file, line: row?.line ?? null, reason, remedy })
  }

  unique(rows: readonly TableRow[], keyOf: (row: TableRow) => string, column: string): readonly { key: string; row: TableRow }[] {
    const seen = new Map<string, number>()
    return rows.map((row) => {
      const key = keyOf(row)
      const earlier = seen.get(key)
      if (!key) this.refuse(row, `the ${column} is empty.`, `Give the row a ${column}.`)
      else if (earlier !== undefined) this.refuse(row, `the ${column} stands on line ${earlier} already.`, 'Remove or rename one of them.')
      seen.set(key, row.line)
      return { key, row }
    })
  }

  names(row: TableRow): Names {
    const name = (column: (typeof NAME_COLUMNS)[number]) => {
      if (!row.value(column)) this.refuse(row, `${column} is empty.`, 'Write the name in each of the three languages.')
      return row.value(column)
    }
    return { fi: name('name_fi'), sv: name('name_sv'), en: name('name_en') }
  }

  /** The short name of one of the rows: as given, else cut so that it is told from the others. */
  short(row: TableRow, all: readonly TableRow[], language: keyof Names): string {
    const given = row.value(`short_${language}`)
    const nameOf = (one: TableRow) => one.value(`name_${language}`)
    if ([...given].length > SHORT_NAME_LENGTH)
      this.refuse(
        row,
        `short_${language} has more than ${SHORT_NAME_LENGTH} characters.`,
        'Shorten it, or leave it empty to have the name cut.',
      )
    return given || shortName(nameOf(row), all.map(nameOf))
  }

  threshold(row: TableRow, column: string, rule: string): number {
    const value = row.value(column)
    if (!/^\d{1,4}$/.test(value)) this.refuse(row, `${rule} needs a whole number in ${column}.`, 'Write the number, e.g. 5.')
    return Number(value)
  }

  noThreshold(row: TableRow, column: string, rule: string): void {
    if (row.value(column)) this.refuse(row, `${rule} has no ${column}.`, `Leave ${column} empty or choose another rule.`)
  }
}

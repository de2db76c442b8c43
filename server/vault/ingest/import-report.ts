/** The operator's report of an import: counts inside the vault's walls. Kept with the import, printed by `import --json`. */

/** Reasons for which a row is rejected. */
export type RejectReason =
  | 'UNKNOWN_SERVICE'
  | 'BAD_MUNICIPALITY'
  | 'UNKNOWN_CENTRE'
  | 'BAD_DATE'
  | 'INTERVAL_REVERSED'
  | 'UNKNOWN_CLIENT'
  | 'DUPLICATE_CLIENT'
  | 'BAD_SEX'
  | 'BAD_ROW'
  | 'BAD_ENCODING'
  | 'TRUNCATED'

/** Reasons for which a row without fault is left out. */
export type LeftOutReason = 'OUTSIDE_WINDOW' | 'OUTSIDE_AREA'

/** The extract files, in the order in which they are read. */
export const EXTRACT_FILES = ['clients.csv', 'contacts.csv', 'decisions.csv'] as const
export type ExtractFile = (typeof EXTRACT_FILES)[number]

/** What became of a file's rows: read = kept + rejected + left out. */
export interface FileReport {
  readonly read: number
  readonly kept: number
  readonly rejected: Readonly<Partial<Record<RejectReason, number>>>
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>
  /** First lines rejected for each reason, ascending (the header is line 1), never more than `LINES_LISTED`. */
  readonly rejectedLines: Readonly<Partial<Record<RejectReason, readonly number[]>>>
}

/** How many lines are listed for each reason. */
export const LINES_LISTED = 20

export interface ImportReport {
  /** Under the plain names, also where the file was compressed. */
  readonly files: Readonly<Record<ExtractFile, FileReport>>
  /** Clients of the county. */
  readonly clients: number
  readonly heavyUsers: number
  /** Clients of the county whose sex is unknown: where they are few, figures by sex are withheld. */
  readonly unknownSex: number
  /** Share of a file's readable rows whose client is in clients.csv, six decimals; null where there is no such row. */
  readonly linkage: Readonly<Record<Exclude<ExtractFile, 'clients.csv'>, number | null>>
  /** Users of each service of the catalogue, by code. */
  readonly services: Readonly<Record<string, number>>
}

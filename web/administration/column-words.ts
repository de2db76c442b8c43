import type { TFunction } from 'i18next'

/** A column of the catalogue's files, as its reader calls it. */
export const columnWords = (t: TFunction, column: string): string =>
  t(`administration.catalogue.column.${column}`, { defaultValue: column })

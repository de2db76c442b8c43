import type { TFunction } from 'i18next'
import { listed } from '../selection/describe.ts'
import type { Catalogue } from './catalogue.ts'

/** Why two figures are not counted the same. */
export interface SeriesBreak {
  readonly reason: 'RULES' | 'SERVICES' | 'AREAS' | 'POLICY' | 'SCHEME'
  readonly codes: readonly string[]
}

/** Why a line is broken, in full. */
export function breakWords(t: TFunction, breaks: readonly SeriesBreak[], catalogue: Catalogue): string {
  const name = (code: string) => catalogue.service(code)?.name ?? catalogue.placeName(code)
  return breaks.map(({ reason, codes }) => t(`seriesBreak.${reason}`, { names: listed(t, codes.map(name)) })).join('. ')
}

/** Why, in two words, beside the line. */
export const breakShort = (t: TFunction, breaks: readonly SeriesBreak[]): string =>
  breaks.map(({ reason }) => t(`seriesBreak.short.${reason}`)).join(', ')

/** Each reason once, with everything that it names. */
export function breaksTogether(rows: readonly { readonly breaks: readonly SeriesBreak[] }[]): readonly SeriesBreak[] {
  const all = rows.flatMap(({ breaks }) => breaks)
  return [...new Set(all.map(({ reason }) => reason))].map((reason) => ({
    reason,
    codes: [...new Set(all.filter((one) => one.reason === reason).flatMap(({ codes }) => codes))].sort(),
  }))
}

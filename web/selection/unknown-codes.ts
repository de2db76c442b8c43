import type { TFunction } from 'i18next'
import type { BarField } from './field-words.ts'
import type { Selection } from './selection.ts'

interface Coded {
  readonly code: string
}

/** What a catalogue knows. */
export interface KnownCodes {
  readonly release: { readonly municipalities: readonly Coded[]; readonly centres: readonly Coded[] }
  readonly services: readonly Coded[]
  readonly releases: readonly { readonly id: string }[]
}

/** Codes of a selection that the release lacks, by field; without a catalogue it is the release itself that there is not. */
export function unknownCodes(selection: Selection, catalogue: KnownCodes | null): Partial<Record<BarField, readonly string[]>> {
  const { municipalities, centres, services, release } = selection
  const lacks = (codes: readonly string[], known: readonly Coded[] = []) =>
    catalogue ? codes.filter((code) => !known.some((each) => each.code === code)) : []
  const all = {
    place: [...lacks(municipalities, catalogue?.release.municipalities), ...lacks(centres, catalogue?.release.centres)],
    services: lacks(services, catalogue?.services),
    release: release !== null && !catalogue?.releases.some(({ id }) => id === release) ? [release] : [],
  }
  return Object.fromEntries(Object.entries(all).filter(([, codes]) => codes.length > 0))
}

/** The same in words: 'Kunta tai sote-keskus 999 · Julkaisu nope'; empty where every code is known. */
export const unknownWords = (t: TFunction, selection: Selection, catalogue: KnownCodes | null): string =>
  Object.entries(unknownCodes(selection, catalogue))
    .map(([field, codes]) => `${t(`field.${field}`)} ${codes.join(', ')}`)
    .join(' \u00b7 ')

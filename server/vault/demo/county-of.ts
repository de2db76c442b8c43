import type { DemoSource } from './demo-source.ts'

/**
 * A county of other municipalities with the same services, ages and needs, e.g. for benchmarks at another scale. Its catalogue
 * must be the one that imports it. `centres`: how many a municipality has.
 */
export function countyOf(
  source: DemoSource,
  municipalities: readonly { readonly code: string; readonly population: number; readonly centres: number }[],
): DemoSource {
  const named = (text: string) => ({ fi: text, sv: text, en: text })
  return {
    ...source,
    catalogue: {
      ...source.catalogue,
      municipalities: municipalities.map(({ code }) => ({ code, name: named(code) })),
      centres: municipalities.flatMap(({ code, centres }) =>
        Array.from({ length: centres }, (_, i) => ({ code: `${code}-${i + 1}`, municipality: code, name: named(`${code} ${i + 1}`) })),
      ),
    },
    populations: municipalities,
    centreWeights: new Map(),
  }
}

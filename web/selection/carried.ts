import { SELECTION_PARAMS } from './selection.ts'

/** The parts of an address that go along from view to view, the selection and the language; then what the view itself is asked for. */
export function carried(search: string, own: Readonly<Record<string, string>> = {}): string {
  const now = new URLSearchParams(search)
  const kept = new URLSearchParams()
  for (const name of [...Object.values(SELECTION_PARAMS), 'lang']) {
    const value = now.get(name)
    if (value !== null) kept.set(name, value)
  }
  for (const [name, value] of Object.entries(own)) kept.set(name, value)
  return kept.size > 0 ? `?${kept}` : ''
}

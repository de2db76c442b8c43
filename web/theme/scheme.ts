export const SCHEMES = ['system', 'light', 'dark'] as const
export type Scheme = (typeof SCHEMES)[number]

const STORED = 'kooste.scheme'

/** The reader's choice of light or dark; the system's where none was made. */
export function storedScheme(): Scheme {
  const stored = localStorage.getItem(STORED)
  return SCHEMES.find((scheme) => scheme === stored) ?? 'system'
}

/** Shows and remembers a choice. */
export function applyScheme(scheme: Scheme): void {
  localStorage.setItem(STORED, scheme)
  if (scheme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = scheme
}

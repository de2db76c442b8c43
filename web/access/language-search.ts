import { useLocation } from 'react-router'

/** The language of the address alone: pages about the portal itself have no selection. */
export function useLanguageSearch(): string {
  const lang = new URLSearchParams(useLocation().search).get('lang')
  return lang ? `?${new URLSearchParams({ lang })}` : ''
}

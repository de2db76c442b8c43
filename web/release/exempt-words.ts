import type { TFunction } from 'i18next'
import { listed } from '../selection/describe.ts'
import type { Catalogue } from './catalogue.ts'

/** Which services the county has exempted from the promise, and what may be few for that, in a sentence; empty where it has none. */
export function exemptWords(t: TFunction, { release, serviceName }: Pick<Catalogue, 'release' | 'serviceName'>): string {
  const { complementExempt, threshold } = release.policy
  if (complementExempt.length === 0) return ''
  return t('about.disclosure.exempt', {
    count: complementExempt.length,
    services: listed(t, complementExempt.map(serviceName)),
    threshold,
  })
}

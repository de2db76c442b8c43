import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { heavyWords } from '../release/heavy-rules.ts'
import { listed } from '../selection/describe.ts'
import type { ParamCodec } from '../selection/use-view-param.ts'

/** The indicator that a page opens with: clients who need several services. */
export const FIRST_INDICATOR = 'several-services'

/** Key of an indicator in the address; the server knows which there are. */
export const INDICATOR: ParamCodec<string> = {
  parse: (raw) => (raw && /^[\w:+-]{1,80}$/.test(raw) ? raw : FIRST_INDICATOR),
  write: (value) => (value === FIRST_INDICATOR ? null : value),
}

const READY = ['several-services', 'four-services', 'few-services', 'housing-24h', 'institutional-care', 'psychiatric-wards'] as const
export const isReady = (key: string): key is (typeof READY)[number] => READY.some((ready) => ready === key)

/** Its name within a sentence. */
export function indicatorName(t: TFunction, key: string, catalogue: Catalogue): string {
  if (isReady(key)) return t(`indicator.${key}.name`)
  const [kind, rest = ''] = key.split(':')
  const services = listed(t, rest.split('+').map(catalogue.serviceName))
  switch (kind) {
    case 'using':
      return t(rest.includes('+') ? 'indicator.other.usingBoth' : 'indicator.other.using', { services })
    case 'heavy':
      return t('indicator.other.heavy', { services })
    case 'count':
      return t('indicator.other.count', { range: rest.replace('-', '\u2013') })
    case 'clients':
      return t('indicator.other.clients')
    default:
      return t('indicator.other.name')
  }
}

/** Its name where there is little room, e.g. in a list. */
export const indicatorShort = (t: TFunction, key: string, catalogue: Catalogue): string =>
  isReady(key) ? t(`indicator.${key}.short`) : indicatorName(t, key, catalogue)

/** What counts, in a sentence. */
export function indicatorRule(t: TFunction, formats: Formats, key: string, catalogue: Catalogue): string {
  if (key === FIRST_INDICATOR) return heavyWords(t, formats, catalogue, `indicator.${FIRST_INDICATOR}.rule`)
  return isReady(key) ? t(`indicator.${key}.rule`) : t('indicator.other.rule', { name: indicatorName(t, key, catalogue) })
}

/** '6 987 clients need many services'. */
export const indicatorTitle = (
  t: TFunction,
  key: string,
  figure: { readonly count: number; readonly atLeast: boolean },
  formats: Formats,
): string => t(`indicator.${isReady(key) ? key : 'other'}.title`, { count: figure.count, figure: formats.figure(figure) })

import type { TFunction } from 'i18next'
import type { Formats } from '../format.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { Viewer } from './viewer-context.tsx'

type Grant = Viewer['grants'][number]

/** The limits of a role in words: '65 vuotta täyttäneet · Kokkola · 31.12.2026 asti'. */
export function limitWords(t: TFunction, formats: Formats, grant: Grant, catalogue: Catalogue | null): string {
  const name = (code: string, of: 'placeName' | 'serviceName') => catalogue?.[of](code) ?? code
  const parts = [
    grant.ages?.length
      ? widest(grant.ages)
          .map((age) => t(`age.${age}`))
          .join(', ')
      : null,
    grant.municipalities?.length ? grant.municipalities.map((code) => name(code, 'placeName')).join(', ') : null,
    grant.services?.length ? grant.services.map((code) => name(code, 'serviceName')).join(', ') : null,
    grant.until ? t('access.until', { date: formats.day(grant.until) }) : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' · ') : t('access.noLimits')
}

const widest = (ages: NonNullable<Grant['ages']>): NonNullable<Grant['ages']> =>
  ages.includes('AGE_65_PLUS') ? ages.filter((age) => age !== 'AGE_65_79' && age !== 'AGE_80_PLUS') : ages

/** The catalogue of a release: read from the portal's database, names in the locale asked. */
import { sealed } from '../release/told-numbers.ts'
import { builder } from './builder.ts'
import { HEAVY_RULES, HeavyRuleEnum, LocaleEnum, SectorEnum, USE_RULES, UseRuleEnum } from './enums.ts'

type Locale = typeof LocaleEnum.$inferType

interface Named {
  readonly nameFi: string
  readonly nameSv: string
  readonly nameEn: string
}

/** The name in the locale. */
export const nameIn = (named: Named, locale: Locale): string => ({ FI: named.nameFi, SV: named.nameSv, EN: named.nameEn })[locale]

const named = <T extends Named>() => ({
  type: 'String' as const,
  resolve: (row: T, args: { locale?: Locale | null | undefined }) => nameIn(row, args.locale ?? 'FI'),
})

export const ServiceTaskType = builder.prismaObject('ServiceTask', {
  fields: (t) => ({
    slug: t.exposeID('slug'),
    name: t.field({ ...named(), args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) } }),
  }),
})

export const ServiceType = builder.prismaObject('Service', {
  fields: (t) => ({
    code: t.exposeID('code'),
    slug: t.exposeString('slug'),
    sector: t.expose('sector', { type: SectorEnum }),
    task: t.relation('task', { nullable: true }),
    name: t.field({ ...named(), args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) } }),
    shortName: t.string({
      args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) },
      resolve: (row, { locale }) => nameIn({ nameFi: row.shortFi, nameSv: row.shortSv, nameEn: row.shortEn }, locale ?? 'FI'),
    }),
    useRule: t.field({ type: UseRuleEnum, resolve: (row) => oneOf(row.useRule, USE_RULES) }),
    useThreshold: t.field({ type: 'Parameter', nullable: true, resolve: (row) => sealed.thresholds(row).use }),
    heavyRule: t.field({
      type: HeavyRuleEnum,
      nullable: true,
      resolve: (row) => (row.heavyRule === null ? null : oneOf(row.heavyRule, HEAVY_RULES)),
    }),
    heavyThreshold: t.field({ type: 'Parameter', nullable: true, resolve: (row) => sealed.thresholds(row).heavy }),
  }),
})

export const MunicipalityType = builder.prismaObject('Municipality', {
  fields: (t) => ({
    code: t.exposeID('code'),
    name: t.field({ ...named(), args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) } }),
    centres: t.relation('centres', { query: { orderBy: { position: 'asc' } } }),
  }),
})

export const CentreType = builder.prismaObject('Centre', {
  fields: (t) => ({
    code: t.exposeID('code'),
    name: t.field({ ...named(), args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) } }),
    municipality: t.relation('municipality'),
  }),
})

function oneOf<T extends string>(value: string, values: readonly T[]): T {
  const found = values.find((one) => one === value)
  if (found === undefined) throw new Error('the stored catalogue has an unknown rule')
  return found
}

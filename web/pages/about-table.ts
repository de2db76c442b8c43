import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import type { Formats } from '../format.ts'
import type { Catalogue, Release, Service } from '../release/catalogue.ts'
import { topPercent } from '../release/heavy-rules.ts'

/** When a service counts as used, in words. */
export function ruleWords(t: TFunction, service: Service): string {
  return t(`about.catalogue.use.${service.useRule}`, { count: service.useThreshold ?? 0 })
}

/** When a client uses a service heavily, in words; empty where there is no such rule. */
export function heavyRuleWords(t: TFunction, formats: Formats, service: Service, rules: Release['rules']): string {
  if (!service.heavyRule) return ''
  return t(`about.catalogue.heavy.${service.heavyRule}`, {
    count: service.heavyThreshold ?? 0,
    top: formats.percent(topPercent(rules)),
  })
}

/** The catalogue with its rules as a table. */
export function catalogueTable(catalogue: Catalogue, t: TFunction, formats: Formats): ExportTable {
  return {
    name: t('about.catalogue.title'),
    columns: [
      { kind: 'dimension', id: 'service', label: t('column.service') },
      { kind: 'attribute', id: 'sector', label: t('column.sector') },
      { kind: 'attribute', id: 'task', label: t('about.catalogue.task') },
      { kind: 'attribute', id: 'use', label: t('about.catalogue.useRule') },
      { kind: 'attribute', id: 'heavy', label: t('about.catalogue.heavyRule') },
    ],
    rows: catalogue.services.map((service) => [
      { code: service.code, label: service.name },
      { code: service.sector, label: t(`sector.${service.sector}`) },
      catalogue.release.serviceTasks.find((task) => task.slug === service.task?.slug)?.name ?? '',
      ruleWords(t, service),
      heavyRuleWords(t, formats, service, catalogue.release.rules),
    ]),
  }
}

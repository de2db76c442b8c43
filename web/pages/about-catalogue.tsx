import { SectorMark } from '../controls/sector-mark.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { heavyWords } from '../release/heavy-rules.ts'
import { heavyRuleWords, ruleWords } from './about-table.ts'

/** Every service with the rules that decide what counts. */
export function AboutCatalogue({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { serviceTasks, rules } = catalogue.release
  return (
    <>
      <p>{t('about.catalogue.text')}</p>
      <p>{heavyWords(t, formats, catalogue)}</p>
      {catalogue.sectors.map((sector) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too
        <section className="about-scroll" key={sector} tabIndex={0} aria-label={t(`sector.${sector}`)}>
          <table>
            <caption>
              <SectorMark sector={sector} />
              {t(`sector.${sector}`)}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('column.service')}</th>
                {sector === 'SOCIAL' && <th scope="col">{t('about.catalogue.task')}</th>}
                <th scope="col">{t('about.catalogue.useRule')}</th>
                {sector !== 'SOCIAL' && <th scope="col">{t('about.catalogue.heavyRule')}</th>}
              </tr>
            </thead>
            <tbody>
              {catalogue.services
                .filter((service) => service.sector === sector)
                .map((service) => (
                  <tr key={service.code}>
                    <th scope="row">{service.name}</th>
                    {sector === 'SOCIAL' && (
                      <td data-head={t('about.catalogue.task')}>
                        {serviceTasks.find((task) => task.slug === service.task?.slug)?.name ?? ''}
                      </td>
                    )}
                    <td data-head={t('about.catalogue.useRule')}>{ruleWords(t, service)}</td>
                    {sector !== 'SOCIAL' && (
                      <td data-head={t('about.catalogue.heavyRule')}>{heavyRuleWords(t, formats, service, rules)}</td>
                    )}
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  )
}

import { useFormats } from '../format.ts'
import type { AboutQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'

type Report = AboutQuery['release']['importReport']

/** What was read, what was rejected and why. Every number of rows has passed the limit like a figure of clients. */
export function AboutImport({ report, catalogue }: { readonly report: Report; readonly catalogue: Catalogue }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <>
      <p>{t('about.import.text', { date: formats.day(report.importedAt) })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too */}
      <section className="about-scroll" tabIndex={0} aria-label={t('about.import.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('about.import.file')}</th>
              <th scope="col" className="num">
                {t('about.import.read')}
              </th>
              <th scope="col" className="num">
                {t('about.import.linkage')}
              </th>
              <th scope="col">{t('about.import.rejected')}</th>
              <th scope="col">{t('about.import.leftOut')}</th>
            </tr>
          </thead>
          <tbody>
            {report.files.map((file) => (
              <tr key={file.file}>
                <th scope="row">{t(`about.import.files.${file.file.replace('.csv', '')}`, { defaultValue: file.file })}</th>
                <td className="num" data-head={t('about.import.read')}>
                  {formats.count(file.read ?? null)}
                </td>
                <td className="num" data-head={t('about.import.linkage')}>
                  {file.linkage == null ? '\u2013' : formats.percent(file.linkage)}
                </td>
                <td data-head={t('about.import.rejected')}>
                  <Reasons of={file.rejected} />
                </td>
                <td data-head={t('about.import.leftOut')}>
                  <Reasons of={file.leftOut} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>{t('about.import.note', { count: catalogue.release.policy.threshold })}</p>
      {report.warnings.length > 0 && (
        <p>{t('about.import.warnings', { services: report.warnings.map(catalogue.serviceName).join(', ') })}</p>
      )}
    </>
  )
}

function Reasons({ of }: { readonly of: Report['files'][number]['rejected'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const shown = of.flatMap(({ reason, rows }) => (rows == null ? [] : [{ reason, rows }]))
  if (shown.length === 0) return <span className="muted">{t('about.import.none')}</span>
  return (
    <ul>
      {shown.map(({ reason, rows }) => (
        <li key={reason}>
          {t(`about.import.reasons.${reason}`, { defaultValue: reason })}: {formats.count(rows)}
        </li>
      ))}
    </ul>
  )
}

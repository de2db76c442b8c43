import { OfficeSection } from '../access/office-page.tsx'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { VaultOrder } from './use-orders.ts'

type Report = NonNullable<VaultOrder['report']>
type File = Report['files'][number]
interface Reason {
  readonly reason: string
  /** Whole per cent; null: under one. */
  readonly share?: number | null | undefined
  readonly lines?: readonly string[]
}

/** Rows under which nothing is told. */
const LEAST = 20

/** What the last import read, beside the one before it. Rows are rough: they count files, not clients; reasons are whole per cent of them. */
export function ImportReport({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const before = report.dataDateBefore
  const date = formats.date(report.dataDate)
  return (
    <OfficeSection
      title={t('administration.report.title')}
      note={
        before ? t('administration.report.compared', { date, before: formats.date(before) }) : t('administration.report.alone', { date })
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too */}
      <section className="office-scroll" tabIndex={0} aria-label={t('administration.report.title')}>
        <table className="office-table report-table">
          <thead>
            <tr>
              {['file', 'rows', 'linkage', 'rejected', 'leftOut'].map((name) => (
                <th key={name} scope="col">
                  {t(`administration.report.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.files.map((file) => (
              <FileRow key={file.file} file={file} compared={before != null} />
            ))}
          </tbody>
        </table>
      </section>
      <p className="office-note muted">{t('administration.report.note', { count: LEAST })}</p>
    </OfficeSection>
  )
}

function FileRow({ file, compared }: { readonly file: File; readonly compared: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const rows = (n: number | null | undefined) =>
    n == null ? t('administration.report.few') : t('administration.report.about', { rows: formats.plain(n) })
  const share = useShareWords()
  const reasonWords = (reasons: readonly Reason[]) =>
    reasons.map((one) => `${t(`about.import.reasons.${one.reason}`, { defaultValue: one.reason })} ${share(one)}`).join(', ') ||
    t('administration.report.noShare')
  const was = (words: string) => <span className="was">{`${t('administration.report.before')}: ${words}`}</span>
  return (
    <tr>
      <td>
        <b>{t(`about.import.files.${file.file.replace('.csv', '')}`, { defaultValue: file.file })}</b>
      </td>
      <td>
        {rows(file.rows)}
        {compared && was(rows(file.rowsBefore))}
        {file.trend && <span className="trend">{t(`administration.report.trend.${file.trend}`)}</span>}
      </td>
      <td>
        {file.linkage == null ? '\u2013' : formats.percent(file.linkage)}
        {file.linkageBefore != null && was(formats.percent(file.linkageBefore))}
      </td>
      <td>
        <Reasons of={file.rejected} />
        {compared && was(reasonWords(file.rejectedBefore))}
      </td>
      <td>
        <Reasons of={file.leftOut} />
        {compared && was(reasonWords(file.leftOutBefore))}
      </td>
    </tr>
  )
}

/** Rejected rows by reason, with the lines to look at first. */
export function Reasons({ of }: { readonly of: readonly Reason[] }) {
  const { t } = useTranslation()
  const share = useShareWords()
  if (of.length === 0) return <>{t('administration.report.noShare')}</>
  return (
    <ul>
      {of.map((one) => (
        <li key={one.reason}>
          {t(`about.import.reasons.${one.reason}`, { defaultValue: one.reason })}: {share(one)}
          {one.lines && one.lines.length > 0 && (
            <span className="was">{t('administration.report.lines', { lines: one.lines.join(', ') })}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

function useShareWords(): (reason: Reason) => string {
  const { t } = useTranslation()
  const formats = useFormats()
  return ({ share }) => (share == null ? t('administration.report.underShare') : formats.percent(share))
}

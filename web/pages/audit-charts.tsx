import { useMemo } from 'react'
import { DayBars } from '../charts/day-bars.tsx'
import { dayBars } from '../charts/day-bars-layout.ts'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import type { AuditSummaryQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { actorWords, subjectWords } from './audit-words.ts'

type Summary = AuditSummaryQuery['auditSummary']
type Slice = Summary['subjects'][number]

/** Events by day, what was looked at, by whom. Events are counted here, never clients. */
export function AuditCharts({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const layout = useMemo(() => dayBars(summary.days.map(({ value, events, refused }) => ({ day: value, events, refused }))), [summary])
  const total = formats.plain(summary.events)
  if (summary.events === 0) return <p className="office-empty">{t('audit.nothing')}</p>
  const words = ({ day, events, refused }: { day: string; events: number; refused: number }) =>
    t('audit.day', { date: formats.date(day), events: formats.plain(events), refused: formats.plain(refused) })
  const twin = {
    name: t('audit.byDay'),
    columns: [
      { kind: 'dimension' as const, id: 'day', label: t('audit.column.day') },
      { kind: 'attribute' as const, id: 'events', label: t('audit.column.events') },
      { kind: 'attribute' as const, id: 'refused', label: t('audit.column.refused') },
    ],
    rows: layout.bars.map(({ day, events, refused }) => [formats.date(day), formats.plain(events), formats.plain(refused)]),
  }
  return (
    <div className="audit-charts">
      <section aria-label={t('audit.byDay')}>
        <h2>{t('audit.byDay')}</h2>
        <p className="muted audit-total">
          {t('audit.total', { count: summary.events, events: total })}. {t('audit.days')}
        </p>
        <DayBars
          layout={layout}
          label={`${t('audit.byDay')}: ${layout.bars.map(words).join('; ')}`}
          plain={formats.plain}
          date={formats.date}
          words={words}
        />
        <p className="chart-key" aria-hidden="true">
          <span>
            <i />
            {t('audit.key.done')}
          </span>
          <span>
            <i className="refused" />
            {t('audit.key.refused')}
          </span>
        </p>
        <TableTwin tables={[twin]} />
      </section>
      <Ranked title={t('audit.bySubject')} slices={summary.subjects} name={(slice) => subjectWords(t, slice.value, slice.label ?? null)} />
      <Ranked title={t('audit.byActor')} slices={summary.actors} name={(slice) => actorWords(t, slice.value, slice.label ?? slice.value)} />
    </div>
  )
}

interface RankedProps {
  readonly title: string
  readonly slices: readonly Slice[]
  readonly name: (slice: Slice) => string
}

/** A list that is its own table: names, bars, numbers. */
function Ranked({ title, slices, name }: RankedProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const most = Math.max(1, ...slices.map(({ events }) => events))
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ol className="ranked">
        {slices.map((slice) => (
          <li key={`${slice.value} ${slice.label}`}>
            <span className="ranked-name" title={name(slice)}>
              {name(slice)}
            </span>
            <span className="ranked-bar" aria-hidden="true">
              <i className="refused" style={{ width: `${(100 * slice.refused) / most}%` }} />
              <i style={{ width: `${(100 * (slice.events - slice.refused)) / most}%` }} />
            </span>
            <span className="num">
              {formats.plain(slice.events)}
              {slice.refused > 0 && <span className="vh">, {t('audit.refusedOf', { refused: formats.plain(slice.refused) })}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

import { NetworkStatus } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { useLayoutEffect, useRef } from 'react'
import { useInstant } from '../access/instant.ts'
import { OfficeProblem, OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { download } from '../export/download.ts'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { csvOfEvents } from './audit-csv.ts'
import { AUDIT_EVENTS } from './audit-query.ts'
import { type Search, searchInput } from './audit-search.ts'
import { actorWords, selectionWords, subjectWords, timesOf } from './audit-words.ts'

/** The events themselves, the newest first, fifty at a time. */
export function AuditEvents({ search }: { readonly search: Search }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const instant = useInstant()
  const { catalogue } = useCatalogueState()
  const variables = { search: searchInput(search) }
  const { data, previousData, networkStatus, error, refetch, fetchMore } = useQuery(AUDIT_EVENTS, {
    variables,
    fetchPolicy: 'network-only',
  })
  // What was found before stays while another search is on its way.
  const page = (data ?? (error ? undefined : previousData))?.auditEvents
  const asked = JSON.stringify(variables)
  const latest = useRef(asked)
  useLayoutEffect(() => {
    latest.current = asked
  })
  const more = (after: string) =>
    void fetchMore({
      variables: { ...variables, after },
      // Those of an earlier search do not go on the list of the one that has come since.
      updateQuery: (before, { fetchMoreResult: { auditEvents } }) =>
        latest.current === asked
          ? { auditEvents: { ...auditEvents, events: [...before.auditEvents.events, ...auditEvents.events] } }
          : before,
    }).catch(() => undefined)
  return (
    <OfficeSection title={t('audit.events')} note={t('audit.note')}>
      {error && <OfficeProblem retry={() => void refetch().catch(() => undefined)} />}
      {page && page.events.length > 0 && (
        <>
          <OfficeTable
            label={t('audit.events')}
            head={['when', 'who', 'what', 'selection', 'shown', 'withheld'].map((name) => t(`audit.column.${name}`))}
          >
            {page.events.map((event) => (
              <tr key={event.seq} className={event.outcome === 'DONE' ? undefined : 'audit-refused'}>
                <td className="when">{instant(event.at)}</td>
                <td>{actorWords(t, event.actorKind, event.actorName)}</td>
                <td>
                  {subjectWords(t, event.kind, event.subject ?? null)}
                  {event.outcome !== 'DONE' && <b> · {t(`audit.outcome.${event.outcome}`)}</b>}
                  {timesOf(event.detail) > 1 && <span className="muted"> × {formats.plain(timesOf(event.detail))}</span>}
                </td>
                <td className="audit-selection">{selectionWords(t, formats, event.detail, catalogue)}</td>
                <td className="num">{typeof event.shown === 'number' ? formats.plain(event.shown) : ''}</td>
                <td className="num">{typeof event.withheld === 'number' ? formats.plain(event.withheld) : ''}</td>
              </tr>
            ))}
          </OfficeTable>
          <p className="actions audit-more">
            {page.next && (
              <button
                type="button"
                className="btn"
                disabled={!data || networkStatus === NetworkStatus.fetchMore}
                onClick={() => more(page.next ?? '')}
              >
                {t('audit.more')}
              </button>
            )}
            <button type="button" className="linkb" disabled={!data} onClick={() => download('audit.csv', csvOfEvents(page.events))}>
              {t('audit.csv')}
            </button>
          </p>
        </>
      )}
      {page?.events.length === 0 && <p className="office-empty">{t('audit.nothing')}</p>}
    </OfficeSection>
  )
}

import { useQuery } from '@apollo/client/react'
import { OfficeFrame, OfficeProblem } from '../access/office-page.tsx'
import { Tick } from '../controls/tick.tsx'
import { usePaused } from '../controls/use-paused.ts'
import { useFormats } from '../format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { AuditCharts } from './audit-charts.tsx'
import { AuditEvents } from './audit-events.tsx'
import { AUDIT_CHAIN, AUDIT_SUMMARY } from './audit-query.ts'
import { KINDS, searchInput, useAuditSearch } from './audit-search.ts'
import './audit.css'

/** Who looked at what: search, charts, events, and whether the log is whole. */
export function AuditPage() {
  const { t } = useTranslation()
  const [search] = useAuditSearch()
  const { data, previousData, error, refetch } = useQuery(AUDIT_SUMMARY, {
    variables: { search: searchInput(search) },
    fetchPolicy: 'network-only',
  })
  const summary = (data ?? (error ? undefined : previousData))?.auditSummary
  return (
    <OfficeFrame title={t('audit.title')} lede={t('audit.lede')} aside={<Chain />}>
      <SearchForm />
      {error && <OfficeProblem retry={() => void refetch().catch(() => undefined)} />}
      {summary && <AuditCharts summary={summary} />}
      <AuditEvents search={search} />
    </OfficeFrame>
  )
}

function SearchForm() {
  const { t } = useTranslation()
  const [search, update] = useAuditSearch()
  const [actor, setActor] = usePaused(search.actor, (written) => update({ actor: written }))
  return (
    <search className="audit-search">
      <form className="office-form" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>{t('audit.search.from')}</span>
          <input className="field" type="date" value={search.from} onChange={({ target }) => update({ from: target.value })} />
        </label>
        <label>
          <span>{t('audit.search.to')}</span>
          <input className="field" type="date" value={search.to} onChange={({ target }) => update({ to: target.value })} />
        </label>
        <label>
          <span>{t('audit.search.kind')}</span>
          <select
            className="field"
            value={search.kind ?? ''}
            onChange={({ target }) => update({ kind: KINDS.find((kind) => kind === target.value) ?? null })}
          >
            <option value="">{t('audit.search.everyKind')}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`audit.kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="wide">
          <span>{t('audit.search.actor')}</span>
          <input className="field" type="search" value={actor} onChange={({ target }) => setActor(target.value)} />
        </label>
        <Tick type="checkbox" checked={search.refused} set={(refused) => update({ refused })}>
          {t('audit.search.refused')}
        </Tick>
      </form>
    </search>
  )
}

function Chain() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data } = useQuery(AUDIT_CHAIN, { fetchPolicy: 'network-only' })
  const chain = data?.auditChain
  return (
    <dl className="provenance audit-chain" aria-label={t('audit.chain.title')} aria-busy={chain === undefined}>
      {chain && (
        <>
          <div>
            <dt>{t('audit.chain.title')}</dt>
            <dd className={chain.whole ? undefined : 'broken'}>
              {chain.whole ? t('audit.chain.whole') : t(`audit.chain.reason.${chain.reason ?? 'CHANGED'}`, { seq: chain.seq })}
            </dd>
          </div>
          {chain.whole && (
            <>
              <div>
                <dt>{t('audit.chain.events')}</dt>
                <dd>{formats.plain(chain.events ?? 0)}</dd>
              </div>
              <div>
                <dt>{t('audit.chain.head')}</dt>
                <dd className="rights-code">{`${chain.hash?.slice(0, 4)}\u00a0${chain.hash?.slice(4, 8)}`}</dd>
              </div>
            </>
          )}
        </>
      )}
    </dl>
  )
}

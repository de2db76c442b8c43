import { useMutation, useQuery } from '@apollo/client/react'
import { type FormEvent, useCallback, useMemo, useState } from 'react'
import { useInstant } from '../access/instant.ts'
import { OfficeFrame, OfficeProblem, OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { refusal } from '../access/refusal.ts'
import { useAttempt } from '../frame/failure.tsx'
import { useLocale } from '../i18n/index.ts'
import { serverLocale } from '../i18n/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CANCEL_ORDER, MANAGED_RELEASES, ORDER_RELEASE, PUBLISH_RELEASE, WITHDRAW_RELEASE } from './administration-query.ts'
import { OrderState } from './order-state.tsx'
import { ReleaseEntry } from './release-entry.tsx'
import { inOrder, nextShown } from './release-order.ts'
import { isOpen, useOrders, type VaultOrder } from './use-orders.ts'
import { WorkerLine } from './worker-line.tsx'
import './administration.css'

/** What do readers see? Build, read the certificate, publish, withdraw. */
export function ReleasesPage() {
  const { t } = useTranslation()
  const locale = useLocale()
  const releases = useQuery(MANAGED_RELEASES, { variables: { locale: serverLocale(locale) }, fetchPolicy: 'network-only' })
  const { refetch: again } = releases
  const settled = useCallback(() => void again().catch(() => undefined), [again])
  const { list, desk, error, refetch } = useOrders(settled)
  const [publish] = useMutation(PUBLISH_RELEASE)
  const [withdraw] = useMutation(WITHDRAW_RELEASE)
  const [said, say] = useState('')
  const done = async (doing: Promise<unknown>, words: string): Promise<boolean> => {
    try {
      await doing
      say(words)
      return true
    } catch (cause) {
      say(refusal(cause) ?? t('access.failed'))
      return false
    } finally {
      settled()
    }
  }
  const orders = (list ?? []).filter(({ kind }) => kind === 'RELEASE')
  const managed = releases.data?.managedReleases
  const listed = useMemo(() => inOrder(managed ?? []), [managed])
  return (
    <OfficeFrame title={t('administration.releases.title')} lede={t('administration.releases.lede')} aside={<WorkerLine desk={desk} />}>
      {(error || releases.error) && <OfficeProblem retry={() => void refetch().then(settled)} />}
      <BuildForm orders={orders} changed={() => void refetch()} />
      <OfficeSection title={t('administration.releases.list')} {...(desk?.twoPersons ? { note: t('administration.releases.two') } : {})}>
        <p className="office-said" role="status">
          {said}
        </p>
        {managed?.length === 0 && <p className="office-empty">{t('administration.releases.none')}</p>}
        <ul className="release-list">
          {listed.map((release) => (
            <ReleaseEntry
              key={release.id}
              release={release}
              next={nextShown(managed ?? [], release)}
              publish={(reason) => done(publish({ variables: { id: release.id, reason } }), t('administration.releases.published'))}
              withdraw={(reason) => done(withdraw({ variables: { id: release.id, reason } }), t('administration.releases.withdrawn'))}
            />
          ))}
        </ul>
      </OfficeSection>
    </OfficeFrame>
  )
}

const STAGES = ['LIFTED', 'BASE'] as const
const POLICIES = ['EXACT', 'PERTURBED'] as const

function BuildForm({ orders, changed }: { readonly orders: readonly VaultOrder[]; readonly changed: () => void }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const [order, { loading }] = useMutation(ORDER_RELEASE)
  const [cancel] = useMutation(CANCEL_ORDER)
  const attempt = useAttempt()
  const [stage, setStage] = useState<(typeof STAGES)[number]>('LIFTED')
  const [policy, setPolicy] = useState<(typeof POLICIES)[number]>('EXACT')
  const [sooner, setSooner] = useState('')
  const [said, say] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await order({ variables: { stage, policy, sooner: sooner.trim() || null } })
      say(t('administration.releases.ordered'))
      setSooner('')
      changed()
    } catch (cause) {
      say(refusal(cause) ?? t('access.failed'))
    }
  }
  // Those under way, and the last that came to an end.
  const shown = [...orders.filter(isOpen), ...orders.filter((one) => !isOpen(one)).slice(0, 1)]
  return (
    <OfficeSection title={t('administration.releases.build')}>
      <form className="office-form" aria-label={t('administration.releases.build')} onSubmit={(event) => void submit(event)}>
        <label>
          <span>{t('administration.releases.policy')}</span>
          <select
            className="field"
            value={policy}
            onChange={({ target }) => setPolicy(POLICIES.find((one) => one === target.value) ?? 'EXACT')}
          >
            {POLICIES.map((one) => (
              <option key={one} value={one}>
                {t(`administration.releases.policies.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {policy === 'EXACT' && (
          <label>
            <span>{t('administration.releases.stage')}</span>
            <select
              className="field"
              value={stage}
              onChange={({ target }) => setStage(STAGES.find((one) => one === target.value) ?? 'LIFTED')}
            >
              {STAGES.map((one) => (
                <option key={one} value={one}>
                  {t(`administration.releases.stages.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="wide">
          <span>{t('administration.releases.sooner')}</span>
          <input className="field" maxLength={200} value={sooner} onChange={({ target }) => setSooner(target.value)} />
        </label>
        <button type="submit" className="btn primary" disabled={loading}>
          {t('administration.releases.order')}
        </button>
      </form>
      <p className="office-said" role="status">
        {said}
      </p>
      {shown.length > 0 && (
        <OfficeTable
          label={t('administration.releases.build')}
          head={['state', 'when', 'by'].map((name) => t(`administration.imports.${name}`))}
        >
          {shown.map((one) => (
            <tr key={one.id}>
              <td>
                <OrderState order={one} cancel={(id) => attempt(() => cancel({ variables: { id } }).then(changed))} />
              </td>
              <td className="when">{instant(one.orderedAt)}</td>
              <td>{one.orderedBy}</td>
            </tr>
          ))}
        </OfficeTable>
      )}
    </OfficeSection>
  )
}

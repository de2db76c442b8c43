import { useMutation } from '@apollo/client/react'
import { useInstant } from '../access/instant.ts'
import { OfficeFrame, OfficeProblem, OfficeSection, OfficeTable } from '../access/office-page.tsx'
import { useFormats } from '../format.ts'
import { useAttempt } from '../frame/failure.tsx'
import type { AdministrationQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CANCEL_ORDER } from './administration-query.ts'
import { ImportForm } from './import-form.tsx'
import { ImportReport, Reasons } from './import-report.tsx'
import { OrderState } from './order-state.tsx'
import { useOrders, type VaultOrder } from './use-orders.ts'
import { WorkerLine } from './worker-line.tsx'
import './administration.css'

/** Which data are used? Extracts in, how their imports stand, and what the last one read. */
export function ImportsPage() {
  const { t } = useTranslation()
  const { list, desk, error, refetch } = useOrders()
  const imports = (list ?? []).filter(({ kind }) => kind === 'IMPORT')
  const last = imports.find(({ report }) => report != null)?.report
  return (
    <OfficeFrame title={t('administration.imports.title')} lede={t('administration.imports.lede')} aside={<WorkerLine desk={desk} />}>
      {error && <OfficeProblem retry={() => void refetch()} />}
      {desk && <ImportForm desk={desk} ordered={() => void refetch()} />}
      {list && <ImportList imports={imports} changed={() => void refetch()} />}
      {last && <ImportReport report={last} />}
      {desk && desk.imports.length > 0 && <HeldImports imports={desk.imports} />}
    </OfficeFrame>
  )
}

function ImportList({ imports, changed }: { readonly imports: readonly VaultOrder[]; readonly changed: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const instant = useInstant()
  const [cancel] = useMutation(CANCEL_ORDER)
  const attempt = useAttempt()
  return (
    <OfficeSection title={t('administration.imports.list')}>
      {imports.length === 0 ? (
        <p className="office-empty">{t('administration.imports.none')}</p>
      ) : (
        <OfficeTable
          label={t('administration.imports.list')}
          head={['data', 'state', 'when', 'by'].map((name) => t(`administration.imports.${name}`))}
        >
          {imports.map((order) => (
            <tr key={order.id} className={order.state === 'CANCELLED' ? 'ended' : undefined}>
              <td>
                <b>{t('administration.imports.until', { date: order.dataDate ? formats.date(order.dataDate) : '' })}</b>
                <div className="muted">
                  {order.folder == null ? t('administration.imports.sentFiles') : t('administration.imports.from', { name: order.folder })}
                  {order.invented && `, ${t('administration.releases.demo')}`}
                </div>
              </td>
              <td>
                <OrderState order={order} cancel={(id) => attempt(() => cancel({ variables: { id } }).then(changed))} />
                {order.refusedFiles.map(({ file, rejected }) => (
                  <div key={file} className="order-refused">
                    {rejected.length > 0 && (
                      <>
                        {file}
                        <Reasons of={rejected} />
                      </>
                    )}
                  </div>
                ))}
              </td>
              <td className="when">{instant(order.orderedAt)}</td>
              <td>{order.orderedBy}</td>
            </tr>
          ))}
        </OfficeTable>
      )}
    </OfficeSection>
  )
}

function HeldImports({ imports }: { readonly imports: AdministrationQuery['administration']['imports'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const instant = useInstant()
  return (
    <OfficeSection title={t('administration.imports.held')} note={t('administration.imports.heldNote')}>
      <ul className="office-grants">
        {imports.map(({ dataDate, importedAt, demo }) => (
          <li key={dataDate}>
            <b>{t('administration.imports.until', { date: formats.date(dataDate) })}</b>{' '}
            <span className="muted">
              {instant(importedAt)}
              {demo && `, ${t('administration.releases.demo')}`}
            </span>
          </li>
        ))}
      </ul>
    </OfficeSection>
  )
}

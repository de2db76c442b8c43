import { useTranslation } from '../i18n/use-translation.ts'
import type { VaultOrder } from './use-orders.ts'

/** How an order stands: waiting, its step, or what came of it. */
export function OrderState({ order, cancel }: { readonly order: VaultOrder; readonly cancel: (id: string) => void }) {
  const { t } = useTranslation()
  const state = t(`administration.state.${order.state}`)
  switch (order.state) {
    case 'WAITING':
      return (
        <>
          {state}{' '}
          <button type="button" className="linkb" onClick={() => cancel(order.id)}>
            {t('administration.cancel')}
          </button>
        </>
      )
    case 'TAKEN':
      return <Progress order={order} />
    case 'REFUSED':
      return (
        <div className="order-refused">
          <b>{state}</b>
          {order.refusal && <p>{t(`administration.refusal.${order.refusal}`)}</p>}
          <ul>
            {order.problems.map(({ file, line, reason, remedy }) => (
              <li key={`${file} ${line} ${reason}`}>
                {file}
                {line && `, ${line}`}: {t(`administration.problem.${reason}`, { defaultValue: reason })}
                {remedy && ` (${remedy})`}
              </li>
            ))}
          </ul>
        </div>
      )
    case 'DONE':
    case 'FAILED':
    case 'CANCELLED':
      return state
    default:
      return order.state satisfies never
  }
}

function Progress({ order }: { readonly order: VaultOrder }) {
  const { t } = useTranslation()
  const step = t(`administration.step.${order.step ?? 'start'}`)
  const percent = order.progress ?? 0
  return (
    <span className="order-progress">
      {t('administration.progress', { step, percent })}
      <span className="bar">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={percent} height="1" />
        </svg>
      </span>
    </span>
  )
}

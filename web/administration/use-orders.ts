import { useQuery } from '@apollo/client/react'
import { useEffect, useRef } from 'react'
import type { VaultOrdersQuery } from '../generated/graphql.ts'
import { ADMINISTRATION, ORDERS } from './administration-query.ts'

export type VaultOrder = VaultOrdersQuery['vaultOrders'][number]

/** Between two looks while an order is open, and while none is; in milliseconds. */
const SOON = 1000
const LATER = 10_000

export const isOpen = ({ state }: Pick<VaultOrder, 'state'>): boolean => state === 'WAITING' || state === 'TAKEN'

/** The orders and the worker as they stand, looked at again by themselves; `settled` is called when an order has come to its end. */
export function useOrders(settled: () => void = () => {}) {
  const orders = useQuery(ORDERS, { fetchPolicy: 'network-only', pollInterval: SOON })
  const desk = useQuery(ADMINISTRATION, { fetchPolicy: 'network-only', pollInterval: SOON * 3 })
  const list = orders.data?.vaultOrders ?? null
  const open = (list ?? []).filter(isOpen).length
  const before = useRef(open)
  const { startPolling } = orders
  useEffect(() => {
    startPolling(open > 0 ? SOON : LATER)
    if (open < before.current) settled()
    before.current = open
  }, [open, startPolling, settled])
  return {
    list,
    desk: desk.data?.administration ?? null,
    error: orders.error ?? desk.error,
    refetch: () =>
      Promise.all([orders.refetch(), desk.refetch()]).then(
        () => startPolling(SOON),
        () => undefined,
      ),
  }
}

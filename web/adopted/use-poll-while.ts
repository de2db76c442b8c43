import { useEffect } from 'react'

const LOOK_EVERY = 1000

interface Polling {
  readonly startPolling: (milliseconds: number) => void
  readonly stopPolling: () => void
}

/** Looks again every second while the vault is being waited for. */
export function usePollWhile(waiting: boolean, { startPolling, stopPolling }: Polling): void {
  useEffect(() => {
    if (!waiting) return
    startPolling(LOOK_EVERY)
    return stopPolling
  }, [waiting, startPolling, stopPolling])
}

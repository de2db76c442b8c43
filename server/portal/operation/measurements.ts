/** Figures about the program for its operator, in Prometheus' form. Never about clients: no label comes from a selection or a cell. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ReleaseStore } from '../release/store.ts'
import type { RequestEntry } from './program-log.ts'

export interface Measurements {
  readonly request: (entry: RequestEntry) => void
  /** Errors that a caller saw, by code of the contract. */
  readonly error: (code: string) => void
  /** The text that Prometheus reads, and its content type. */
  tell(): Promise<{ readonly type: string; readonly text: string }>
}

/** Begins to count. Labels take few values: kinds of address, listed operations, classes of status, error codes. */
export function openMeasurements(store: ReleaseStore): Measurements {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'kooste_' })
  const registers = [registry]
  const seconds = new Histogram({
    ...{ name: 'kooste_request_seconds', help: 'Time from the first byte of a request to the last of its answer', registers },
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10],
  })
  const operations = new Counter({
    ...{ name: 'kooste_operations_total', help: 'Questions by listed operation; other = not listed', registers },
    labelNames: ['operation', 'status'],
  })
  const errors = new Counter({
    ...{ name: 'kooste_errors_total', help: 'Errors in answers, by code', registers },
    labelNames: ['code'],
  })
  new Gauge({
    ...{ name: 'kooste_ready', help: '1 while a release is served', registers },
    collect() {
      this.set(store.served().current === null ? 0 : 1)
    },
  })
  new Gauge({
    ...{ name: 'kooste_releases', help: 'Releases that may be served', registers },
    collect() {
      this.set(store.served().ids.length)
    },
  })
  new Gauge({
    ...{ name: 'kooste_release_published_timestamp_seconds', help: 'When the current release was published', registers },
    collect() {
      const current = store.served().current
      if (current) this.set(current.release.publishedAt.getTime() / 1000)
      else this.reset()
    },
  })
  return {
    request({ route, operation, status, milliseconds }) {
      const label = `${Math.floor(status / 100)}xx`
      seconds.observe({ route, status: label }, milliseconds / 1000)
      if (route === 'graphql') operations.inc({ operation: operation ?? 'other', status: label })
    },
    error: (code) => errors.inc({ code }),
    tell: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}

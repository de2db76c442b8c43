/** How the portal is run, as the parts that its HTTP server is put together from. */
import type { ApolloServerPlugin } from '@apollo/server'
import type { Request, RequestHandler } from 'express'
import type { ReleaseStore } from '../release/store.ts'
import type { RequestContext } from '../schema/context.ts'
import { bodyDeadline } from './body-deadline.ts'
import { callerKey, type ViewerOf } from './caller.ts'
import { graphqlTraces } from './graphql-traces.ts'
import { type ListedOperations, onlyListed } from './listed-operations.ts'
import { type Management, startManagement } from './management.ts'
import { type Measurements, openMeasurements } from './measurements.ts'
import { chargesPoints, pointBudget } from './point-budget.ts'
import type { ProgramLog } from './program-log.ts'
import { requestRate } from './request-rate.ts'
import { requestRecord } from './request-record.ts'
import type { OperationSettings } from './settings.ts'

export interface OperationOptions {
  readonly settings: OperationSettings
  readonly listed: ListedOperations | null
  readonly log: ProgramLog
  /** Who asks; nobody is known where absent. */
  readonly viewerOf?: ViewerOf
}

export interface Operation {
  /** Before everything else. */
  readonly record: RequestHandler
  /** How many requests a caller may make, of whatever kind; after who asks is known. */
  readonly rate: readonly RequestHandler[]
  /** Before the addresses of signing in: each writes to the audit log or asks the provider. */
  readonly signIns: readonly RequestHandler[]
  /** Before the body of a question is read. */
  readonly beforeBody: readonly RequestHandler[]
  /** After its bytes are there, before they are parsed. */
  readonly afterBody: readonly RequestHandler[]
  readonly graphql: { readonly tellSchema: boolean; readonly plugins: readonly ApolloServerPlugin<RequestContext>[] }
  /** Starts the operator's own server, if one is set. */
  listen(isReady: () => boolean): Promise<void>
  /** Port of that server; null where there is none. */
  readonly managementPort: () => number | null
  stop(): Promise<void>
}

/** Throws where only listed operations may be run and there is no list. */
export function openOperation({ settings, listed, log, viewerOf = () => null }: OperationOptions, store: ReleaseStore): Operation {
  if (settings.operations === 'listed' && listed === null) throw new Error('there is no list of operations: build the web first')
  const measurements = settings.management === null ? null : openMeasurements(store)
  const keyOf = (request: Request) => callerKey(request, viewerOf)
  const mayAskAnything = (request: Request) => settings.machinesAskAnything && viewerOf(request)?.kind === 'machine'
  const rate = settings.requestsPerMinute === null ? [] : [requestRate(settings.requestsPerMinute, keyOf)]
  let management: Management | null = null
  return {
    record: requestRecord((entry) => {
      measurements?.request(entry)
      log.request(entry)
    }),
    rate,
    // Nobody is known yet: counted by address.
    signIns:
      settings.signInsPerMinute === null ? [] : [requestRate(settings.signInsPerMinute, (request) => callerKey(request, () => null))],
    beforeBody: [...rate, bodyDeadline(settings.bodySeconds * 1000)],
    afterBody: settings.operations === 'listed' && listed ? [onlyListed(listed, mayAskAnything)] : [],
    graphql: {
      tellSchema: settings.operations === 'any',
      plugins: [
        graphqlTraces(),
        ...(settings.pointsPerMinute === null ? [] : [chargesPoints(pointBudget(settings.pointsPerMinute))]),
        ...(measurements === null ? [] : [countsErrors(measurements)]),
      ],
    },
    async listen(isReady) {
      if (settings.management && measurements) management = await startManagement(settings.management, measurements, isReady)
    },
    managementPort: () => management?.port ?? null,
    async stop() {
      await management?.stop()
    },
  }
}

const countsErrors = (measurements: Measurements): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors }) {
        for (const { extensions } of errors) measurements.error(String(extensions.code ?? 'INTERNAL_SERVER_ERROR'))
      },
    }
  },
})

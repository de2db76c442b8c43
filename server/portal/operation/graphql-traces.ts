/** A trace's part inside GraphQL: parsing, validation, execution. Without a registered OpenTelemetry SDK it does nothing. */
import type { ApolloServerPlugin } from '@apollo/server'
import { type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import type { RequestContext } from '../schema/context.ts'

/** Spans say how long, which kind, which error codes and which release: no text of a question, no variable, no figure. */
export function graphqlTraces(): ApolloServerPlugin<RequestContext> {
  const start = (name: string) => trace.getTracer('kooste').startSpan(name)
  return {
    async requestDidStart() {
      const whole = start('graphql')
      let execution: Span | null = null
      return {
        async parsingDidStart() {
          const span = start('graphql.parse')
          return async () => span.end()
        },
        async validationDidStart() {
          const span = start('graphql.validate')
          return async () => span.end()
        },
        async responseForOperation() {
          execution = start('graphql.execute')
          return null
        },
        async didEncounterErrors({ errors }) {
          whole.setStatus({ code: SpanStatusCode.ERROR })
          whole.setAttribute(
            'kooste.error.codes',
            errors.map(({ extensions }) => String(extensions.code ?? 'UNKNOWN')),
          )
        },
        async willSendResponse({ contextValue, operation }) {
          execution?.end()
          if (operation) whole.setAttribute('graphql.operation.type', operation.operation)
          const release = contextValue.served.current?.release.id
          if (release !== undefined) whole.setAttribute('kooste.release', release)
          whole.end()
        },
      }
    },
  }
}

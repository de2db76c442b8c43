import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Attributes,
  type Context,
  type ContextManager,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningPortal, runPortal } from './running-portal.ts'

interface Kept {
  readonly name: string
  readonly parent: string | undefined
  readonly spanContext: SpanContext
  readonly attributes: Attributes
  ended: boolean
}

const kept: Kept[] = []
let ids = 0
const id = (length: number) => (++ids).toString(16).padStart(length, '0')

/** What an SDK registers by `--import`: a tracer that keeps spans in memory, contexts that follow calls, W3C headers. */
function register(): void {
  const storage = new AsyncLocalStorage<Context>()
  const contexts: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, call, self, ...given) => storage.run(active, () => (self === undefined ? call(...given) : call.apply(self, given))),
    bind: (_, target) => target,
    enable: () => contexts,
    disable: () => contexts,
  }
  context.setGlobalContextManager(contexts)
  propagation.setGlobalPropagator({
    inject: () => {},
    fields: () => ['traceparent'],
    extract(active, carrier) {
      const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(String(Object(carrier).traceparent)) ?? []
      return traceId && spanId ? trace.setSpanContext(active, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true }) : active
    },
  })
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      startSpan(name: string, options: SpanOptions = {}, parent: Context = context.active()): Span {
        const above = trace.getSpanContext(parent)
        const one: Kept = {
          ...{ name, parent: above?.spanId, attributes: { ...options.attributes }, ended: false },
          spanContext: { traceId: above?.traceId ?? id(32), spanId: id(16), traceFlags: TraceFlags.SAMPLED },
        }
        kept.push(one)
        const span: Span = {
          spanContext: () => one.spanContext,
          setAttribute: (key, value) => {
            one.attributes[key] = value
            return span
          },
          setAttributes: (more) => {
            Object.assign(one.attributes, more)
            return span
          },
          addEvent: () => span,
          addLink: () => span,
          addLinks: () => span,
          setStatus: () => span,
          updateName: () => span,
          end: () => {
            one.ended = true
          },
          isRecording: () => true,
          recordException: () => {},
        }
        return span
      },
      startActiveSpan: () => {
        throw new Error('not used')
      },
    }),
  })
}

describe('traces', () => {
  let portal: RunningPortal
  beforeAll(async () => {
    portal = await runPortal()
  })
  afterAll(async () => {
    await portal.close()
    trace.disable()
    context.disable()
    propagation.disable()
  })

  it('are not made where no SDK is registered', async () => {
    expect((await portal.ask({ query: '{ release { id } }' })).status).toBe(200)
    expect(kept).toEqual([])
    expect(portal.requests[0]?.traceId).toBeUndefined()
  })

  it('go from the caller through the request to the execution, once one is', async () => {
    register()
    const traceId = 'abcdef0123456789abcdef0123456789'
    const reply = await portal.ask(
      { query: 'query Secret($s: Selection) { overview(selection: $s) { clients { count } } }', variables: { s: { sexes: ['MALE'] } } },
      { traceparent: `00-${traceId}-0123456789abcdef-01` },
    )
    expect(reply.status).toBe(200)
    const names = kept.map(({ name }) => name)
    expect(names).toEqual(['POST graphql', 'graphql', 'graphql.parse', 'graphql.validate', 'graphql.execute'])
    const [request, graphql] = kept
    expect(kept.every((one) => one.ended && one.spanContext.traceId === traceId)).toBe(true)
    expect(request?.parent).toBe('0123456789abcdef')
    expect(graphql?.parent).toBe(request?.spanContext.spanId)
    expect(request?.attributes).toMatchObject({ 'http.route': 'graphql', 'http.response.status_code': 200 })
    expect(graphql?.attributes).toEqual({ 'graphql.operation.type': 'query', 'kooste.release': portal.release.id })
    expect(portal.requests.at(-1)?.traceId).toBe(traceId)
  })

  it('say which errors there were, and nothing of question or answer', async () => {
    kept.length = 0
    await portal.ask({ query: 'query Secret { overview(selection: { municipalities: ["010190-123A"] }) { clients { count } } }' })
    await portal.send('GET', '/matrix?uses=010190-123A', { accept: 'text/html' })
    expect(kept.find(({ name }) => name === 'graphql')?.attributes['kooste.error.codes']).toEqual(['UNKNOWN_CODE'])
    expect(kept.map(({ name }) => name)).toContain('GET page')
    expect(JSON.stringify(kept)).not.toMatch(/010190|Secret|MALE|count|matrix/)
  })
})

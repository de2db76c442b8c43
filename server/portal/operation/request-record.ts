/** What is noted of every request: a log entry, figures for the operator, a trace where one is wanted. */
import { context, isSpanContextValid, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Request, RequestHandler, Response } from 'express'
import { operationNames } from './operation-name.ts'
import type { RequestEntry, Route } from './program-log.ts'

/** Stands before everything else. */
export function requestRecord(note: (entry: RequestEntry) => void): RequestHandler {
  // Looked up at each request: without a registered SDK it does nothing.
  const tracer = () => trace.getTracer('kooste')
  return (request, response, next) => {
    const started = process.hrtime.bigint()
    const route = routeOf(request)
    const method = METHODS.find((one) => one === request.method) ?? 'OTHER'
    const span = tracer().startSpan(`${method} ${route}`, { kind: SpanKind.SERVER }, propagation.extract(context.active(), request.headers))
    response.once('close', () => {
      const status = statusOf(response)
      const operation = operationNames.get(request)
      span.setAttributes({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status })
      if (operation !== undefined) span.setAttribute('graphql.operation.name', operation)
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
      const milliseconds = Math.round(Number(process.hrtime.bigint() - started) / 1e4) / 100
      const { traceId } = span.spanContext()
      note({
        ...(isSpanContextValid(span.spanContext()) ? { traceId } : {}),
        method,
        route,
        ...(operation === undefined ? {} : { operation }),
        status,
        milliseconds,
      })
    })
    context.with(trace.setSpan(context.active(), span), next)
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'] as const

/** 499, as proxies write it, where the caller left before the answer. */
const statusOf = (response: Response): number => (response.headersSent ? response.statusCode : 499)

/** Kinds of address, never the address: a path may hold what somebody typed. */
function routeOf({ path, method }: Request): Route {
  if (path === '/graphql') return 'graphql'
  if (path.startsWith('/assets/')) return 'asset'
  if (path === '/healthz' || path === '/readyz') return 'health'
  return method === 'GET' || method === 'HEAD' ? 'page' : 'other'
}

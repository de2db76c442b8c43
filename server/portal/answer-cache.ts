/**
 * Answers kept as sent. A release is immutable and an answer the same for everyone, so equal requests to one set of served
 * releases get equal bytes. An answer that begins to depend on who asks must leave this cache.
 */
import type { RequestHandler, Response } from 'express'
import { type Encoding, encode, encodingFor } from './encoding.ts'
import { Recent } from './release/recent.ts'

interface KeptAnswer {
  readonly contentType: string
  /** Of `bytes`: small bodies go as they are, whatever the client takes. */
  readonly encoding: Encoding
  readonly bytes: Buffer
}

/** Bytes of answers in memory. */
const CAPACITY = 64 * 2 ** 20
/** Smaller bodies go as they are. */
const WORTH_COMPRESSING = 1024

/**
 * Stands before the GraphQL handler, after a parser that leaves JSON bodies as bytes: answers a known request, else parses the
 * body, compresses what the handler sends and keeps it where it is settled. `version` names the served releases.
 */
export function answerCache(version: () => number): RequestHandler {
  const kept = new Recent<KeptAnswer>(CAPACITY)
  return (request, response, next) => {
    const body: unknown = request.body
    response.vary('Accept')
    response.vary('Accept-Encoding')
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (!Buffer.isBuffer(body)) {
      request.body = {}
      onSend(response, encoding, () => {})
      next()
      return
    }
    const asOf = version()
    const key = `${encoding} ${asOf}\n${request.headers.accept ?? ''}\n${body.toString('utf8')}`
    const known = kept.get(key)
    if (known) {
      sendKept(response, known)
      return
    }
    try {
      request.body = JSON.parse(body.toString('utf8'))
    } catch {
      response.status(400).json({ errors: [{ message: 'The body is not JSON.', extensions: { code: 'BAD_REQUEST' } }] })
      return
    }
    onSend(response, encoding, (text, answer) => {
      if (response.statusCode === 200 && !live.has(response) && asOf === version() && isSettled(text))
        kept.set(key, answer, answer.bytes.byteLength + 2 * key.length)
    })
    next()
  }
}

const live = new WeakSet<object>()

/** Says of a response that its answer may change at any time: it is sent and forgotten. */
export const neverKeep = (response: object): void => void live.add(response)

/** Compresses the text that is sent through `response.send`, and hands it on. */
function onSend(response: Response, encoding: Encoding, sent: (text: string, answer: KeptAnswer) => void): void {
  response.send = (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const plain = Buffer.from(text)
    const chosen = plain.byteLength < WORTH_COMPRESSING ? 'identity' : encoding
    void encode(plain, chosen).then((bytes) => {
      const contentType = String(response.getHeader('content-type') ?? 'application/json; charset=utf-8')
      const answer = { contentType, encoding: chosen, bytes }
      sent(text, answer)
      sendKept(response, answer)
    })
    return response
  }
}

function sendKept(response: Response, answer: KeptAnswer): void {
  response.setHeader('content-type', answer.contentType)
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-length', answer.bytes.byteLength)
  if (answer.encoding !== 'identity') response.setHeader('content-encoding', answer.encoding)
  response.end(answer.bytes)
}

/** Refusals that rest on the question and the served releases alone: kept too, so that a known refusal takes as long as a known answer. */
const SETTLED: readonly unknown[] = ['SELECTION_NOT_PUBLISHED', 'UNKNOWN_CODE']

/** Whether every further answer would be the same: a whole one, or nothing but settled refusals. */
function isSettled(text: string): boolean {
  const answer: { readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[] } | null = JSON.parse(text)
  if (answer === null || typeof answer !== 'object') return false
  return answer.errors?.every((error) => SETTLED.includes(error.extensions?.code)) ?? true
}

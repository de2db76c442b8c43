/**
 * Answers kept as sent. A release is immutable and an answer the same for everyone with equal rights, so equal requests to one
 * set of served releases get equal bytes. What is asked a second time is kept: most selections come once, and to keep their answers would
 * cost more than to make them. What depends on who asks is never kept; a kept answer is audited as a made one.
 */
import type { NextFunction, RequestHandler, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { askingOf } from './access/asking.ts'
import type { Viewer } from './access/viewer.ts'
import type { Look } from './audit/look.ts'
import { type Encoding, encode, encodingFor } from './encoding.ts'

interface SentAnswer {
  readonly contentType: string
  /** Of `bytes`: small bodies go as they are, whatever the client takes. */
  readonly encoding: Encoding
  readonly bytes: Buffer
}

interface KeptAnswer extends SentAnswer {
  /** What whoever gets it has looked at. */
  readonly looks: readonly Look[]
}

/** Bytes of answers in memory. */
const CAPACITY = 64 * 2 ** 20
/** Bytes of the questions that were asked once, lately. */
const ASKED_CAPACITY = 4 * 2 ** 20
/** About what an entry weighs beside its texts, and a kept look, in bytes. */
const ENTRY = 200
const LOOK = 500
/** Smaller bodies go as they are. */
const WORTH_COMPRESSING = 1024

/**
 * Stands before the GraphQL handler, after a parser that leaves JSON bodies as bytes: answers a known request, else parses the
 * body, compresses what the handler sends and keeps it where it is settled. `version` names the served releases; `looked` takes
 * what each answer showed, before it is sent.
 */
export function answerCache(version: () => number, looked: (viewer: Viewer, looks: readonly Look[]) => void): RequestHandler {
  const kept = new LRUCache<string, KeptAnswer>({ maxSize: CAPACITY })
  const asked = new LRUCache<string, true>({ maxSize: ASKED_CAPACITY })
  return (request, response, next) => {
    const body: unknown = request.body
    const asking = askingOf(request)
    response.setHeader('vary', 'Accept, Accept-Encoding')
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (!Buffer.isBuffer(body)) {
      request.body = {}
      onSend(response, next, encoding, () => looked(asking.viewer, asking.looks))
      next()
      return
    }
    const text = body.toString('utf8')
    const asOf = version()
    const key = `${encoding} ${asOf} ${asking.fingerprint}\n${request.headers.accept ?? ''}\n${text}`
    const known = kept.get(key)
    if (known) {
      looked(asking.viewer, known.looks)
      sendKept(response, known)
      return
    }
    const unkept = unkeptIn(text)
    if (unkept !== null) {
      response.status(400).json({ errors: [{ message: `A text may not hold ${unkept}.`, extensions: { code: 'BAD_REQUEST' } }] })
      return
    }
    try {
      request.body = JSON.parse(text)
    } catch {
      response.status(400).json({ errors: [{ message: 'The body is not JSON.', extensions: { code: 'BAD_REQUEST' } }] })
      return
    }
    onSend(response, next, encoding, (plain, answer) => {
      looked(asking.viewer, asking.looks)
      if (response.statusCode !== 200 || asOf !== version() || asking.personal) return
      const weight = 2 * key.length + ENTRY
      if (!asked.get(key)) asked.set(key, true, { size: weight })
      else if (isSettled(plain)) {
        const size = answer.bytes.byteLength + weight + LOOK * asking.looks.length
        kept.set(key, { ...answer, looks: [...asking.looks] }, { size })
      }
    })
    next()
  }
}

/** Half of a surrogate pair, escaped: it comes no other way, since bytes that are no UTF-8 were replaced. */
const HALF = /\\u(?:d[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..\\u)d[c-f])/i

/** What no database keeps in a text, and nobody types; null where the body holds none of it. */
function unkeptIn(text: string): string | null {
  if (text.includes('\\u0000')) return 'U+0000'
  // A backslash that is escaped itself begins no escape.
  return text.includes('\\u') && HALF.test(text.replaceAll('\\\\', ' ')) ? 'half a character' : null
}

/** Compresses what is sent through `response.send`, a text or its bytes, and hands it on; `next` gets what fails at it. */
function onSend(response: Response, next: NextFunction, encoding: Encoding, sent: (plain: Buffer, answer: SentAnswer) => void): void {
  const { send } = response
  response.send = (body: unknown) => {
    const plain = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    const chosen = plain.byteLength < WORTH_COMPRESSING ? 'identity' : encoding
    encode(plain, chosen)
      .then((bytes) => {
        const contentType = String(response.getHeader('content-type') ?? 'application/json; charset=utf-8')
        const answer = { contentType, encoding: chosen, bytes }
        sent(plain, answer)
        sendKept(response, answer)
      })
      .catch((cause: unknown) => {
        // Whoever tells of it sends a word, not an answer.
        response.send = send
        next(cause)
      })
    return response
  }
}

function sendKept(response: Response, answer: SentAnswer): void {
  response.setHeader('content-type', answer.contentType)
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-length', answer.bytes.byteLength)
  if (answer.encoding !== 'identity') response.setHeader('content-encoding', answer.encoding)
  response.end(answer.bytes)
}

/** How a whole answer begins: errors stand first in an answer. */
const WHOLE = Buffer.from('{"data":')
/** Refusals that rest on the question and the served releases alone: kept too, so that a known refusal takes as long as a known answer. */
const SETTLED: readonly unknown[] = ['SELECTION_NOT_PUBLISHED', 'UNKNOWN_CODE', 'NOT_GRANTED']

/** Whether every further answer would be the same: a whole one, or nothing but settled refusals. */
function isSettled(plain: Buffer): boolean {
  // A whole one, however long, is not read again.
  if (plain.subarray(0, WHOLE.length).equals(WHOLE)) return true
  const answer: { readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[] } | null = JSON.parse(plain.toString())
  if (answer === null || typeof answer !== 'object') return false
  return answer.errors?.every((error) => SETTLED.includes(error.extensions?.code)) ?? true
}

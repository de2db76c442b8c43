/** The operations that the portal runs in production: those of its own web, by the SHA-256 of their text. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Request, RequestHandler } from 'express'
import { operationNames } from './operation-name.ts'
import { refusal } from './refusal.ts'

export interface ListedOperation {
  readonly name: string
  readonly text: string
}

/** By SHA-256 of the text, in hex. */
export type ListedOperations = ReadonlyMap<string, ListedOperation>

/** Reads the list that the build of the web wrote; null where there is none. Throws where a hash is not its text's. */
export function readListedOperations(file: string): ListedOperations | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return null
  }
  // Written by web/build/operation-list.ts of the same build; each hash is checked below.
  const entries = Object.entries(JSON.parse(text) as Readonly<Record<string, ListedOperation>>)
  for (const [hash, one] of entries)
    if (hash !== sha256(one.text)) throw new Error('the list of operations is damaged: build the web again')
  return new Map(entries)
}

/**
 * Stands behind a parser that leaves JSON bodies as bytes. Lets a question through whose text, or whose hash in
 * `extensions.persistedQuery.sha256Hash`, is listed, and hands on its listed text; refuses everything else, GET included.
 * `exempt` callers may ask anything.
 */
export function onlyListed(listed: ListedOperations, exempt: (request: Request) => boolean): RequestHandler {
  return (request, response, next) => {
    if (exempt(request)) return next()
    const asked = Buffer.isBuffer(request.body) ? questionIn(request.body) : null
    if (asked === null) return refusal(response, 400, 'BAD_REQUEST', 'A question is a POST of one JSON document.')
    const operation = listed.get(asked.hash)
    if (!operation) return refusal(response, 400, 'OPERATION_NOT_LISTED', 'Only the operations of the web are answered here.')
    operationNames.set(request, operation.name)
    request.body = Buffer.from(JSON.stringify({ query: operation.text, variables: asked.variables }))
    next()
  }
}

interface Asked {
  readonly hash: string
  readonly variables: unknown
}

function questionIn(body: Buffer): Asked | null {
  try {
    const question: unknown = JSON.parse(body.toString('utf8'))
    if (question === null || typeof question !== 'object' || Array.isArray(question)) return null
    const { query, variables, extensions } = question as Readonly<Record<string, unknown>> // fields of an object, each looked at below
    if (typeof query === 'string') return { hash: sha256(query), variables }
    const hash = within(within(extensions, 'persistedQuery'), 'sha256Hash')
    return typeof hash === 'string' ? { hash, variables } : null
  } catch {
    return null
  }
}

const within = (value: unknown, key: string): unknown => (value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined)
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

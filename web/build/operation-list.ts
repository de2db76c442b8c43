/** A part of the build of the web: the list of the operations that it asks, which the portal keeps to in production. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DocumentNode } from '@apollo/client'
import { print } from '@apollo/client/utilities'
import { Kind } from 'graphql'
import type { Plugin } from 'vite'
import { AnswerCache } from '../answer-cache.ts'
import * as generated from '../generated/graphql.ts'

/** Every operation as Apollo sends it, by the SHA-256 of its text. */
export function listOperations(): Readonly<Record<string, { readonly name: string; readonly text: string }>> {
  const cache = new AnswerCache()
  return Object.fromEntries(
    Object.values(generated as Readonly<Record<string, unknown>>)
      .filter(isDocument)
      .flatMap((document) => {
        const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
        if (!operation?.name) return [] // a fragment alone
        const text = print(cache.transformDocument(document))
        return [[createHash('sha256').update(text).digest('hex'), { name: operation.name.value, text }]]
      }),
  )
}

/** Writes the list beside the folder of the built web, where nobody is served it. */
export const operationList = (): Plugin => ({
  name: 'kooste-operation-list',
  apply: 'build',
  writeBundle({ dir }) {
    if (dir === undefined) throw new Error('the build has no folder')
    const file = path.join(dir, '../operations.json')
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(listOperations(), null, 1)}\n`)
  },
})

const isDocument = (value: unknown): value is DocumentNode =>
  value !== null && typeof value === 'object' && 'kind' in value && value.kind === Kind.DOCUMENT

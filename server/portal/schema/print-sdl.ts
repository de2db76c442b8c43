/** Writes server/schema.graphql, the contract that the web's types are made from. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { schema } from './schema.ts'
import { sdlOf } from './sdl.ts'

writeFileSync(path.join(import.meta.dirname, '../../schema.graphql'), sdlOf(schema))

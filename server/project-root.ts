/** Where the project's own files are, from sources as well as from the built server. */
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Folder of package.json. */
export const PROJECT_ROOT = findRoot(import.meta.dirname)

function findRoot(from: string): string {
  if (existsSync(path.join(from, 'package.json'))) return from
  const parent = path.dirname(from)
  if (parent === from) throw new Error('package.json not found above the program')
  return findRoot(parent)
}

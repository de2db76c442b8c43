import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT_ROOT } from '../project-root.ts'

const manifest: { readonly version: string } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8'))

/** Version of this program, as a certificate names it. */
export const PROGRAM_VERSION = manifest.version

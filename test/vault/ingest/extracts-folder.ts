/** A throw-away folder of extracts for tests of the import. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export type Rows = readonly string[] | Uint8Array | null

export const HEADERS = {
  'clients.csv': 'client_id,birth_date,sex,municipality,centre',
  'contacts.csv': 'client_id,service,date,procedure',
  'decisions.csv': 'client_id,service,valid_from,valid_to',
} as const

/** Files by name: rows without their header, or bytes as they are, or null for no file. Gone when the test ends. */
export function extractsFolder(files: Readonly<Record<string, Rows>>): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'kooste-extracts-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [file, header] of Object.entries(HEADERS)) {
    const rows = files[file]
    if (rows === null) continue
    writeFileSync(path.join(dir, file), rows instanceof Uint8Array ? rows : [header, ...(rows ?? [])].map((row) => `${row}\n`).join(''))
  }
  for (const [file, rows] of Object.entries(files)) {
    if (!(file in HEADERS) && rows instanceof Uint8Array) writeFileSync(path.join(dir, file), rows)
  }
  return dir
}

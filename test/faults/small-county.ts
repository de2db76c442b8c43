/** A small demo county, imported and released through the built program. */
import path from 'node:path'
import { expect } from 'vitest'
import { kooste, type Settings } from '../support/program.ts'

export const KEY = 'a key for tests, of no county at all'

/** Writes the extracts of a county; another seed gives other clients. */
export async function writeCounty(dir: string, residents: number, seed = 1): Promise<string> {
  const folder = path.join(dir, `extracts-${residents}-${seed}`)
  const { code, stderr } = await kooste(['demo', folder, '--residents', String(residents), '--seed', String(seed)], {})
  expect(code, stderr).toBe(0)
  return folder
}

export const importing = (extracts: string, dataDate = '2025-09-30') => [
  'import',
  extracts,
  '--data-date',
  dataDate,
  '--max-rejected',
  '1',
  '--json',
]

/** Runs a command that must end well; its JSON document. */
export async function done(words: readonly string[], settings: Settings) {
  const { code, stdout, stderr } = await kooste(words, settings)
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

/** What vault and portal hold, by the program's own word. */
export async function held(settings: Settings): Promise<{ readonly imports: readonly string[]; readonly releases: readonly string[] }> {
  const state = await done(['status', '--json'], settings)
  return {
    imports: state.vault.rows.map((row: { dataDate: string; importedAt: string }) => `${row.dataDate} ${row.importedAt}`),
    releases: state.portal.rows.map((row: { id: string }) => row.id),
  }
}

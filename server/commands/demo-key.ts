import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeDataFolder } from '../database/data-folder.ts'

/** The demo's pseudonym key: made once in the data folder, for invented clients only. */
export function demoKey(dataFolder: string): Uint8Array {
  makeDataFolder(dataFolder)
  const file = path.join(dataFolder, 'demo.key')
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  }
  return readFileSync(file)
}

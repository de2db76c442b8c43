/** Settings from files: `NAME_FILE` names a file that holds the value of `NAME`, as secrets are mounted into containers. */
import { readFileSync } from 'node:fs'

/** Settings that are read from files where `_FILE` is added to their name. */
const TAKES_FILE = /^(DATABASE_URL|VAULT_URL|KOOSTE_\w+)_FILE$/

export type SecretFiles =
  | { readonly kind: 'read'; readonly env: NodeJS.ProcessEnv }
  /** A sentence that names the setting; never a value. */
  | { readonly kind: 'refused'; readonly reason: string }

/** The environment with the values of files in it; refused where a setting is given twice, cannot be read or is empty. */
export function withSecretFiles(given: NodeJS.ProcessEnv): SecretFiles {
  const env: NodeJS.ProcessEnv = { ...given }
  for (const [setting, file] of Object.entries(given)) {
    const name = TAKES_FILE.exec(setting)?.[1]
    if (name === undefined || !file?.trim()) continue
    if (given[name]?.trim()) return { kind: 'refused', reason: `${name} and ${setting} are both set: give one of them.` }
    try {
      env[name] = readFileSync(file.trim(), 'utf8').trim()
    } catch {
      return { kind: 'refused', reason: `${setting} names a file that cannot be read.` }
    }
    if (!env[name]) return { kind: 'refused', reason: `${setting} names an empty file.` }
  }
  return { kind: 'read', env }
}

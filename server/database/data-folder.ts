/** The folder of the embedded databases and of what lies beside them. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'

/** Nothing can be written into a folder; the cause says why. */
export class UnwritableFolder extends Error {
  constructor(folder: string, cause: unknown) {
    super(`the folder ${folder} cannot be written`, { cause })
  }
}

/** Makes the folder where it is not there, for its owner alone. Throws UnwritableFolder. */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new UnwritableFolder(folder, cause)
  }
  refuseUnwritable(folder)
}

/** Throws UnwritableFolder for a folder that is there and not to be written. */
export function refuseUnwritable(folder: string): void {
  try {
    if (existsSync(folder)) accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new UnwritableFolder(folder, cause)
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import { EXIT } from '../../server/commands/command.ts'
import { kooste } from '../support/program.ts'

/**
 * Runs a command of the program to its end, and gives what it printed. One that finds the vault taken tries once a second, so many times in
 * all. Throws where it fails.
 */
export async function command(words: readonly string[], settings: Readonly<Record<string, string>>, tries = 1): Promise<string> {
  for (let tried = 1; ; tried++) {
    const { code, stdout, stderr } = await kooste(words, settings)
    if (code === EXIT.done) return stdout
    if (code !== EXIT.inUse || tried === tries) throw new Error(`kooste ${words.join(' ')} ended with ${code}:\n${stderr}`)
    await wait(1000)
  }
}

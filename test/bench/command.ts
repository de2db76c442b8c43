import { kooste } from '../support/program.ts'

/** Runs a command of the program to its end, and gives what it printed. Throws where it fails. */
export async function command(words: readonly string[], settings: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await kooste(words, settings)
  if (code !== 0) throw new Error(`kooste ${words.join(' ')} ended with ${code}:\n${stderr}`)
  return stdout
}

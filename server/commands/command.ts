/** What a command of `kooste` is. */
import type { Config } from '../config.ts'

/** Exit codes, printed by `kooste --help`. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  tooManyRejected: 3,
  badInput: 4,
  inUse: 5,
  nothingThere: 6,
  differs: 7,
  unsafe: 8,
  tooSoon: 9,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done'],
  [EXIT.failed, 'failed unexpectedly; nothing was changed half way'],
  [EXIT.usage, 'wrong words or settings'],
  [EXIT.tooManyRejected, 'import stopped: too many rows rejected; the last release serves'],
  [EXIT.badInput, 'input missing or unreadable'],
  [EXIT.inUse, 'the embedded database or the port is in use by another process'],
  [EXIT.nothingThere, 'there is no import or release to work on'],
  [EXIT.differs, 'verify: the release differs from what the vault gives; audit verify: the log is not whole'],
  [EXIT.unsafe, 'refused to start: it would not be safe'],
  [EXIT.tooSoon, 'release: nearer to another data date than the policy allows'],
]

/** Where a command writes. Logs and progress go to standard error; the result, one document, to standard output. */
export interface Console {
  /** `--json`: the result is one JSON document. */
  readonly json: boolean
  log(line: string): void
  /** Share of a step done, 0 to 1. */
  progress(step: string, share: number): void
  result(document: object, text: string): void
}

export interface CommandInput {
  readonly config: Config
  readonly console: Console
  readonly positionals: readonly string[]
  /** Options as given; flags are 'true'. */
  readonly options: Readonly<Record<string, string | undefined>>
}

export interface Command {
  readonly name: string
  /** Words after the name, e.g. `DIR --catalogue DIR`. */
  readonly usage: string
  readonly summary: string
  readonly positionals: number
  readonly options: Readonly<Record<string, { readonly flag: boolean; readonly meaning: string }>>
  run(input: CommandInput): Promise<ExitCode>
}

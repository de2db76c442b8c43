/** The command line: `kooste COMMAND`. */
import { parseArgs } from 'node:util'
import { audit } from './commands/audit.ts'
import { type Command, type CommandInput, EXIT, EXIT_MEANINGS, type ExitCode } from './commands/command.ts'
import { processConsole } from './commands/console.ts'
import { demo } from './commands/demo.ts'
import { demoHistory } from './commands/demo-history.ts'
import { failureText } from './commands/failure-text.ts'
import { importCommand } from './commands/import.ts'
import { orderCommand } from './commands/orders/order-process.ts'
import { release } from './commands/release.ts'
import { serve } from './commands/serve.ts'
import { status } from './commands/status.ts'
import { verify } from './commands/verify.ts'
import { work } from './commands/work.ts'
import { readConfig, SETTINGS } from './config.ts'
import { FolderInUse } from './database/folder-lock.ts'
import { nearest } from './nearest.ts'

const COMMANDS: readonly Command[] = [demo, demoHistory, importCommand, release, work, status, serve, verify, audit]
/** Started by the program itself. */
const INTERNAL: readonly Command[] = [orderCommand]

/** Runs one command; resolves to the process's exit code. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = words
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${generalHelp()}\n`)
    return name === undefined ? EXIT.usage : EXIT.done
  }
  const command = [...COMMANDS, ...INTERNAL].find((one) => one.name === name)
  const json = rest.includes('--json')
  if (!command) {
    const meant = nearest(
      name,
      COMMANDS.map((one) => one.name),
    )
    return complain(`There is no command '${name}'.${meant ? ` Is '${meant}' meant?` : ''} See: kooste --help`, json)
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${commandHelp(command)}\n`)
    return EXIT.done
  }
  const parsed = parse(command, rest)
  if (typeof parsed === 'string') return complain(`${parsed}\nUsage: kooste ${command.name} ${command.usage}`, json)
  const read = readConfig(process.env)
  if (read.kind === 'refused') return complain(read.reason, json)
  const console = processConsole(parsed.json)
  const code = await run(command, { config: read.config, console, positionals: parsed.positionals, options: parsed.options })
  if (code !== EXIT.done) console.failed(code)
  return code
}

async function run(command: Command, input: CommandInput): Promise<ExitCode> {
  try {
    return await command.run(input)
  } catch (cause) {
    input.console.log(cause instanceof FolderInUse ? cause.message : failureText(cause))
    return cause instanceof FolderInUse ? EXIT.inUse : EXIT.failed
  }
}

interface Parsed {
  readonly json: boolean
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
}

/** The words after the command's name, or what is wrong with them. */
function parse(command: Command, words: readonly string[]): Parsed | string {
  const options = Object.fromEntries(
    [...Object.entries(command.options), ['json', { flag: true }] as const].map(([name, { flag }]) => [
      name,
      { type: flag ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    const taken = ['no word', '1 word'][command.positionals] ?? `${command.positionals} words`
    if (positionals.length !== command.positionals) return `'${command.name}' takes ${taken} beside its options.`
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
    return { json: values.json === true, positionals, options: given }
  } catch (cause) {
    return cause instanceof Error ? cause.message : 'These words cannot be read.'
  }
}

function complain(reason: string, json: boolean): ExitCode {
  const console = processConsole(json)
  console.log(reason)
  console.failed(EXIT.usage)
  return EXIT.usage
}

function generalHelp(): string {
  const table = (rows: readonly (readonly [string | number, string])[]) => {
    const width = Math.max(...rows.map(([left]) => String(left).length))
    return rows.map(([left, right]) => `  ${String(left).padEnd(width)}  ${right}`).join('\n')
  }
  return [
    'kooste: figures on the use of health and social services, with privacy guards\n',
    'Commands (each with --help and --json):',
    table(COMMANDS.map((one) => [`${one.name} ${one.usage}`, one.summary])),
    '\nSettings, by environment:',
    table(SETTINGS),
    '\nExit codes:',
    table(EXIT_MEANINGS),
  ].join('\n')
}

function commandHelp(command: Command): string {
  const options = [
    ...Object.entries(command.options).map(([name, { meaning }]) => [`--${name}`, meaning] as const),
    ['--json', 'one JSON document on standard output: the result, or {"exit", "error"}'] as const,
  ]
  const width = Math.max(...options.map(([name]) => name.length))
  return [
    `kooste ${command.name} ${command.usage}`,
    `\n${command.summary}\n`,
    ...options.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`),
  ].join('\n')
}

// A thread or socket that someone left open must not keep a finished command alive.
process.exit(await main(process.argv.slice(2)))

import { openDatabase } from '../database/open-database.ts'
import type { Database } from '../database/sql.ts'
import { PORTAL_MIGRATIONS } from '../migrations.ts'
import { eventPages, type KeptHead, verifyChain } from '../portal/audit/verify-chain.ts'
import { calendarDay } from '../portal/calendar-day.ts'
import { type Command, type CommandInput, EXIT, type ExitCode } from './command.ts'

export const audit: Command = {
  name: 'audit',
  usage: 'verify|export [--head SEQ:HASH] [--from YYYY-MM-DD] [--to YYYY-MM-DD]',
  summary: 'Checks that no event of the audit log was changed or taken out, or writes the log as lines of JSON.',
  positionals: 1,
  options: {
    head: { flag: false, meaning: 'of verify: an earlier head that was kept elsewhere, which must still be on the chain' },
    from: { flag: false, meaning: 'of export: first day (UTC)' },
    to: { flag: false, meaning: 'of export: last day (UTC)' },
  },
  async run(input): Promise<ExitCode> {
    const [what] = input.positionals
    if (what !== 'verify' && what !== 'export') {
      input.console.log('audit takes verify or export.')
      return EXIT.usage
    }
    const database = await openDatabase(input.config.portal, PORTAL_MIGRATIONS)
    try {
      return what === 'verify' ? await verifyLog(database, input) : await exportLog(database, input)
    } finally {
      await database.close()
    }
  },
}

async function verifyLog(database: Database, { console, options }: CommandInput): Promise<ExitCode> {
  const kept = options.head === undefined ? null : parseHead(options.head)
  if (options.head !== undefined && kept === null) {
    console.log('--head takes SEQ:HASH, as an earlier verify printed it.')
    return EXIT.usage
  }
  const state = await verifyChain(database, kept)
  switch (state.kind) {
    case 'whole': {
      const head = `${state.head.seq}:${state.head.hash}`
      console.result(
        { whole: true, head, first: String(state.first), events: state.events },
        `The audit log is whole: ${state.events} events. Keep its head elsewhere: ${head}`,
      )
      return EXIT.done
    }
    case 'broken':
      console.result(
        { whole: false, seq: String(state.seq), reason: state.reason },
        `The audit log is not whole: event ${state.seq} ${REASONS[state.reason]}.`,
      )
      return EXIT.differs
  }
}

const REASONS = {
  CHANGED: 'was changed',
  MISSING: 'is missing',
  NOT_THE_HEAD: 'is not the one that the head names',
  NOT_THE_KEPT_HEAD: 'is not the one of the head that you kept',
} as const

async function exportLog(database: Database, { console, options }: CommandInput): Promise<ExitCode> {
  const [from, to] = [options.from, options.to].map((day) => (day === undefined ? null : calendarDay(day)))
  if ((options.from !== undefined && !from) || (options.to !== undefined && !to)) {
    console.log('--from and --to take a date, YYYY-MM-DD.')
    return EXIT.usage
  }
  const { rows } = await database.pool.query<{ seq: string; kept: string }>(
    'SELECT seq, kept_after_seq AS kept FROM audit_head WHERE id = 1',
  )
  const [head] = rows
  if (!head) return EXIT.nothingThere
  const end = to ? to.getTime() + 86_400_000 : Number.POSITIVE_INFINITY
  for await (const page of eventPages(database, BigInt(head.kept), BigInt(head.seq))) {
    const lines = page.filter(({ at }) => (!from || at >= from) && at.getTime() < end).map((row) => `${JSON.stringify(row)}\n`)
    if (lines.length > 0 && !process.stdout.write(lines.join(''))) await new Promise((drained) => process.stdout.once('drain', drained))
  }
  return EXIT.done
}

function parseHead(text: string): KeptHead | null {
  const [, seq, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  return seq === undefined || hash === undefined ? null : { seq: BigInt(seq), hash }
}

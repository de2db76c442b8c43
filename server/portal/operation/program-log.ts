/** The server's log: one line an entry, whatever is in it. */
import { pino } from 'pino'

/** What is told of one request. No address, no path, no variable: they may hold what somebody typed. */
export interface RequestEntry {
  /** Of a sampled trace. */
  readonly traceId?: string
  readonly method: string
  readonly route: Route
  /** Of a listed operation. */
  readonly operation?: string
  readonly status: number
  readonly milliseconds: number
}

export type Route = 'graphql' | 'asset' | 'page' | 'health' | 'other'

export interface ProgramLog {
  /** A sentence without figures of clients. */
  readonly line: (text: string) => void
  /** The same of something that its operator must mend. */
  readonly warn: (text: string) => void
  readonly request: (entry: RequestEntry) => void
}

/** `json`: documents on standard error, by pino, written before the call returns. `text`: lines through `write`, requests left out. */
export function programLog(kind: 'text' | 'json', write: (line: string) => void): ProgramLog {
  const written = (text: string) => write(oneLine(text))
  if (kind === 'text') return { line: written, warn: written, request: () => {} }
  const json = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    { write: (document: string) => void process.stderr.write(document) },
  )
  return {
    line: (text) => json.info(oneLine(text)),
    warn: (text) => json.warn(oneLine(text)),
    request: (entry) => json.info(entry, 'request'),
  }
}

/** Line ends, terminal commands and other control characters written out, so that no text can pass for another entry. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)

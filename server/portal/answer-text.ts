/** Answers as JSON, in UTF-8. Tables write themselves where they stand: a text of each, and one of all, would cost as much again. */
import { randomUUID } from 'node:crypto'
import type { UnwrittenTable } from './release/table-text.ts'

/** Stands for a table while the rest is written. Nobody outside this process knows it, so no text that somebody typed can be one. */
const PLACE = randomUUID()

/** Tables of the answer that is being written, in its order; null between answers. */
let placed: UnwrittenTable[] | null = null

/** A table in an answer. */
export class TableText {
  readonly #table: UnwrittenTable

  constructor(table: UnwrittenTable) {
    this.#table = table
  }

  /** JSON.stringify asks for what to write in its place. */
  toJSON(): string {
    if (placed === null) throw new Error('a table is written by answerText only')
    placed.push(this.#table)
    return PLACE
  }
}

/** Where one answer at a time is written; grows to the largest. */
let scratch = Buffer.alloc(0)
/** Of UTF-8, for a UTF-16 unit. */
const BYTES_OF_A_UNIT = 3

/** What JSON.stringify would write if tables were lists. */
export function answerText(answer: object): Buffer {
  placed = []
  try {
    const text = JSON.stringify(answer)
    if (placed.length === 0) return Buffer.from(text)
    const most = placed.reduce((bytes, table) => bytes + table.most, BYTES_OF_A_UNIT * text.length)
    if (scratch.length < most) scratch = Buffer.alloc(most)
    const [first = '', ...others] = text.split(`"${PLACE}"`)
    let end = scratch.write(first)
    for (const [i, part] of others.entries()) {
      end = placed[i]?.write(scratch, end) ?? end
      end += scratch.write(part, end)
    }
    // Written over as a whole: nothing needs to be zeroed.
    const written = Buffer.allocUnsafeSlow(end)
    scratch.copy(written, 0, 0, end)
    return written
  } finally {
    placed = null
  }
}

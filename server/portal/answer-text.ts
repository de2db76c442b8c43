/** Answers as JSON. Tables come as text already and are put in as they are. */
import { randomUUID } from 'node:crypto'

/** Stands for a table while the rest is written. Nobody outside this process knows it, so no text that somebody typed can be one. */
const PLACE = randomUUID()

/** Tables of the answer that is being written, in its order; null between answers. */
let written: string[] | null = null

/** A table in an answer, as JSON. */
export class TableText {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** JSON.stringify asks for what to write in its place. */
  toJSON(): string {
    if (written === null) throw new Error('a table is written by answerText only')
    written.push(this.#text)
    return PLACE
  }
}

/** What JSON.stringify would write if tables were lists. */
export function answerText(answer: object): string {
  written = []
  try {
    const text = JSON.stringify(answer)
    if (written.length === 0) return text
    const [first = '', ...others] = text.split(`"${PLACE}"`)
    const tables = written
    return others.reduce((sofar, part, i) => sofar + tables[i] + part, first)
  } finally {
    written = null
  }
}

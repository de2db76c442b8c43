import type { FileHandle } from 'node:fs/promises'

/** Collects lines and writes them in large pieces. */
export interface RowWriter {
  row(line: string): void
  /** Writes what was collected, when it is much. */
  flush(): Promise<void>
  end(): Promise<void>
  rows(): number
}

export function rowWriter(file: FileHandle): RowWriter {
  let text = ''
  let rows = 0
  const write = async () => {
    const piece = text
    text = ''
    await file.writeFile(piece)
  }
  return {
    row(line) {
      text += line
      text += '\n'
      rows++
    },
    flush: async () => (text.length > PIECE ? write() : undefined),
    end: write,
    rows: () => rows,
  }
}

const PIECE = 1 << 18

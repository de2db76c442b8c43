import type { UnwrittenTable } from '../../server/portal/release/table-text.ts'

/** What a table writes behind something else, in as many bytes as it has asked for. */
export function written(table: UnwrittenTable): string {
  const bytes = Buffer.alloc(3 + table.most)
  return bytes.toString('latin1', 3, table.write(bytes, 3))
}

/** A table of given JSON. */
export const tableOf = (json: string): UnwrittenTable => ({
  most: Buffer.byteLength(json),
  write: (bytes, at) => at + bytes.write(json, at),
})

/**
 * A release as one file: how a vault hands it to a portal whose database it cannot reach (another network, or the embedded
 * one that the server holds). Holds what the portal publishes and nothing else.
 */
import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { decodeBlocks, encodeBlocks, tableHash } from '../../release/format.ts'
import type { PublicDraft } from '../release.ts'

/** Writes `file` whole or not at all. */
export async function writeDraftFile(file: string, draft: PublicDraft): Promise<void> {
  const { cells, id, contentHash, dataDate, windowFrom, demo, catalogue, layout, policy, certificate, importReport } = draft
  const blocks = (await encodeBlocks(cells)).map(({ name, sha256, bytes }) => ({
    name,
    sha256,
    bytes: Buffer.from(bytes).toString('base64'),
  }))
  const document = { id, contentHash, dataDate, windowFrom, demo, catalogue, layout, policy, certificate, importReport, blocks }
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  await writeFile(partial, JSON.stringify(document), { mode: 0o600 })
  await rename(partial, file)
}

/** Reads a draft and checks its blocks and table against its certificate. Throws where the file is damaged or altered. */
export async function readDraftFile(file: string): Promise<PublicDraft> {
  // Written by writeDraftFile, in this shape; whatever was altered shows in the hashes below.
  const { blocks, ...rest }: Omit<PublicDraft, 'cells'> & { blocks: { name: string; sha256: string; bytes: string }[] } = JSON.parse(
    await readFile(file, 'utf8'),
  )
  const cells = await decodeBlocks(
    rest.layout,
    blocks.map(({ name, sha256, bytes }) => ({ name, sha256, bytes: Buffer.from(bytes, 'base64') })),
  )
  if (tableHash(rest.layout, rest.policy, cells) !== rest.certificate.tableHash)
    throw new Error('the release file does not fit its certificate')
  return { ...rest, cells }
}

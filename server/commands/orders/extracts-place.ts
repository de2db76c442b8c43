/** Where the extracts of an order are: a folder that the county named, or an upload that is unsealed for the time of the import. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../../config.ts'
import { isFolderName, isUploadId, sealedName, uploadedName } from '../../orders/extract-names.ts'
import type { Order, RefusalCode } from '../../orders/order.ts'
import { unseal } from '../../orders/sealed-file.ts'
import { EXTRACT_FILES } from '../../vault/ingest/import-report.ts'
import type { OnStep } from './task.ts'

type From = Extract<Order, { kind: 'IMPORT' }>['from']

/** Folder with the extracts, or why there is none; `done` takes away whatever was made of an upload, and the upload. */
export interface ExtractsPlace {
  readonly dir: string | RefusalCode
  done(): Promise<void>
}

export async function extractsPlace(config: Config, from: From, uploadKey: string | null, onStep: OnStep): Promise<ExtractsPlace> {
  switch (from.kind) {
    case 'folder':
      return { dir: (await pointedTo(config.administration.extracts, from.name)) ?? 'NO_SUCH_FOLDER', done: async () => {} }
    case 'upload':
      return uploaded(config, from.id, uploadKey, onStep)
    default:
      return from satisfies never
  }
}

/** Folders that hold extracts, by name; `.` names no folder. */
export async function extractFolders(root: string | null): Promise<readonly string[]> {
  if (root === null) return []
  const names = await readdir(root).catch(() => [])
  const held = await Promise.all(names.filter(isFolderName).map(async (name) => ((await pointedTo(root, name)) === null ? [] : [name])))
  return held.flat().sort().reverse().slice(0, MOST_FOLDERS)
}

const MOST_FOLDERS = 100

/** The folder itself, not through a link to elsewhere, with all three files in one form or the other; null where it is none. */
async function pointedTo(root: string | null, name: string): Promise<string | null> {
  if (root === null || !isFolderName(name)) return null
  try {
    const [within, dir] = await Promise.all([realpath(root), realpath(path.join(root, name))])
    if (path.dirname(dir) !== within) return null
    for (const file of EXTRACT_FILES) {
      const found = [file, `${file}.gz`].map((one) => path.join(dir, one)).filter((one) => existsSync(one))
      if (found.length === 0) return null
      for (const one of found) if (path.dirname(await realpath(one)) !== dir) return null
    }
    return dir
  } catch {
    return null
  }
}

async function uploaded({ administration, dataFolder }: Config, id: string, key: string | null, onStep: OnStep): Promise<ExtractsPlace> {
  const gone: ExtractsPlace = { dir: 'UPLOAD_GONE', done: async () => {} }
  if (administration.uploads === null || key === null || !isUploadId(id)) return gone
  const sealed = path.join(administration.uploads, id)
  const dir = path.join(unsealedRoot(dataFolder), id)
  const done = async () => {
    await rm(dir, { recursive: true, force: true })
    await rm(sealed, { recursive: true, force: true })
  }
  const names = await readdir(sealed).catch(() => null)
  if (names === null) return gone
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir, { recursive: true, mode: 0o700 })
  for (const [i, file] of names.entries()) {
    onStep('unsealing', i / names.length)
    const name = uploadedName(file.replace(/\.sealed$/, ''))
    if (name === null) continue
    if (!(await unseal(path.join(sealed, file), key, sealedName(id, name), path.join(dir, name)))) {
      await done()
      return gone
    }
  }
  return { dir, done }
}

/** Where uploads are unsealed; whatever is left there was left by a process that was killed. */
export const unsealedRoot = (dataFolder: string): string => path.join(dataFolder, 'unsealed')

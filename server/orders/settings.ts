/** How administration in the web is set up. */
import path from 'node:path'

export interface AdministrationSettings {
  /** Folder for sealed uploads, which portal and worker share; null: nothing is uploaded. */
  readonly uploads: string | null
  /** Largest file of an upload, in megabytes. */
  readonly uploadMegabytes: number
  /** Folder with folders of extracts, on the vault's side; null: nothing is pointed to. */
  readonly extracts: string | null
  /** Folder of the county's catalogue, on the vault's side; null: the built-in one. */
  readonly catalogue: string | null
  /** Who built a release may not publish it, and the command line builds without publishing. */
  readonly twoPersons: boolean
}

export const NO_ADMINISTRATION: AdministrationSettings = {
  ...{ uploads: null, uploadMegabytes: 1024, extracts: null, catalogue: null, twoPersons: false },
}

export const ADMINISTRATION_SETTINGS = [
  ['KOOSTE_UPLOADS', "folder for sealed uploads, shared by portal and worker, or 'off' (KOOSTE_DATA/uploads; off with DATABASE_URL)"],
  ['KOOSTE_UPLOAD_MB', 'largest file of an upload in megabytes (1024)'],
  ['KOOSTE_EXTRACTS', 'vault: folder whose folders of extracts administrators may point to (none)'],
  ['KOOSTE_CATALOGUE', "vault: folder of the county's catalogue for imports ordered in the web (the built-in one)"],
  ['KOOSTE_TWO_PERSONS', "'yes': who built a release may not publish it; kooste release builds without publishing (no)"],
] as const

/** Reads the settings; a refusal is one sentence that names the setting. `shared`: the portal has a database server of its own. */
export function readAdministration(
  set: (name: string) => string | undefined,
  dataFolder: string,
  shared: boolean,
): AdministrationSettings | string {
  const two = set('KOOSTE_TWO_PERSONS') ?? 'no'
  if (two !== 'yes' && two !== 'no') return "KOOSTE_TWO_PERSONS must be 'yes' or 'no'."
  const megabytes = Number(set('KOOSTE_UPLOAD_MB') ?? NO_ADMINISTRATION.uploadMegabytes)
  if (!Number.isInteger(megabytes) || megabytes < 1 || megabytes > 100_000) return 'KOOSTE_UPLOAD_MB must be a whole number, 1 to 100000.'
  const folder = (name: string): string | null => {
    const given = set(name)
    return given === undefined ? null : path.resolve(given)
  }
  const uploads = set('KOOSTE_UPLOADS')
  return {
    uploads: uploads === 'off' || (uploads === undefined && shared) ? null : path.resolve(uploads ?? path.join(dataFolder, 'uploads')),
    uploadMegabytes: megabytes,
    ...{ extracts: folder('KOOSTE_EXTRACTS'), catalogue: folder('KOOSTE_CATALOGUE'), twoPersons: two === 'yes' },
  }
}

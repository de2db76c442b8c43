/** The files that an upload may hold: three names, each plain or compressed, and no other text ever becomes part of a path. */
export const EXTRACT_NAMES = ['clients.csv', 'contacts.csv', 'decisions.csv'] as const

const UPLOADED = EXTRACT_NAMES.flatMap((name) => [name, `${name}.gz`])

/** The name itself, from a list; null where it is none of them. */
export const uploadedName = (text: unknown): string | null => UPLOADED.find((name) => name === text) ?? null

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be the id of an upload: safe as the name of a folder. */
export const isUploadId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text)

/** A folder of extracts by its name alone: no separator, no dot in front. */
export const isFolderName = (text: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N} ._-]{0,99}$/u.test(text)

/** What a sealed file is authenticated by. */
export const sealedName = (upload: string, name: string): string => `${upload}/${name}`

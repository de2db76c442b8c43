export type Words = Readonly<Record<string, unknown>>

/** One tree of words out of all files of a language; each file brings top-level keys of its own. */
export const merge = (files: Readonly<Record<string, Words>>): Words => Object.assign({}, ...Object.values(files))

import type { SchemeContent } from '../../segments/content.ts'

/** The content of a stored version. Written by this program's own mutations after `checkContent`, in this shape. */
export const storedContent = (json: unknown): SchemeContent => json as SchemeContent

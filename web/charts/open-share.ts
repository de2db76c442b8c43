import type { Figure } from '../format.ts'

/** Of the share nothing is known, of its clients that they are at least so many: drawn as a sign, not as withheld. */
export const isOpen = (share: number | null, clients: Figure): boolean => share === null && clients.count !== null && clients.atLeast

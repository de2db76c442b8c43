/** Cell keys: what decides a cell's noise, so that the same clients in the same cell always get the same. Claim and argument: cell-key.md. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/** Separator of the parts of a cell's identity; codes are escaped so that they cannot hold it. */
const SEPARATOR = '|'

/**
 * Identity of a canonical cell: cohort|sex|age|place|measure, by codes and never by positions, so that it outlives a release and
 * the next catalogue. A place is 'county', 'municipality:code' or 'centre:code'; a measure is a name and its codes or bins.
 */
export const cellIdentity = (...parts: readonly string[]): string => parts.join(SEPARATOR)

/** A kind with codes as one part of an identity; the codes' order does not matter. */
export const identityPart = (kind: string, codes: readonly string[]): string => [kind, ...codes.map(encodeURIComponent).sort()].join(':')

/** A kind with numbers in their order (bins) as one part of an identity. */
export const identityBins = (kind: string, bins: readonly string[]): string => [kind, ...bins].join(':')

/** The key K2 as the HMAC takes it. Throws for a key under 32 bytes. */
export function perturbationKey(k2: Uint8Array): KeyObject {
  if (k2.byteLength < 32) throw new RangeError('the perturbation key must have at least 32 bytes')
  return createSecretKey(k2)
}

/**
 * u in [0, 1) from the first 53 bits of HMAC-SHA-256(K2, identity | n | cell key). The number of clients and the identity are in
 * the message: with the cell key alone, two nested cells with the same number prove that nobody is between them.
 */
export function uniformOf(k2: KeyObject, identity: string, n: number, key: number): number {
  const digest = createHmac('sha256', k2).update(`${identity}${SEPARATOR}${n}${SEPARATOR}${key}`).digest('binary')
  let high = 0
  for (let i = 0; i < 6; i++) high = high * 256 + digest.charCodeAt(i)
  return (high * 32 + (digest.charCodeAt(6) >> 3)) / 2 ** 53
}

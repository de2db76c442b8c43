import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** Keys made from the county's key. They never rotate: an unchanged client keeps pseudonym and record key for good. */
export interface CountyKeys {
  /** The county's key itself: identifier → pseudonym. */
  readonly pseudonym: KeyObject
  /** K1: pseudonym → record key. */
  readonly record: KeyObject
  /** K2: cell identity, count and cell key → noise (the guard's, policy `perturbed`). */
  readonly noise: KeyObject
}

/** Fewest bytes of a county's key. */
const SHORTEST_KEY = 16

/** Derives K1 and K2 from the county's key by HKDF-SHA-256 (RFC 5869), no salt, one label a key. Throws on a key under 16 bytes. */
export function countyKeys(key: Uint8Array): CountyKeys {
  if (key.byteLength < SHORTEST_KEY) throw new Error(`the county's key must have at least ${SHORTEST_KEY} bytes`)
  const derive = (label: string) => createSecretKey(derived(key, label, 32))
  return { pseudonym: createSecretKey(key), record: derive('kooste record key K1'), noise: derive('kooste noise K2') }
}

const derived = (key: Uint8Array, label: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), label, bytes))

/** What the vault keeps to know the county's key again: it tells of the key no more than whether a guess is right, and of clients nothing. */
export const keyCheckOf = (key: Uint8Array): string => derived(key, 'kooste key check', 8).toString('hex')

/** HMAC-SHA-256 of a source identifier's UTF-8 bytes with the county's key: 32 bytes. */
export const pseudonymOf = (keys: Pick<CountyKeys, 'pseudonym'>, identifier: Uint8Array): Buffer =>
  createHmac('sha256', keys.pseudonym).update(identifier).digest()

/** HMAC-SHA-256(K1, pseudonym) as a record key: its first 32 bits, big-endian, 0 … 2^32 − 1. */
export const recordKeyIn = (mac: Buffer): number => mac.readUInt32BE(0)

/** The record key of a pseudonym. */
export const recordKeyOf = (keys: Pick<CountyKeys, 'record'>, pseudonym: Uint8Array): number =>
  recordKeyIn(createHmac('sha256', keys.record).update(pseudonym).digest())

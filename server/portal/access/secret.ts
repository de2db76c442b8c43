/** Secrets that a client holds and the database does not: it keeps their hash. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** 256 random bits as text for a cookie or a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret of full length; no salt and no stretching are needed for 256 random bits. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

const keyOf = (secret: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, '', 'kooste id token', 32))

/** A text that only the holder of the secret can read again. */
export function sealWith(secret: string, text: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv)
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return new Uint8Array(sealed)
}

/** Null where it was sealed with another secret. */
export function openWith(secret: string, sealed: Uint8Array): string | null {
  try {
    const bytes = Buffer.from(sealed)
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/**
 * Files that whoever stores them cannot read: AES-256-GCM under a key of their own, which RSA-OAEP seals to the reader's public key.
 * Layout: 2 bytes length of the sealed key, the sealed key, 12 bytes nonce, the ciphertext, 16 bytes tag. The name is authenticated.
 */
import { createCipheriv, createDecipheriv, generateKeyPair, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'

const TAG = 16
const NONCE = 12
const CIPHER = 'aes-256-gcm'
const OAEP = { oaepHash: 'sha256' } as const

/** A pair of keys: what is sealed to the public one, only the private one opens. */
export const sealingKeys = async (): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> =>
  promisify(generateKeyPair)('rsa', { modulusLength: 3072 })

/** Seals what flows through it; `name` must be given again to open it. */
export function sealing(publicKey: string | KeyObject, name: string): Transform {
  const key = randomBytes(32)
  const nonce = randomBytes(NONCE)
  const sealedKey = publicEncrypt({ key: publicKey, ...OAEP }, key)
  const cipher = createCipheriv(CIPHER, key, nonce)
  key.fill(0)
  cipher.setAAD(Buffer.from(name))
  const length = Buffer.alloc(2)
  length.writeUInt16BE(sealedKey.length)
  let begun = false
  const head = () => (begun ? [] : [length, sealedKey, nonce])
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const parts = [...head(), cipher.update(chunk)]
      begun = true
      done(null, Buffer.concat(parts))
    },
    flush(done) {
      done(null, Buffer.concat([...head(), cipher.final(), cipher.getAuthTag()]))
    },
  })
}

/** Opens a sealed file into `target`. False, and no target, where it was not sealed to this key under this name, or was altered. */
export async function unseal(file: string, privateKey: string | KeyObject, name: string, target: string): Promise<boolean> {
  try {
    const { size } = await stat(file)
    const handle = await open(file)
    try {
      const read = async (length: number, position: number) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
        if (bytesRead !== length) throw new Error('the sealed file is too short')
        return buffer
      }
      const keyLength = (await read(2, 0)).readUInt16BE()
      const start = 2 + keyLength + NONCE
      if (size < start + TAG) return false
      const key = privateDecrypt({ key: privateKey, ...OAEP }, await read(keyLength, 2))
      const decipher = createDecipheriv(CIPHER, key, await read(NONCE, 2 + keyLength))
      decipher.setAAD(Buffer.from(name))
      decipher.setAuthTag(await read(TAG, size - TAG))
      const nothing = size === start + TAG
      const source = nothing ? createReadStream('/dev/null') : createReadStream(file, { start, end: size - TAG - 1 })
      await pipeline(source, decipher, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
      return true
    } finally {
      await handle.close()
    }
  } catch (cause) {
    await rm(target, { force: true })
    if (cause instanceof Error && 'code' in cause && DISK.includes(String(cause.code))) throw cause
    return false
  }
}

/** Not a matter of what was sealed. */
const DISK = ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EIO']

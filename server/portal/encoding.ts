/** Compressed bodies, for answers and files alike. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

/** The best that the client takes, from its accept-encoding header. */
export function encodingFor(accepted: string | string[] | undefined): Encoding {
  const names = String(accepted ?? '')
    .split(',')
    .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
    .map((one) => one.split(';')[0]?.trim())
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity'
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Quick rather than smallest. */
export async function encode(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      return brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    case 'gzip':
      return zip(plain)
    case 'identity':
      return plain
    default: {
      const never: never = encoding
      throw new Error(`unknown encoding ${String(never)}`)
    }
  }
}

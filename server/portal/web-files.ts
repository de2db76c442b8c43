/** The built web: hashed files kept for a year, one page for every other address, headers that let nothing foreign in. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { encode, encodingFor } from './encoding.ts'

/** Serves `folder`; every GET that wants HTML and is no file gets index.html, so that links to views open. */
export function webFiles(folder: string): Router {
  const router = Router()
  const assets = path.join(folder, 'assets')
  router.use(
    '/assets',
    compressedAssets(assets),
    express.static(assets, { immutable: true, maxAge: '1y', index: false, redirect: false, fallthrough: false }),
  )
  router.use(express.static(folder, { index: false, redirect: false, maxAge: '1h' }))
  router.get('/{*path}', async (request, response, next) => {
    if (!request.accepts('html')) {
      next()
      return
    }
    const page = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => null)
    if (page === null) {
      response.status(503).type('text/plain').send('The web has not been built.')
      return
    }
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('content-security-policy', policy(nonce))
    response.setHeader('cache-control', 'no-cache')
    // Components that bring a style element of their own read the nonce from here.
    response.type('html').send(page.replace('</head>', `<meta property="csp-nonce" content="${nonce}">\n</head>`))
  })
  return router
}

/** Content types of files worth compressing. */
const TEXTS: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Scripts, styles and drawings, compressed once: their names carry their hash. Others are left to the next handler. */
function compressedAssets(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>()
  return async (request, response, next) => {
    const name = path.basename(request.path)
    const type = TEXTS[path.extname(name)]
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (request.method !== 'GET' || type === undefined || encoding === 'identity' || request.path !== `/${name}`) {
      next()
      return
    }
    const key = `${encoding} ${name}`
    const making = kept.get(key) ?? readFile(path.join(folder, name)).then((plain) => encode(plain, encoding))
    kept.set(key, making)
    const bytes = await making.catch(() => null)
    if (bytes === null) {
      kept.delete(key)
      next()
      return
    }
    response.vary('Accept-Encoding')
    response.setHeader('content-type', type)
    response.setHeader('content-encoding', encoding)
    response.setHeader('cache-control', IMMUTABLE)
    response.setHeader('content-length', bytes.byteLength)
    response.end(bytes)
  }
}

const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Headers of every answer. */
export const securityHeaders: RequestHandler = (_, response, next) => {
  response.setHeader('content-security-policy', NOTHING)
  // Browsers heed it over HTTPS only.
  response.setHeader('strict-transport-security', 'max-age=31536000')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('x-dns-prefetch-control', 'off')
  response.setHeader('x-permitted-cross-domain-policies', 'none')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), interest-cohort=()')
  next()
}

/** Of answers that are no page: were one shown as a page, nothing in it would run. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** Of pages: everything from this address, each kind by name; styles of components by their nonce. */
const policy = (styleNonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

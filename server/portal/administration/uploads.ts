/** Extracts on their way to the vault: sealed as they come, so that what lies on the disk is nothing that the portal could read. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, RequestHandler, Response } from 'express'
import { parseDesk } from '../../orders/desk.ts'
import { isUploadId, sealedName, uploadedName } from '../../orders/extract-names.ts'
import { sealing } from '../../orders/sealed-file.ts'
import type { AdministrationSettings } from '../../orders/settings.ts'
import { askingOf } from '../access/asking.ts'
import { actorOf } from '../access/sign-in.ts'
import { holds } from '../access/viewer.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'

export interface Uploads {
  /** `POST /`: begins an upload; `PUT /<id>/<file>`: one file of it. For administrators. */
  readonly receive: RequestHandler
  stop(): void
}

interface Parts {
  readonly prisma: PrismaClient
  readonly audit: AuditLog
  readonly log: (line: string) => void
}

/** Uploads that nobody ordered are removed so long after the last of them came, in milliseconds. */
const KEPT = 3_600_000
const SWEEP_EVERY = 600_000
/** Of a file that is refused so many times the limit is read and thrown away before the connection is cut. */
const READ_OFF = 2
/** Uploads of everybody together that may lie there. */
const MOST = 5

type Problem = 'NOT_GRANTED' | 'NO_UPLOADS' | 'NOT_FOUND' | 'NOT_AN_EXTRACT' | 'TOO_LARGE' | 'TOO_MANY' | 'THERE_ALREADY' | 'BROKEN_OFF'
const STATUS: Readonly<Record<Problem, number>> = {
  ...{ NOT_GRANTED: 403, NO_UPLOADS: 404, NOT_FOUND: 404, NOT_AN_EXTRACT: 415, TOO_LARGE: 413, TOO_MANY: 429, THERE_ALREADY: 409 },
  BROKEN_OFF: 400,
}

export function openUploads(settings: AdministrationSettings, { prisma, audit, log }: Parts): Uploads {
  const folder = settings.uploads
  const limit = settings.uploadMegabytes * 2 ** 20
  const sweep = () =>
    folder === null
      ? Promise.resolve()
      : removeOld(folder, (id) => isOrdered(prisma, id)).catch((cause: unknown) =>
          log(`uploads: ${cause instanceof Error ? cause.name : 'unknown'}`),
        )
  void sweep()
  const clock = setInterval(() => void sweep(), SWEEP_EVERY)
  clock.unref()

  const begin: RequestHandler = async (request, response) => {
    if (folder === null || (await uploadKey(prisma)) === null) return refuse(response, 'NO_UPLOADS')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readdir(folder)).length >= MOST) return refuse(response, 'TOO_MANY')
    const { viewer } = askingOf(request)
    const id = randomUUID()
    await audit.record({ kind: 'IMPORT', actor: actorOf(viewer), outcome: 'DONE', subject: 'UPLOAD', detail: { upload: id } })
    await prisma.extractUpload.create({ data: { id, begunById: viewer.id, begunByName: viewer.name } })
    // The worker reads and removes it, as another user where the two share a volume.
    await mkdir(path.join(folder, id), { mode: 0o770 })
    response.status(201).json({ id })
  }

  const take: RequestHandler = async (request, response) => {
    const [, id, asked] = /^\/([^/]+)\/([^/]+)$/.exec(request.path) ?? []
    // From here on only a known id and a name of the list stand in a path.
    const name = uploadedName(asked)
    if (folder === null || !isUploadId(id)) return refuse(response, 'NOT_FOUND')
    if (name === null) return refuse(response, 'NOT_AN_EXTRACT')
    const upload = await prisma.extractUpload.findUnique({ where: { id } })
    if (!upload || upload.endedAt !== null || upload.begunById !== askingOf(request).viewer.id) return refuse(response, 'NOT_FOUND')
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      await readOff(request, READ_OFF * limit)
      return refuse(response, 'TOO_LARGE')
    }
    const key = await uploadKey(prisma)
    if (key === null) return refuse(response, 'NO_UPLOADS')
    const file = path.join(folder, id, `${name}.sealed`)
    if (await stat(file).catch(() => null)) return refuse(response, 'THERE_ALREADY')
    const partial = path.join(folder, id, `${randomUUID()}.partial`)
    const guard = bounded(limit, name.endsWith('.gz'))
    try {
      await pipeline(request, guard, sealing(key, sealedName(id, name)), createWriteStream(partial, { flags: 'wx', mode: 0o660 }))
      await rename(partial, file)
      response.status(201).json({ file: name })
    } catch (cause) {
      await rm(partial, { force: true })
      if (cause instanceof Refused) return refuse(response, cause.problem)
      if (!isAborted(cause)) log(`uploads: a file could not be taken: ${cause instanceof Error ? cause.name : 'unknown'}`)
      refuse(response, 'BROKEN_OFF')
    }
  }

  return {
    receive(request, response, next) {
      const { viewer, now } = askingOf(request)
      if (!holds(viewer, 'ADMIN', now)) return refuse(response, 'NOT_GRANTED')
      if (request.method === 'POST' && request.path === '/') return begin(request, response, next)
      if (request.method === 'PUT') return take(request, response, next)
      refuse(response, 'NOT_FOUND')
    },
    stop: () => clearInterval(clock),
  }
}

/** What the worker seals to; null where it takes no uploads or never was there. */
async function uploadKey(prisma: PrismaClient): Promise<string | null> {
  const found = await prisma.vaultDesk.findUnique({ where: { id: 1 } })
  return found ? parseDesk(found.desk).uploadKey : null
}

/** Throws away what still comes, so that its sender hears the answer and not a broken connection; so many bytes at most. */
function readOff(request: Request, most: number): Promise<void> {
  let bytes = 0
  return new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > most) resolve()
    })
    for (const over of ['end', 'error', 'close']) request.once(over, () => resolve())
  })
}

class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem)
  }
}

/**
 * Lets through so many bytes, that begin as the file's name says: nothing packed under the name of a table, and no archive. Of what is
 * refused nothing more is let through; it fails at the end, or where too much more comes, so that its sender hears why.
 */
function bounded(limit: number, compressed: boolean): Transform {
  let bytes = 0
  let refused: Refused | null = null
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const first = bytes === 0
      bytes += chunk.length
      if (bytes > limit) refused ??= new Refused('TOO_LARGE')
      if (refused) return done(bytes > READ_OFF * limit ? refused : null)
      const gzip = chunk[0] === 0x1f && (chunk.length < 2 || chunk[1] === 0x8b)
      // A table of text has no U+0000, and an archive begins with PK.
      const packed = gzip || chunk.subarray(0, 2).toString('latin1') === 'PK' || chunk.subarray(0, 512).includes(0)
      if (first && (compressed ? !gzip : packed)) {
        refused = new Refused('NOT_AN_EXTRACT')
        return done()
      }
      done(null, chunk)
    },
    flush: (done) => done(refused),
  })
}

function refuse(response: Response, problem: Problem): void {
  if (response.headersSent) return void response.destroy()
  // What is still to come of a file is not read.
  response.setHeader('connection', 'close')
  response.setHeader('cache-control', 'no-store')
  response.status(STATUS[problem]).json({ errors: [{ message: 'The file was not taken.', extensions: { code: problem } }] })
}

const isAborted = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(String(cause.code))

async function removeOld(folder: string, isWanted: (id: string) => Promise<boolean>): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!isUploadId(name)) continue
    const upload = path.join(folder, name)
    if (Date.now() - (await lastWritten(upload)) > KEPT && !(await isWanted(name))) await rm(upload, { recursive: true, force: true })
  }
}

/** When something of the upload last came, in milliseconds: a folder's own time does not move while a file in it grows. */
async function lastWritten(upload: string): Promise<number> {
  const files = (await readdir(upload).catch(() => [])).map((file) => path.join(upload, file))
  const times = await Promise.all(
    [upload, ...files].map((one) =>
      stat(one).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  )
  return Math.max(...times)
}

/** Whether an order waits for the upload, or reads it. */
const isOrdered = async (prisma: PrismaClient, id: string): Promise<boolean> =>
  (await prisma.vaultOrder.count({
    where: { kind: 'IMPORT', state: { in: ['WAITING', 'TAKEN'] }, input: { path: ['from', 'id'], equals: id } },
  })) > 0

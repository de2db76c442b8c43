import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NO_ADMINISTRATION } from '../../server/orders/settings.ts'
import { openUploads } from '../../server/portal/administration/uploads.ts'
import { openAuditLog } from '../../server/portal/audit/audit-log.ts'
import type { PrismaClient } from '../../server/portal/generated/prisma/client.ts'
import { openPrisma } from '../../server/portal/prisma.ts'
import { onEachDatabase } from '../support/databases.ts'

const HOUR = 3600

onEachDatabase('an upload that has lain for an hour', (databases) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kooste-uploads-'))
  let prisma: PrismaClient
  /** Waits until these are gone. */
  let sweep: (gone: readonly string[]) => Promise<void>
  beforeAll(async () => {
    const database = await databases.portal()
    prisma = openPrisma(database.pool)
    const audit = openAuditLog(database)
    sweep = async (gone) => {
      // It looks as it opens.
      const uploads = openUploads({ ...NO_ADMINISTRATION, uploads: folder }, { prisma, audit, log: () => {} })
      await expect.poll(() => gone.filter((dir) => existsSync(dir)), { timeout: 30_000 }).toEqual([])
      // What it looks at after those.
      await wait(500)
      uploads.stop()
    }
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await prisma.$disconnect()
  })
  const idOf = (begin: string) => `${begin}-1111-4111-8111-111111111111`
  /** Written so many hours ago. */
  const upload = (begin: string, hours: { readonly folder: number; readonly file: number }): string => {
    const [dir, file] = [path.join(folder, idOf(begin)), path.join(folder, idOf(begin), 'clients.csv.sealed')]
    mkdirSync(dir, { recursive: true })
    writeFileSync(file, 'x')
    const now = Date.now() / 1000
    utimesSync(file, now - hours.file * HOUR - 60, now - hours.file * HOUR - 60)
    utimesSync(dir, now - hours.folder * HOUR - 60, now - hours.folder * HOUR - 60)
    return dir
  }
  const order = (begin: string, state: string) =>
    prisma.vaultOrder.create({
      data: {
        ...{ kind: 'IMPORT', state, orderedById: 'a', orderedByName: 'Aino' },
        input: { kind: 'IMPORT', from: { kind: 'upload', id: idOf(begin) }, dataDate: '2025-09-30', invented: false },
      },
    })

  it('goes, unless an order waits for it or reads it, or something of it still comes', async () => {
    const gone = [upload('11111111', { folder: 1, file: 1 }), upload('55555555', { folder: 1, file: 1 })]
    const kept = [
      upload('22222222', { folder: 1, file: 1 }),
      upload('33333333', { folder: 1, file: 1 }),
      upload('44444444', { folder: 2, file: 0 }),
    ]
    await order('22222222', 'WAITING')
    await order('33333333', 'TAKEN')
    await order('55555555', 'REFUSED')
    await sweep(gone)
    expect(kept.filter((dir) => !existsSync(dir))).toEqual([])
  })
})

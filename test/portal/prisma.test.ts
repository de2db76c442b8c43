import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openPrisma } from '../../server/portal/prisma.ts'
import { onEachDatabase } from '../support/databases.ts'

onEachDatabase('a transaction of the portal', (databases) => {
  it('waits while others have all connections for some seconds', async () => {
    const { pool } = await databases.portal()
    const prisma = openPrisma(pool)
    const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
    const asked = prisma.$transaction([prisma.auditEvent.count(), prisma.auditEvent.count()])
    await wait(3000)
    for (const connection of held) connection.release()
    expect(await asked).toEqual([0, 0])
    await prisma.$disconnect()
  })
})

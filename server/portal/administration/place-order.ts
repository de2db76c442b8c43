/** Orders to the vault, placed by an administrator, and the desk on its side. */
import { type Desk, parseDesk, SILENT_AFTER } from '../../orders/desk.ts'
import { ORDERED, type Order } from '../../orders/order.ts'
import { actorOf } from '../access/sign-in.ts'
import type { Detail } from '../audit/event.ts'
import type { Prisma, VaultOrder } from '../generated/prisma/client.ts'
import type { RequestContext } from '../schema/context.ts'
import { PortalError } from '../schema/errors.ts'

/** Orders that may wait at a time. */
const MOST_WAITING = 20

/** Writes the order down for the vault's side, and in the audit log before that. `detail`: codes and ids only. */
export async function placeOrder(context: RequestContext, order: Order, detail: { readonly [name: string]: Detail }): Promise<VaultOrder> {
  const { prisma, viewer, audit, administration } = context
  const waiting = await prisma.vaultOrder.count({ where: { state: 'WAITING' } })
  if (waiting >= MOST_WAITING) throw new PortalError('BAD_USER_INPUT', 'Too many orders wait already.')
  await audit.record({ kind: order.kind, actor: actorOf(viewer), outcome: 'DONE', subject: 'ORDER', detail })
  const placed = await prisma.vaultOrder.create({
    // Prisma's JSON takes plain objects: an order is one.
    data: { kind: order.kind, input: order as unknown as Prisma.InputJsonObject, orderedById: viewer.id, orderedByName: viewer.name },
  })
  administration.ordered?.()
  await prisma.$executeRaw`SELECT pg_notify(${ORDERED}, '')`
  return placed
}

export interface SeenDesk {
  readonly desk: Desk
  readonly seenAt: Date
  /** The worker was heard of a moment ago. */
  readonly here: boolean
}

/** What the vault's side last said of itself; null before it ever did. */
export async function seenDesk({ prisma, administration, asking }: RequestContext): Promise<SeenDesk | null> {
  administration.opened?.()
  const found = await prisma.vaultDesk.findUnique({ where: { id: 1 } })
  if (!found) return null
  return { desk: parseDesk(found.desk), seenAt: found.seenAt, here: asking.now.getTime() - found.seenAt.getTime() < SILENT_AFTER }
}

/** Grants of a person: from the provider's claims by the county's mapping, and from an administrator. */
import { randomUUID } from 'node:crypto'
import type { AccessGrant, PrismaClient } from '../generated/prisma/client.ts'
import type { RoleMapping } from './role-mapping.ts'
import { type Grant, isRole, type Limits, parseLimits, type Role } from './viewer.ts'

/** To whom an administrator gives: an account by its id, or everyone with a value of the claim. */
export type GrantSubject = { readonly kind: 'ACCOUNT' | 'CLAIM'; readonly subject: string }

export interface NewGrant extends Limits {
  readonly to: GrantSubject
  readonly role: Role
  readonly until: Date | null
}

/** Values of the claim that some grant names: the others are not kept. */
export async function knownClaims(prisma: PrismaClient, mapping: RoleMapping, values: readonly string[]): Promise<string[]> {
  const given = await prisma.accessGrant.findMany({
    where: { subjectKind: 'CLAIM', subject: { in: [...values] }, endedAt: null },
    select: { subject: true },
  })
  const known = new Set([...mapping.grants.map(({ value }) => value), ...given.map(({ subject }) => subject)])
  return values.filter((value) => known.has(value))
}

/** Every grant of an account with these claims; those with an end date past are among them. */
export async function grantsOf(
  prisma: PrismaClient,
  mapping: RoleMapping,
  account: string,
  claims: readonly string[],
): Promise<readonly Grant[]> {
  const given = await prisma.accessGrant.findMany({
    where: {
      endedAt: null,
      OR: [
        { subjectKind: 'ACCOUNT', subject: account },
        { subjectKind: 'CLAIM', subject: { in: [...claims] } },
      ],
    },
  })
  const mapped = mapping.grants.filter(({ value }) => claims.includes(value))
  return [...mapped.map(({ value: _, ...grant }) => ({ ...grant, until: null })), ...given.map(storedGrant)]
}

/** A stored grant; throws where it is not one. */
export function storedGrant({ role, limits, until }: Pick<AccessGrant, 'role' | 'limits' | 'until'>): Grant {
  const parsed = typeof limits === 'object' && limits !== null ? parseLimits(limits) : 'no limits'
  if (!isRole(role) || typeof parsed === 'string') throw new Error('a stored grant is damaged')
  return { role, ...parsed, until }
}

/** Writes a grant; resolves to its id. */
export async function giveGrant(prisma: PrismaClient, grant: NewGrant, givenBy: string): Promise<string> {
  const id = randomUUID()
  const { ages, municipalities, services } = grant
  await prisma.accessGrant.create({
    data: {
      ...{ id, role: grant.role, until: grant.until, givenBy, subjectKind: grant.to.kind, subject: grant.to.subject },
      limits: {
        ...(ages === null ? {} : { ages: [...ages] }),
        ...(municipalities === null ? {} : { municipalities: [...municipalities] }),
        ...(services === null ? {} : { services: [...services] }),
      },
    },
  })
  return id
}

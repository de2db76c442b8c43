/** Puts the table of permissions over the schema: who may resolve a field, with which reader, and what of it is audited. */
import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { PERMISSIONS, type Permission } from '../access/permissions.ts'
import type { RequestContext } from './context.ts'
import { lookAt, refusedLook } from './look-at.ts'

const NAME = 'access' as const

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>
    }
  }
}

const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription']

class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const permission = permissionOf(field)
    if (permission === null) return field
    // Pothos' options are a union over kinds of field, which a spread would lose.
    return Object.assign({}, field, { pothosOptions: Object.assign({}, field.pothosOptions, { authScopes: { permitted: permission } }) })
  }

  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const permission = permissionOf(field)
    switch (permission?.kind) {
      case undefined:
      case 'catalogue':
        return resolver
      case 'own':
      case 'office':
        return (parent, args, context, info) => {
          const { asking } = context as RequestContext // the builder's own context type
          asking.personal = true
          return resolver(parent, args, context, info)
        }
      case 'figures':
        return async (parent, args, context, info) => {
          const asked = context as RequestContext // the builder's own context type
          try {
            const within = asked.askedBy(permission.roles) as Types['Context'] // and back
            const value: unknown = await resolver(parent, args, within, info)
            asked.asking.looks.push(lookAt(field.name, args, value, asked))
            return value
          } catch (cause) {
            asked.asking.looks.push(refusedLook(field.name, args, cause, asked))
            throw cause
          }
        }
    }
  }
}

/** Null: whoever sees the parent sees it. */
function permissionOf<Types extends SchemaTypes>({ parentType, name }: PothosOutputFieldConfig<Types>): Permission | null {
  const permission = PERMISSIONS[`${parentType}.${name}`]
  if (permission) return permission
  if (ROOTS.includes(parentType)) throw new Error(`${parentType}.${name} has no row in server/portal/access/permissions.ts`)
  return null
}

SchemaBuilder.registerPlugin(NAME, AccessPlugin)
export const ACCESS_PLUGIN = NAME

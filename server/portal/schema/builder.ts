/** The schema builder: a number can leave only in a scalar whose values the release reader makes. */
import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import PrismaPlugin from '@pothos/plugin-prisma'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { Permission } from '../access/permissions.ts'
import { holding, type Viewer } from '../access/viewer.ts'
import type PrismaTypes from '../generated/pothos-types.ts'
import { getDatamodel } from '../generated/pothos-types.ts'
import type {
  Count,
  CountDifference,
  EventCount,
  FigureCount,
  Lift,
  NoisyChange,
  NoisyRate,
  NoisyShare,
  NoisySize,
  NoisyTimes,
  Parameter,
  Progress,
  Rate,
  Residents,
  RoughRows,
  RowShare,
  Share,
  ShareDifference,
} from '../release/sealed.ts'
import { ACCESS_PLUGIN } from './access-plugin.ts'
import { NotGranted, type RequestContext } from './context.ts'
import { QueryTooComplex } from './errors.ts'
import { LIMITS } from './limits.ts'

export const builder = new SchemaBuilder<{
  Context: RequestContext
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  AuthScopes: { permitted: Permission }
  Scalars: {
    // Plain numbers come in, none goes out.
    Int: { Input: number; Output: never }
    Float: { Input: number; Output: never }
    ID: { Input: string; Output: string }
    String: { Input: string; Output: string }
    Boolean: { Input: boolean; Output: boolean }
    Count: { Input: never; Output: Count }
    Share: { Input: never; Output: Share }
    Lift: { Input: never; Output: Lift }
    CountDifference: { Input: never; Output: CountDifference }
    ShareDifference: { Input: never; Output: ShareDifference }
    FigureCount: { Input: never; Output: FigureCount }
    Parameter: { Input: never; Output: Parameter }
    EventCount: { Input: never; Output: EventCount }
    Residents: { Input: never; Output: Residents }
    Rate: { Input: never; Output: Rate }
    NoisySize: { Input: never; Output: NoisySize }
    NoisyChange: { Input: never; Output: NoisyChange }
    NoisyShare: { Input: never; Output: NoisyShare }
    NoisyRate: { Input: never; Output: NoisyRate }
    NoisyTimes: { Input: never; Output: NoisyTimes }
    RoughRows: { Input: never; Output: RoughRows }
    RowShare: { Input: never; Output: RowShare }
    Progress: { Input: never; Output: Progress }
    Date: { Input: never; Output: Date }
    DateTime: { Input: Date; Output: Date }
  }
}>({
  plugins: [ScopeAuthPlugin, ACCESS_PLUGIN, PrismaPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: ({ viewer, asking }) => ({ permitted: (permission) => isPermitted(permission, viewer, asking.now) }),
    unauthorizedError: () => new NotGranted(),
  },
  prisma: { client: (context) => context.prisma, dmmf: getDatamodel(), onUnusedQuery: null },
  complexity: { ...LIMITS, complexityError: () => new QueryTooComplex() },
})

builder.queryType({})
builder.mutationType({})

/** Whether the viewer may ask the field at all; within which limits is the reader's matter. */
function isPermitted(permission: Permission, viewer: Viewer, now: Date): boolean {
  const grants = holding(viewer, now)
  switch (permission.kind) {
    case 'own':
      return true
    case 'catalogue':
      return grants.length > 0
    case 'figures':
    case 'office':
      return grants.some(({ role }) => permission.roles.includes(role))
    default: {
      const never: never = permission
      throw new Error(`unknown permission ${String(never)}`)
    }
  }
}

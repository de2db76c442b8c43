/** The schema builder: a number can leave only in a scalar whose values the release reader makes. */
import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import PrismaPlugin from '@pothos/plugin-prisma'
import type PrismaTypes from '../generated/pothos-types.ts'
import { getDatamodel } from '../generated/pothos-types.ts'
import type { Count, CountDifference, FigureCount, Lift, NoisySize, Parameter, Share, ShareDifference } from '../release/figures.ts'
import type { RequestContext } from './context.ts'
import { QueryTooComplex } from './errors.ts'
import { LIMITS } from './limits.ts'

export const builder = new SchemaBuilder<{
  Context: RequestContext
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
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
    NoisySize: { Input: never; Output: NoisySize }
    Date: { Input: never; Output: Date }
    DateTime: { Input: never; Output: Date }
  }
}>({
  plugins: [PrismaPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  prisma: { client: (context) => context.prisma, dmmf: getDatamodel(), onUnusedQuery: null },
  complexity: { ...LIMITS, complexityError: () => new QueryTooComplex() },
})

builder.queryType({})
builder.mutationType({})

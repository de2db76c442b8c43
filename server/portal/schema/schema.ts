/** The whole schema: each file adds its part to the builder. */
import './scalars.ts'
import './release.ts'
import './overview.ts'
import './service-counts.ts'
import './co-usage.ts'
import './usage-matrix.ts'
import './combinations.ts'
import './differences.ts'
import './segments/check.ts'
import './segments/drafts.ts'
import './segments/mutations.ts'
import type { GraphQLSchema } from 'graphql'
import { builder } from './builder.ts'

export const schema: GraphQLSchema = builder.toSchema()

/** The whole schema: each file adds its part to the builder. */
import './scalars.ts'
import './release.ts'
import './overview.ts'
import './service-counts.ts'
import './co-usage.ts'
import './usage-matrix.ts'
import './combinations.ts'
import './differences.ts'
import type { GraphQLSchema } from 'graphql'
import { builder } from './builder.ts'

/** The contract. */
export const schema: GraphQLSchema = builder.toSchema()

/** The same schema built once more, for whoever changes it. */
export const anotherSchema = (): GraphQLSchema => builder.toSchema()

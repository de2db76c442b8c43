/** The whole schema: each file adds its part to the builder. */
import './scalars.ts'
import './release.ts'
import './overview.ts'
import './service-counts.ts'
import './co-usage.ts'
import './usage-matrix.ts'
import './combinations.ts'
import './differences.ts'
import './viewer.ts'
import './sessions.ts'
import './grants.ts'
import './exports.ts'
import './audit.ts'
import './series.ts'
import './following.ts'
import './segments/check.ts'
import './segments/drafts.ts'
import './segments/mutations.ts'
import './segments/segmentation.ts'
import './segments/crosswalk.ts'
import './segments/over-time.ts'
import './segments/detail.ts'
import './administration/orders.ts'
import './administration/releases.ts'
import './administration/catalogue.ts'
import { type GraphQLSchema, isObjectType } from 'graphql'
import { PERMISSIONS } from '../access/permissions.ts'
import { builder } from './builder.ts'

/** The contract. */
export const schema: GraphQLSchema = permitted(builder.toSchema())

/** The same schema built once more, for whoever changes it. */
export const anotherSchema = (): GraphQLSchema => permitted(builder.toSchema())

/** A row of the table of permissions that no field has is a mistake in its name: it would protect nothing. */
function permitted(built: GraphQLSchema): GraphQLSchema {
  for (const row of Object.keys(PERMISSIONS)) {
    const [type = '', field = ''] = row.split('.')
    const found = built.getType(type)
    if (!isObjectType(found) || !(field in found.getFields()))
      throw new Error(`there is no ${row}, which server/portal/access/permissions.ts names`)
  }
  return built
}

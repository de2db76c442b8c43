/** Apollo Server over the schema: no batching, no landing page, no internals in errors. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { answerText } from './answer-text.ts'
import { placeOf } from './operation/place-of.ts'
import type { RequestContext } from './schema/context.ts'
import type { PortalErrorCode } from './schema/errors.ts'
import { MAX_TOKENS } from './schema/limits.ts'
import { anotherSchema, schema } from './schema/schema.ts'
import { wholeLists } from './whole-lists.ts'

export interface GraphqlOptions {
  /** Takes lines without figures. */
  readonly log: (line: string) => void
  /** Whether callers may see the schema: by introspection, and in suggestions of a refused question. */
  readonly tellSchema: boolean
  readonly plugins: readonly ApolloServerPlugin<RequestContext>[]
}

/** A server that has started. */
export async function startGraphql({ log, tellSchema, plugins }: GraphqlOptions): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    schema,
    introspection: tellSchema,
    hideSchemaDetailsFromClientErrors: !tellSchema,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    status400ForVariableCoercionErrors: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    parseOptions: { maxTokens: MAX_TOKENS },
    // Apollo Server hands it to `response.send` as it is, which takes bytes as well as a text: they are spared the way through a string.
    stringifyResult: (result) => answerText(result) as unknown as string,
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    plugins: [
      // Answers carry caching headers of our own; this plugin would look at every field of every answer.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      refusesOtherKinds,
      ...plugins,
      // The last: others note that execution begins.
      wholeLists(schema, anotherSchema(), ({ asking }) => {
        asking.looks.length = 0
      }),
    ],
    formatError: (formatted, error) => publicError(formatted, error, log),
  })
  await server.start()
  return server
}

/** Kinds of operation that the schema does not have: asked for, they would pass for an error of ours. */
const refusesOtherKinds: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, schema: asked }) {
        if (operation && (operation.operation === 'subscription' || !asked.getRootType(operation.operation))) {
          throw new GraphQLError('There is no operation of this kind.', { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })
        }
      },
    }
  },
}

const PORTAL_CODES = [
  'SELECTION_NOT_PUBLISHED',
  'UNKNOWN_CODE',
  'RELEASE_NOT_FOUND',
  'NO_RELEASE',
  'QUERY_TOO_COMPLEX',
  'BAD_USER_INPUT',
  'NOT_GRANTED',
  'VERSION_CONFLICT',
  'DRAFT_CLOSED',
] as const satisfies readonly PortalErrorCode[]

/** Errors about the request's own text. */
const REQUEST_CODES = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'RATE_LIMITED',
] as const

const PUBLIC_CODES: readonly unknown[] = [...PORTAL_CODES, ...REQUEST_CODES]

/** What the caller sees of an error: its own words where its code is of the contract, else one sentence. The cause is logged by place, not by message. */
function publicError(formatted: GraphQLFormattedError, error: unknown, log: (line: string) => void): GraphQLFormattedError {
  const code = formatted.extensions?.code
  if (PUBLIC_CODES.includes(code)) return { ...formatted, extensions: { code } }
  log(`graphql: internal error at ${placeOf(error)}`)
  return { message: 'The answer could not be made.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }
}

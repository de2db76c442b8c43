/** Apollo Server over the schema: no batching, no landing page, no internals in errors. */
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import type { GraphQLFormattedError } from 'graphql'
import type { RequestContext } from './schema/context.ts'
import type { PortalErrorCode } from './schema/errors.ts'
import { MAX_TOKENS } from './schema/limits.ts'
import { schema } from './schema/schema.ts'

/** A server that has started. `log` takes lines without figures. */
export async function startGraphql(log: (line: string) => void): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    status400ForVariableCoercionErrors: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    parseOptions: { maxTokens: MAX_TOKENS },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled()],
    formatError: (formatted, error) => publicError(formatted, error, log),
  })
  await server.start()
  return server
}

const PORTAL_CODES = [
  'SELECTION_NOT_PUBLISHED',
  'UNKNOWN_CODE',
  'RELEASE_NOT_FOUND',
  'NO_RELEASE',
  'QUERY_TOO_COMPLEX',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'VERSION_CONFLICT',
  'DRAFT_CLOSED',
] as const satisfies readonly PortalErrorCode[]

/** Errors about the request's own text. */
const REQUEST_CODES = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST'] as const

const PUBLIC_CODES: readonly unknown[] = [...PORTAL_CODES, ...REQUEST_CODES]

/** What the caller sees of an error: its own words where its code is of the contract, else one sentence. The cause is logged by place, not by message. */
function publicError(formatted: GraphQLFormattedError, error: unknown, log: (line: string) => void): GraphQLFormattedError {
  const code = formatted.extensions?.code
  if (PUBLIC_CODES.includes(code)) return { ...formatted, extensions: { code } }
  log(`graphql: internal error at ${placeOf(error)}`)
  return { message: 'The answer could not be made.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }
}

/** Name and first frame: messages of libraries may quote a query. */
function placeOf(error: unknown): string {
  const cause = error instanceof Error && 'originalError' in error && error.originalError instanceof Error ? error.originalError : error
  if (!(cause instanceof Error)) return 'unknown'
  return `${cause.name} ${
    cause.stack
      ?.split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim() ?? ''
  }`
}

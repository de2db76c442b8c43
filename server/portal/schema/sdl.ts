import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'

/** The schema as text, types and fields sorted, so that it changes only where the contract does. */
export const sdlOf = (schema: GraphQLSchema): string =>
  `# The contract; made anew from the code by \`npm run generate\`.\n\n${printSchema(lexicographicSortSchema(schema))}\n`

import { ApolloClient, HttpLink } from '@apollo/client'
import { AnswerCache } from './answer-cache.ts'

/** Apollo over the portal's one address. Answers of a release never change, so what was fetched once is kept. */
export function createClient(): ApolloClient {
  return new ApolloClient({ link: new HttpLink({ uri: '/graphql' }), cache: new AnswerCache() })
}

import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client'

/** Apollo over the portal's one address. Answers of a release never change, so what was fetched once is kept. */
export function createClient(): ApolloClient {
  return new ApolloClient({
    link: new HttpLink({ uri: '/graphql' }),
    cache: new InMemoryCache({
      typePolicies: {
        // Parts of a release come with it, whoever asked for which of them.
        Release: { fields: { policy: { merge: true }, certificate: { merge: true }, importReport: { merge: true } } },
        // Names of a service may change from release to release: never one object for all.
        Service: { keyFields: false },
        // The matrix of one selection is asked for by the chart and by the thumbnails, each for parts of its own.
        UsageMatrix: { merge: true },
      },
    }),
    assumeImmutableResults: true,
  })
}

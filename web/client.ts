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
        // Views ask for parts of the same answer: those that are here stay when others come.
        Overview: { merge: true },
        CoUsage: { merge: true },
        ServiceCounts: { merge: true },
        UsageMatrix: { merge: true },
      },
    }),
    assumeImmutableResults: true,
  })
}

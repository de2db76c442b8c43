import { ApolloClient, HttpLink } from '@apollo/client'
import { AnswerCache } from './answer-cache.ts'
import { meantRelease } from './release/meant-release.ts'
import { RELEASES } from './release/releases-query.ts'

/** Apollo over the portal's one address. Answers of a release never change, so what was fetched once is kept. `withdrawn`: what to do where it is served no more; `away`: nobody is at the page, which then does not look again by itself. */
export function createClient(withdrawn: () => void = () => undefined, away: () => boolean = () => false): ApolloClient {
  const meant = meantRelease({ doubted: (id) => void askAgainUnless(id).catch(() => undefined), withdrawn })
  const client = new ApolloClient({
    link: meant.concat(new HttpLink({ uri: '/graphql' })),
    cache: new AnswerCache(),
    defaultOptions: { watchQuery: { skipPollAttempt: away } },
  })

  /** Another release may have become current between the first questions: then their answers are asked for by its name. */
  async function askAgainUnless(meantId: string): Promise<void> {
    const { data } = await client.query({ query: RELEASES, fetchPolicy: 'network-only' })
    if (!data || data.releases.some(({ id, current }) => current && id === meantId)) return
    await client.cache.reset()
    client.writeQuery({ query: RELEASES, data })
    await client.refetchObservableQueries()
  }

  return client
}

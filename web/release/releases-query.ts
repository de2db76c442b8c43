import { graphql } from '../generated/gql.ts'

/** Which releases there are now. */
export const RELEASES = graphql(`
  query Releases {
    releases {
      id
      current
      dataDate
      publishedAt
    }
  }
`)

import { graphql } from '../generated/gql.ts'

/** What every page needs of a release: its catalogue and its provenance. */
export const RELEASE = graphql(`
  query Release($release: ID, $locale: Locale!) {
    release(id: $release) {
      id
      current
      demo
      name(locale: $locale)
      dataDate
      windowFrom
      publishedAt
      contentHash
      feedbackEmail
      policy {
        kind
        threshold
        complementExempt
      }
      certificate {
        families {
          kind
        }
      }
      rules {
        topShare
        socialServices
        socialTasks
      }
      serviceTasks {
        slug
        name(locale: $locale)
      }
      services {
        code
        slug
        sector
        task {
          slug
        }
        name(locale: $locale)
        shortName(locale: $locale)
        useRule
        useThreshold
        heavyRule
        heavyThreshold
      }
      municipalities {
        code
        name(locale: $locale)
      }
      centres {
        code
        name(locale: $locale)
        municipality {
          code
        }
      }
    }
    releases {
      id
      current
      dataDate
      publishedAt
    }
  }
`)

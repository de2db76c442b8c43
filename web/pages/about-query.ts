import { graphql } from '../generated/gql.ts'

/** What a reader may want to check of a release. */
export const ABOUT = graphql(`
  query About($release: ID) {
    release(id: $release) {
      id
      contentHash
      policy {
        kind
        threshold
      }
      certificate {
        ...CertificateParts
      }
      importReport {
        importedAt
        warnings
        files {
          file
          read
          linkage
          rejected {
            reason
            rows
          }
          leftOut {
            reason
            rows
          }
        }
      }
    }
  }
`)

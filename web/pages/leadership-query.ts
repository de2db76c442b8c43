import { graphql } from '../generated/gql.ts'

/** Clients by number of services: the last band is those who need several at once. */
export const BANDS = graphql(`
  query Bands($selection: Selection, $release: ID) {
    serviceCounts(selection: $selection, release: $release) {
      selection {
        ...SelectionParts
      }
      clients {
        count
        atLeast
      }
      bands {
        ...BinParts
      }
    }
  }
`)

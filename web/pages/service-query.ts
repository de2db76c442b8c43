import { graphql } from '../generated/gql.ts'

/** What the clients of one service use besides it, both ways, and who they are. */
export const CO_USAGE = graphql(`
  query CoUsage($service: ID!, $selection: Selection, $release: ID) {
    coUsage(service: $service, selection: $selection, release: $release) {
      selection {
        ...SelectionParts
      }
      service {
        code
      }
      clients {
        count
        atLeast
      }
      share
      others {
        service {
          code
        }
        clients {
          count
          atLeast
        }
        shareOfService
        shareOfOther
        lift
      }
      groups {
        dimension
        value
        clients {
          count
          atLeast
        }
        share
        shareOfAll
      }
      coverage {
        ...CoverageParts
      }
    }
  }
`)

import { graphql } from '../generated/gql.ts'

/** Use of every service by all clients of a selection and by its heavy users, and the gap between the two shares. */
export const OVERVIEW = graphql(`
  query Overview($all: Selection, $heavy: Selection, $release: ID) {
    all: overview(selection: $all, release: $release) {
      ...OverviewParts
    }
    heavy: overview(selection: $heavy, release: $release) {
      ...OverviewParts
    }
    gaps: overviewDifference(a: $heavy, b: $all, release: $release, releaseB: $release) {
      service {
        code
      }
      share
    }
  }

  fragment OverviewParts on Overview {
    selection {
      ...SelectionParts
    }
    clients {
      count
      atLeast
    }
    services {
      service {
        code
      }
      clients {
        count
        atLeast
      }
      share
      heavyInService {
        count
        atLeast
      }
    }
    coverage {
      ...CoverageParts
    }
  }
`)

import { graphql } from '../generated/gql.ts'

/** How many services a client uses: of all clients of a selection, and of its heavy users. */
export const SERVICE_COUNTS = graphql(`
  query ServiceCounts($all: Selection, $heavy: Selection, $release: ID) {
    all: serviceCounts(selection: $all, release: $release) {
      ...ServiceCountParts
    }
    heavy: serviceCounts(selection: $heavy, release: $release) {
      ...ServiceCountParts
    }
  }

  fragment ServiceCountParts on ServiceCounts {
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
    all {
      ...BinParts
    }
    health {
      ...BinParts
    }
    social {
      ...BinParts
    }
    grid {
      health
      social
      counts
      atLeast
    }
    coverage {
      ...CoverageParts
    }
  }

  fragment BinParts on Bin {
    from
    to
    label
    share
    clients {
      count
      atLeast
    }
  }
`)

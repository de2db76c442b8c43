import { graphql } from '../generated/gql.ts'
import { question } from '../release/question.ts'
import { type Selection, toInput } from '../selection/selection.ts'

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
      both {
        count
        atLeast
      }
    }
    coverage(beside: true) {
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

/** The numbers of services of a selection, whatever its cohort: both are drawn. */
export const serviceCountQuestion = (selection: Selection) =>
  question(SERVICE_COUNTS, {
    all: toInput({ ...selection, cohort: 'ALL' }),
    heavy: toInput({ ...selection, cohort: 'HEAVY' }),
    release: selection.release,
  })
